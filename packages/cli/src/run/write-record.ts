import type { Dataset, Engine, Experiment } from "percept";
import { version } from "../version.ts";
import type { BlasProvenance } from "./blas-provenance.ts";
import type { RunRecord } from "./read-run.ts";
import type { RunFolder } from "./run-folder.ts";

/** experiment.json: every setting, and where the run comes from; how it works is known once it has begun. */
export function writeRecord(
  folder: RunFolder,
  status: RunRecord["status"],
  experiment: Experiment,
  { name, sources }: Dataset,
  engine: Pick<Engine, "name"> & Partial<Pick<Engine, "work"> & { readonly blas: BlasProvenance }>,
  { startedAt, resumedAt }: { readonly startedAt: string; readonly resumedAt: readonly string[] },
): void {
  const { node, v8 } = process.versions;
  const provenance = {
    data: { name, sha256: Object.fromEntries(sources.map((source) => [source.name, source.sha256])) },
    engine: engine.name,
    ...engine.blas,
    ...(engine.work && { threads: engine.work.threads, threadsReason: engine.work.reason }),
    versions: { percept: version, node, v8, platform: `${process.platform} ${process.arch}` },
    startedAt,
    ...(resumedAt.length > 0 && { resumedAt }),
    ...(status !== "running" && { endedAt: new Date().toISOString() }),
  };
  const record: RunRecord = { formatVersion: 1, status, experiment, provenance };
  folder.write("experiment.json", `${JSON.stringify(record, null, 2)}\n`);
}
