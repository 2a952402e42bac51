import * as Comlink from "comlink";
import {
  createExperiment,
  type Experiment,
  evaluate,
  loadCheckpoint,
  loadModel,
  loadWeights,
  type ModelEnding,
  PerceptError,
  saveModel,
  saveModelAs,
  weightsSha256,
} from "percept";
import { type Chart, comparisonChart } from "percept-charts";
import { beginSession, dataRecordOf } from "./begin-session.ts";
import { type Bench, requireData, requireSession, takeTurn } from "./bench.ts";
import { comparisonRunOf } from "./comparison-run.ts";
import type { DataRecord, KeptCheckpoint, KeptRun, RunBytes, RunContent, StartedFrom } from "./kept-run.ts";
import type { DataSummary } from "./protocol.ts";
import { readRunFiles } from "./read-run-files.ts";
import { runArchive } from "./run-archive.ts";
import { summarize } from "./summarize.ts";

/** Runs: from the training on the bench, from files, and back onto the bench. */
export function runMethods(bench: Bench) {
  return {
    /** The training as it stands, as a run: with its weights of this moment, measured on the test set. */
    async keptRun(): Promise<{ readonly content: RunContent; readonly bytes: RunBytes }> {
      const { training, past, dataset, initial } = requireSession(bench);
      const complete = training.isComplete();
      const model = await takeTurn(bench, async () => training.model());
      const engine = training.engine.name;
      const { test } = dataset;
      const content: RunContent = {
        ...past,
        complete,
        engine,
        data: dataRecordOf(dataset),
        weightsSha256: await weightsSha256(model.weights),
        ...(test && { test: await evaluate(model, test) }),
      };
      return { content, bytes: { model: saveModel(model), ...(initial && { initial }) } };
    },

    /** A run from its folder's files, or from a model file alone. */
    readRun: readRunFiles,

    /** A new training that begins with the weights of a file. */
    async prepareFrom(experiment: Experiment, model: Uint8Array, name: string): Promise<DataSummary> {
      const initialWeights = loadWeights(model, name);
      const startedFrom: StartedFrom = { name, weightsSha256: await weightsSha256(initialWeights) };
      const past = { experiment, startedFrom, rateChanges: [], history: [] };
      const start = { initialWeights, past, initial: model };
      const session = await takeTurn(bench, () => beginSession(bench, experiment, requireData(bench), start));
      return summarize(session.training.dataset);
    },

    /** Where checkpoints go. */
    keepCheckpoints(keep: (checkpoint: KeptCheckpoint) => void): void {
      bench.keep = (checkpoint) => keep(Comlink.transfer(checkpoint, [checkpoint.bytes.buffer]));
    },

    /** @throws {PerceptError} a sentence, where the data here are not those of a training */
    requireSameData({ name, sha256 }: DataRecord): void {
      const own = dataRecordOf(requireData(bench));
      if (JSON.stringify(own.sha256) === JSON.stringify(sha256)) return;
      throw new PerceptError(
        "parameter",
        `The training learned from ${name}, and the data here are ${own.name}.`,
        "Load its data again first.",
      );
    },

    /** Goes on from a checkpoint, with the data that are here. */
    async resume({ bytes, experiment, past, initial }: KeptCheckpoint): Promise<DataSummary> {
      const dataset = requireData(bench);
      const checkpoint = loadCheckpoint(bytes, "The checkpoint");
      const start = { checkpoint, past, initial };
      const session = await takeTurn(bench, () =>
        beginSession(bench, createExperiment(experiment), dataset, start),
      );
      return summarize(session.training.dataset);
    },

    /** Learning curves of several runs in one picture; those without an epoch are left out. */
    compareRuns(title: string, runs: readonly KeptRun[]): Chart | undefined {
      const drawn = runs.filter(({ history }) => history.length > 0).map(comparisonRunOf);
      return drawn.length === 0 ? undefined : comparisonChart({ title, runs: drawn });
    },

    /** A run folder in one file, as the command reads it once unpacked. */
    runArchive,

    /** A run's model as the bytes of another format. */
    modelAs(npz: Uint8Array, ending: ModelEnding): Promise<Uint8Array> {
      return saveModelAs(loadModel(npz, "The model"), ending);
    },

    /** The layers' sizes of a model file: 784-20-10. */
    layersOf(bytes: Uint8Array): number[] {
      const { layers } = loadModel(bytes, "The model").network;
      return [layers[0].inputs, ...layers.map(({ units }) => units)];
    },
  };
}
