// ONNX Runtime: inference with -node (native) or -web (WebAssembly), as the runner's options say.

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { serve, timed } from "./serve.mjs";
import {
  accuracyOf,
  largestDeviation,
  readBytes,
  readFloats,
  readImages,
  readTransposedWeights,
} from "./task-data.mjs";
import { writeOnnx } from "./write-onnx.mjs";

serve(async ({ task, threads, options, data }) => {
  const { InferenceSession, Tensor, env } = await import(options.package);
  env.wasm.numThreads = threads;
  const session = await InferenceSession.create(writeOnnx(readTransposedWeights(data.weights, task.layers)), {
    // 0 is one a core, each with a core of its own: asked for as many, they may share one for a whole run.
    intraOpNumThreads: threads === availableParallelism() ? 0 : threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
  });
  const images = readImages(data.test.images);
  const labels = readBytes(data.test.labels);
  const batch = task.kind === "single" ? 1 : labels.length;
  const score = async (first) => {
    const x = new Tensor("float32", images.subarray(first * 784, (first + batch) * 784), [batch, 784]);
    return (await session.run({ x })).y.data;
  };
  const { version } = JSON.parse(
    readFileSync(new URL(`../node_modules/${options.package}/package.json`, import.meta.url)),
  );

  return {
    version,
    note: "session.run; Gemm, Relu and Softmax, all graph optimizations",
    async check() {
      const scores = new Float32Array(labels.length * 10);
      for (let first = 0; first < labels.length; first += batch) scores.set(await score(first), first * 10);
      return {
        testAccuracy: accuracyOf(scores, labels),
        largestDeviation: largestDeviation(scores, readFloats(data.expected)),
      };
    },
    async measure(samples) {
      const times = Math.max(1, Math.round(samples / batch));
      const { seconds } = await timed(async () => {
        for (let time = 0; time < times; time++) await score((time * batch) % labels.length);
      });
      return { seconds, samples: times * batch };
    },
  };
});
