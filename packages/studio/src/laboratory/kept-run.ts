// A run as the studio keeps it: what page, worker and storage say of it to each other.

import type { EpochRecord, ExperimentSettings, Metrics } from "percept";
import type { RateChange } from "./protocol.ts";

/** Whose weights a training began with, where it did not draw its own. */
export interface StartedFrom {
  readonly name: string;
  readonly weightsSha256: string;
}

/** All that made a training's weights, beside its data. */
export interface Past {
  /** as it began; what came later is among the rate changes */
  readonly experiment: ExperimentSettings;
  readonly startedFrom?: StartedFrom;
  readonly rateChanges: readonly RateChange[];
  readonly history: readonly EpochRecord[];
}

/** What a training learned from: SHA-256 by the name of the file. */
export interface DataRecord {
  readonly name: string;
  readonly sha256: Readonly<Record<string, string>>;
}

/** A run without its weights: small enough that a page holds hundreds. */
export interface KeptRun extends Past {
  readonly id: string;
  readonly name: string;
  /** ISO 8601 */
  readonly date: string;
  /** a folder's runs are only read */
  readonly source: "studio" | "imported" | "folder";
  /** no epoch is left to train */
  readonly complete: boolean;
  readonly data: DataRecord;
  readonly engine?: string;
  readonly weightsSha256?: string;
  readonly test?: Metrics;
}

/** The weights of a run as files, `initial` those that it began with where it did not draw its own. */
export interface RunBytes {
  readonly model: Uint8Array;
  readonly initial?: Uint8Array;
}

/** What the worker knows of a run; its id, name and date are the page's. */
export type RunContent = Omit<KeptRun, "id" | "name" | "date" | "source">;

/** Where a training was when it was last kept, with all that it needs to go on from there in another worker. */
export interface KeptCheckpoint {
  readonly bytes: Uint8Array;
  /** whole epochs that it has behind it, and samples of the one under way */
  readonly epochs: number;
  readonly samples: number;
  /** as it goes on, with the learning rate of that moment */
  readonly experiment: ExperimentSettings;
  readonly past: Past;
  readonly initial?: Uint8Array;
  readonly data: DataRecord;
}

/** A file that was dropped, chosen or served. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}
