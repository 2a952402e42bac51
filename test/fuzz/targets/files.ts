// What is read by its path: each file is written to a folder of its own first.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "fflate";
import { readExperimentFile } from "../../../packages/cli/src/experiment-file.ts";
import { readHistory, readRunRecord } from "../../../packages/cli/src/run/read-run.ts";
import { parseIdxImages } from "../../../packages/core/src/dataset/idx.ts";
import { readIdxBytes } from "../../../packages/core/src/dataset/read-file.node.ts";
import { createExperiment } from "../../../packages/core/src/experiment.ts";
import type { FuzzTarget } from "../fuzz-target.ts";

let made: string | undefined;

function folder(): string {
  if (made === undefined) {
    const path = mkdtempSync(join(tmpdir(), "percept-fuzz-"));
    process.on("exit", () => rmSync(path, { recursive: true, force: true }));
    made = path;
  }
  return made;
}

/** Where the bytes lie as a file of this name. */
function written(name: string, bytes: Uint8Array): string {
  const path = join(folder(), name);
  writeFileSync(path, bytes);
  return path;
}

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value, null, 2));
const experiment = createExperiment({ hidden: [30, 20], learningRate: 0.1, validation: 0.1 });
const record = { formatVersion: 1, status: "finished", experiment, provenance: { data: { name: "mnist" } } };
const epoch = {
  epoch: 1,
  trainAccuracy: 0.5,
  trainLoss: 1.5,
  learningRate: 0.1,
  seconds: 1,
  samplesPerSecond: 9,
};
const words = [
  "__proto__",
  "constructor",
  '"hidden"',
  '"data"',
  "1e999",
  "null",
  "\ufeff",
  "\\u0000",
  '{"',
  "[[",
  "]",
  ",",
];
const idx = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 7, 9);

export const fileTargets: readonly FuzzTarget[] = [
  {
    name: "experiment file",
    seeds: () => [json(experiment), json(record), json({ why: "to see", experiment: { epochs: 3 } })],
    parse: (bytes) => readExperimentFile(written("experiment.json", bytes)),
    words,
  },
  {
    name: "a run's record",
    seeds: () => [json(record)],
    parse: (bytes) => {
      written("experiment.json", bytes);
      readRunRecord(folder());
    },
    words,
  },
  {
    name: "history.jsonl",
    seeds: () => [
      new TextEncoder().encode(`${JSON.stringify(epoch)}\n${JSON.stringify({ ...epoch, epoch: 2 })}\n`),
    ],
    parse: (bytes) => {
      written("history.jsonl", bytes);
      readHistory(folder());
    },
    words,
  },
  {
    name: "IDX as .gz",
    seeds: () => [gzipSync(idx, { mtime: 0 })],
    parse: async (bytes) => parseIdxImages(await readIdxBytes(written("images.gz", bytes)), "images.gz"),
    layers: [(_, change) => gzipSync(change(idx), { mtime: 0 })],
  },
];
