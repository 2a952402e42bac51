import type { Model } from "../../../packages/core/src/format/model.ts";
import { saveModel } from "../../../packages/core/src/format/model-npz.ts";
import { readIdxFile } from "../../../packages/studio/src/laboratory/read-idx-file.ts";
import { readRunFiles } from "../../../packages/studio/src/laboratory/read-run-files.ts";
import { runArchive } from "../../../packages/studio/src/laboratory/run-archive.ts";
import type { FuzzTarget } from "../fuzz-target.ts";
import { zipEntry } from "../layers.ts";
import { someModel } from "./models.ts";

const model = (some: Model) => saveModel(some);
const history = [1, 2].map((epoch) => ({
  epoch,
  trainAccuracy: 0.5,
  trainLoss: 1,
  trainMeanSquaredError: 1,
  learningRate: 0.1,
  seconds: 1,
  samplesPerSecond: 9,
}));
const run = {
  id: "1",
  name: "some",
  date: "2026-01-01T00:00:00Z",
  source: "studio",
  experiment: { hidden: [3], epochs: 2 },
  rateChanges: [],
  history,
  complete: true,
  data: { name: "mnist", sha256: { file: "ab" } },
} as const;
const file = (bytes: Uint8Array, name: string) => new File([bytes as Uint8Array<ArrayBuffer>], name);
const idx = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 7, 9);

export const studioTargets: readonly FuzzTarget[] = [
  {
    name: "the studio's run archive",
    seeds: () => [
      runArchive(run, { model: model(someModel) }),
      runArchive(
        { ...run, startedFrom: { name: "other", weightsSha256: "ab" } },
        { model: model(someModel), initial: model(someModel) },
      ),
    ],
    parse: (bytes) => readRunFiles([{ name: "run.zip", bytes }], "run.zip"),
    words: [
      "experiment.json",
      "history.jsonl",
      "__proto__",
      "../",
      "model.npz",
      "startedFrom",
      "rateChanges",
    ],
    layers: [zipEntry],
  },
  {
    name: "the studio's IDX",
    seeds: () => [idx],
    parse: (bytes) => readIdxFile(file(bytes, "images")),
  },
];
