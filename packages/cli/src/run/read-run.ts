import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  type EpochRecord,
  type ForeignOptions,
  loadModel,
  loadModelFile,
  type Model,
  parseJson,
  readableModelEndings,
  type UnpackOptions,
} from "percept";
import { FileError, FormatError, ParameterError } from "percept/errors";
import { readBytes } from "percept/node";
import { writeError } from "../terminal/output.ts";

/** The experiment.json of a run. */
export interface RunRecord {
  readonly formatVersion: 1;
  /** a run of `train` unless it is said to be something else */
  readonly kind?: "cross-validation";
  readonly status: "running" | "finished" | "interrupted" | "diverged" | "failed";
  readonly experiment: Readonly<Record<string, unknown>> & { readonly data: string };
  readonly provenance: Readonly<Record<string, unknown>>;
  /** the epoch whose weights the model has, where the best ones are kept */
  readonly best?: { readonly epoch: number; readonly value: number };
  /** the report's thresholds that its ROC curves mark: so many, spread evenly from 0 to 1 */
  readonly rocThresholds?: number;
}

/** A model, and the run that it comes from where it has one. */
export interface LoadedModel {
  readonly model: Model;
  readonly path: string;
  readonly run?: RunRecord;
}

/**
 * Reads RUN (a run folder, by its path or its name in runs/) or MODEL (a file of any format that percept reads). What
 * a file leaves open and is assumed is said on standard error.
 */
export async function loadRunOrModel(
  given: string,
  { unpackLimit }: UnpackOptions,
  known: ForeignOptions = {},
): Promise<LoadedModel> {
  const found = [given, join("runs", given)].find((path) => existsSync(path));
  if (found === undefined) {
    throw new ParameterError(
      `${given}: expected a run folder, the name of one in runs/, or a model file (${readableModelEndings.join(", ")}), found nothing there.`,
      "`percept runs` lists the runs there are.",
    );
  }
  if (!statSync(found).isDirectory()) {
    const { model, assumptions } = await loadModelFile(await readBytes(found), found, known, { unpackLimit });
    for (const sentence of assumptions) writeError(`${found}: assumed that ${sentence}`);
    return { model, path: found };
  }
  const [stray] = Object.keys(known);
  if (stray !== undefined) {
    throw new ParameterError(
      `${stray} is for files that leave it open, got the run ${found}, which says it.`,
      "Leave it out.",
    );
  }
  const path = join(found, "model.npz");
  if (!existsSync(path)) {
    throw new FileError(`${found}: expected model.npz in it, found none.`, whyNoModel(found));
  }
  return { model: loadModel(await readBytes(path), path, { unpackLimit }), path, run: readRunRecord(found) };
}

function whyNoModel(folder: string): string {
  const record = join(folder, "experiment.json");
  if (!existsSync(record)) return "This is not a run folder; `percept runs` lists the runs there are.";
  if (readRunRecord(folder).kind !== "cross-validation")
    return "The run was stopped before it had a model; train it again.";
  const best = join(folder, "best.json");
  const config = existsSync(best) ? best : record;
  return `A cross-validation keeps no model; \`percept train --config ${config}\` trains one.`;
}

export function readRunRecord(folder: string): RunRecord {
  const path = join(folder, "experiment.json");
  const record = readJson(path) as Partial<RunRecord> | null;
  const whole = record?.formatVersion === 1 && typeof record.experiment?.data === "string";
  if (!whole || !isObject(record.provenance)) {
    throw new FormatError(
      path,
      "expected a run's record with formatVersion 1, an experiment and its provenance, got something else.",
    );
  }
  return record as RunRecord;
}

export function readJson(path: string): unknown {
  return parseJson(readFileSync(path, "utf8"), path);
}

/** The epochs of a run; a last line that was cut off by the end of the process is left out. */
export function readHistory(folder: string): EpochRecord[] {
  const path = join(folder, "history.jsonl");
  if (!existsSync(path)) return [];
  const text = readFileSync(path, "utf8");
  const lines = text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter(Boolean);
  return lines.map((line, index) => {
    const record = parsed(line);
    if (isEpoch(record)) return record;
    throw new FormatError(path, `expected an epoch's JSON in line ${index + 1}, got ${line.slice(0, 40)}.`);
  });
}

/** Undefined where it is no JSON. */
function parsed(line: string): unknown {
  try {
    return parseJson(line, "");
  } catch {
    return undefined;
  }
}

/** Numbers by name, and what is known of the layers. */
function isEpoch(value: unknown): value is EpochRecord {
  if (!isObject(value)) return false;
  const { layers = [], ...numbers } = value;
  return (
    Number.isSafeInteger(numbers.epoch) &&
    Object.values(numbers).every((number) => number === null || Number.isFinite(number)) &&
    Array.isArray(layers) &&
    layers.every(isObject)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
