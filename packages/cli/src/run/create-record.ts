import type { Dataset, Engine, Experiment } from "percept";
import { version } from "../version.ts";
import type { BlasProvenance } from "./blas-provenance.ts";
import type { RunRecord } from "./read-run.ts";

export interface RecordedRun {
  readonly experiment: Experiment;
  readonly dataset: Dataset;
  /** how it works is known once it has begun */
  readonly engine: Pick<Engine, "name"> & Partial<Pick<Engine, "work"> & { readonly blas: BlasProvenance }>;
  readonly startedAt: string;
  readonly resumedAt: readonly string[];
  /** where TensorBoard finds the run, if it does */
  readonly tensorboard?: string | undefined;
  readonly best: RunRecord["best"] | undefined;
  readonly rocThresholds: number | undefined;
}

/** experiment.json: every setting, and where the run comes from. */
export function createRecord(status: RunRecord["status"], run: RecordedRun): RunRecord {
  const { experiment, dataset, engine, startedAt, resumedAt, tensorboard, best, rocThresholds } = run;
  const { name, sources } = dataset;
  const { node, v8 } = process.versions;
  const provenance = {
    data: { name, sha256: Object.fromEntries(sources.map((source) => [source.name, source.sha256])) },
    engine: engine.name,
    ...engine.blas,
    ...(engine.work && { threads: engine.work.threads, threadsReason: engine.work.reason }),
    versions: { percept: version, node, v8, platform: `${process.platform} ${process.arch}` },
    startedAt,
    ...(resumedAt.length > 0 && { resumedAt }),
    ...(tensorboard !== undefined && { tensorboard }),
    ...(status !== "running" && { endedAt: new Date().toISOString() }),
  };
  return {
    formatVersion: 1,
    status,
    experiment,
    provenance,
    ...(best && { best }),
    ...(rocThresholds !== undefined && { rocThresholds }),
  };
}
