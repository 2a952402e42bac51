// A run from files: those of a run folder, or a model alone. Nothing in them is believed unread.

import {
  createExperiment,
  type EpochRecord,
  type ExperimentSettings,
  FormatError,
  loadModelFile,
  type Metrics,
  type Model,
  parseJson,
  readableModelEndings,
  saveModel,
  weightsSha256,
} from "percept";
import type { NamedBytes, RunBytes, RunContent, StartedFrom } from "./kept-run.ts";
import { isModelName } from "./model-names.ts";
import { unpackRun } from "./run-archive.ts";

export interface ReadRun {
  readonly content: RunContent;
  readonly bytes?: RunBytes;
  /** what another tool's file left open, a sentence each */
  readonly assumptions: readonly string[];
}

/**
 * @param place  what the folder or file is called in errors
 * @returns the run, and its weights where a model file is among the files
 * @throws {FormatError} naming the file that is not what it should be
 */
export async function readRunFiles(given: readonly NamedBytes[], place: string): Promise<ReadRun> {
  const files = given.flatMap((file) => (file.name.endsWith(".zip") ? unpackRun(file) : [file]));
  const text = (name: string) => textOf(files, name);
  const record = parseObject(text("experiment.json"), `${place}: experiment.json`);
  const metrics = parseObject(text("metrics.json"), `${place}: metrics.json`);
  const history = parseHistory(text("history.jsonl") ?? "", `${place}: history.jsonl`);
  const file = modelAmong(files);
  const read = file && (await readModel(file, place));
  const model = read?.model;
  if (record === undefined && model === undefined) {
    const got = files.map(({ name }) => name).join(", ") || "none";
    throw new FormatError(
      place,
      `expected experiment.json or a model (${readableModelEndings.join(", ")}) among the files, got ${got}.`,
      "A run folder has both.",
    );
  }
  const startedFrom = record?.startedFrom as StartedFrom | undefined;
  const initial = startedFrom && files.find(({ name }) => name === "initial.npz")?.bytes;
  const provenance = objectOr(record?.provenance);
  const data = objectOr(provenance.data);
  const test = isMetrics(metrics?.test) ? metrics.test : undefined;
  const sha256 = model ? await weightsSha256(model.weights) : String(metrics?.weightsSha256 ?? "");
  return {
    content: {
      experiment: settingsOf(record, model, place),
      rateChanges: Array.isArray(record?.rateChanges) ? record.rateChanges : [],
      history,
      complete: record === undefined || record.status === "finished",
      data: {
        name: typeof data.name === "string" ? data.name : "",
        sha256: objectOr(data.sha256) as Record<string, string>,
      },
      ...(typeof provenance.engine === "string" && { engine: provenance.engine }),
      ...(sha256 !== "" && { weightsSha256: sha256 }),
      ...(test && { test }),
      ...(startedFrom && { startedFrom }),
    },
    ...(read && { bytes: { model: read.npz, ...(initial && { initial }) } }),
    assumptions: read?.assumptions ?? [],
  };
}

/** What the run's record says, or what a model alone says of its network. */
function settingsOf(
  record: Record<string, unknown> | undefined,
  model: Model | undefined,
  place: string,
): ExperimentSettings {
  if (record) {
    const settings = objectOr(record.experiment ?? record) as ExperimentSettings;
    try {
      return createExperiment(settings);
    } catch (error) {
      throw new FormatError(
        `${place}: experiment.json`,
        error instanceof Error ? error.message : String(error),
      );
    }
  }
  const { layers = [], loss } = model?.network ?? {};
  const [first, last] = [layers.at(0), layers.at(-1)];
  return {
    hidden: layers.slice(0, -1).map(({ units }) => units),
    ...(first !== undefined && first !== last && { activation: first.activation }),
    ...(last && { output: last.activation }),
    ...(loss && { loss }),
    ...(model?.weights[0].values instanceof Float64Array && { precision: "float64" }),
  } as ExperimentSettings;
}

/** model.npz, or the one model that is there. */
function modelAmong(files: readonly NamedBytes[]): NamedBytes | undefined {
  const model = files.find(({ name }) => name === "model.npz");
  return model ?? (files.length === 1 && isModelName(files[0].name) ? files[0] : undefined);
}

/** Runs keep .npz, whatever a model comes as. */
async function readModel({ name, bytes }: NamedBytes, place: string) {
  const read = await loadModelFile(bytes, name === place ? place : `${place}: ${name}`);
  return { ...read, npz: saveModel(read.model) };
}

function textOf(files: readonly NamedBytes[], name: string): string | undefined {
  const file = files.find((candidate) => candidate.name === name);
  return file && new TextDecoder().decode(file.bytes);
}

/** The epochs; a last line that was cut off is left out, as the command leaves it. */
function parseHistory(text: string, place: string): EpochRecord[] {
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  let before = 0;
  return lines.filter(Boolean).map((line, index) => {
    const record = parseObject(line, `${place}, line ${index + 1}`) as Partial<EpochRecord> | undefined;
    const { epoch = 0, trainAccuracy = -1, trainLoss = -1, seconds = -1 } = record ?? {};
    const numbers = [epoch, trainAccuracy, trainLoss, seconds].every(Number.isFinite);
    const sound =
      numbers && epoch > before && trainAccuracy >= 0 && trainAccuracy <= 1 && trainLoss >= 0 && seconds >= 0;
    if (!sound || !Number.isInteger(epoch)) {
      throw new FormatError(
        `${place}, line ${index + 1}`,
        `expected an epoch with its accuracy, loss and seconds, got ${line.slice(0, 60)}.`,
      );
    }
    before = epoch;
    return record as EpochRecord;
  });
}

function parseObject(text: string | undefined, place: string): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  try {
    const value = parseJson(text, place);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // the message below says it
  }
  throw new FormatError(place, `expected a JSON object, got ${text.slice(0, 40) || "nothing"}.`);
}

function objectOr(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function isMetrics(value: unknown): value is Metrics {
  const { accuracy } = objectOr(value);
  return typeof accuracy === "number" && accuracy >= 0 && accuracy <= 1;
}
