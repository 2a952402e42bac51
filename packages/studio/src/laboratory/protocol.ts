// What the page and the worker that trains say to each other. The page holds no samples and computes nothing that
// takes long: it shows what the laboratory tells it.

import type { EpochRecord, StepsProgress } from "percept";

export type SetName = "train" | "validation" | "test";

/** A dataset, as the page knows it. */
export interface DataSummary {
  readonly name: string;
  readonly classes: readonly string[];
  readonly imageShape: readonly [rows: number, columns: number];
  /** samples of each set */
  readonly counts: Readonly<Record<SetName, number>>;
  readonly sources: readonly { readonly name: string; readonly sha256: string }[];
}

/** How far a load is; both in bytes, of the compressed files. */
export interface LoadProgress {
  readonly done: number;
  readonly total: number;
}

/** How far `run` goes before it comes back by itself. */
export type Until = "step" | "epoch" | "end";

export type Update = (StepsProgress & { readonly step: number }) | ({ readonly kind: "epoch" } & EpochRecord);

/** Where a training stands when `run` comes back. */
export interface Standing {
  readonly complete: boolean;
  /** samples done in the epoch under way, and the epoch, from 1 */
  readonly epoch: number;
  readonly sample: number;
}

/** A learning rate that was given while the training ran, from `step` on: a part of what made the weights. */
export interface RateChange {
  readonly step: number;
  readonly learningRate: number;
}

/** When the weights were as they are: after so many samples of an epoch, from 1, or of an epoch's end (`sample` 0). */
export interface WeightsMoment {
  readonly epoch: number;
  readonly sample: number;
  /** whether they are the best epoch's so far, which the experiment keeps, and not the present ones */
  readonly best: boolean;
}

export interface SampleImage {
  readonly index: number;
  readonly label: number;
  /** [rows * columns] bytes */
  readonly pixels: Uint8Array;
}

/** A sample as the data view shows it. */
export interface BrowsedSample extends SampleImage {
  /** the first few, as they are */
  readonly features: readonly number[];
}

export interface BrowsedPage {
  readonly samples: readonly BrowsedSample[];
  /** of the set, and of the class where there is one */
  readonly total: number;
  /** the indices at which the neighbouring pages begin */
  readonly previous?: number;
  readonly next?: number;
}
