import { FormatError, readZip, writeZip } from "percept";
import type { KeptRun, NamedBytes, RunBytes } from "./kept-run.ts";

/** A run folder in one zip: unpacked, `percept train --config`, `evaluate` and `report` take it. */
export function runArchive(run: KeptRun, { model, initial }: RunBytes): Uint8Array {
  const { history, weightsSha256, test } = run;
  const files: Record<string, Uint8Array> = {
    "experiment.json": text(`${JSON.stringify(recordOf(run, initial !== undefined), null, 2)}\n`),
    "history.jsonl": text(history.map((record) => `${JSON.stringify(record)}\n`).join("")),
    "metrics.json": text(`${JSON.stringify({ weightsSha256, ...(test && { test }) }, null, 2)}\n`),
    "model.npz": model,
    ...(initial && { "initial.npz": initial }),
  };
  return writeZip(Object.entries(files));
}

/** What a run is read from; other entries of an archive stay packed. */
const wanted = ["experiment.json", "history.jsonl", "metrics.json", "model.npz", "initial.npz"];

/** Bytes that all of them may have together. */
const MOST_BYTES = 512 * 2 ** 20;

/**
 * The files of a run that an archive holds, in whatever folder of it.
 * @throws {FormatError} where it cannot be unpacked, or would grow beyond 512 MB
 */
export function unpackRun({ name, bytes }: NamedBytes): NamedBytes[] {
  const baseName = (path: string) => path.slice(path.lastIndexOf("/") + 1);
  const isWanted = (path: string) => wanted.includes(baseName(path));
  try {
    const entries = [...readZip(bytes, name, { unpackLimit: MOST_BYTES, wanted: isWanted })];
    return entries.map(([path, content]) => ({ name: baseName(path), bytes: content }));
  } catch {
    throw new FormatError(name, "expected a zip of a run's files, 512 MB at most, got something else.");
  }
}

/** experiment.json as the command writes it, with the weights it began with as the file beside it. */
function recordOf(run: KeptRun, hasInitial: boolean) {
  const { experiment, rateChanges, startedFrom, complete, data, engine, date } = run;
  const { initBound, ...rest } = experiment;
  const settings = hasInitial ? { ...rest, init: "initial.npz" } : experiment;
  return {
    formatVersion: 1,
    status: complete ? "finished" : "interrupted",
    experiment: { data: "mnist", ...settings },
    provenance: { data: { name: data.name, sha256: data.sha256 }, engine, endedAt: date },
    ...(rateChanges.length > 0 && { rateChanges }),
    ...(startedFrom && { startedFrom }),
  };
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}
