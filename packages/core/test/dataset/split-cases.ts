import { readFileSync } from "node:fs";
import { loadDataset } from "../../src/dataset/load-dataset.node.ts";
import type { Labels } from "../../src/labels.ts";

/** Sizes and class counts as scikit-learn has them, members by Python's whole numbers: see fixtures/splits.py. */
interface SplitCases {
  readonly folds: readonly {
    readonly name: string;
    readonly labels: string;
    readonly folds: number;
    /** [folds] */
    readonly sizes: readonly number[];
    /** [folds, 10], samples of each class; null where scikit-learn refuses */
    readonly stratified: readonly (readonly number[])[] | null;
  }[];
  readonly validation: readonly {
    readonly name: string;
    readonly labels: string;
    readonly size: number;
    /** [10] */
    readonly counts: readonly number[];
  }[];
  readonly shuffled: readonly {
    readonly labels: string;
    readonly seed: number;
    readonly stream: 3 | 4;
    readonly label: number;
    readonly members: readonly number[];
  }[];
  readonly members: readonly {
    readonly labels: string;
    readonly seed: number;
    /** [3, ...], the samples of each validation set */
    readonly folds: readonly (readonly number[])[];
    /** [10], where a half is set aside */
    readonly setAside: readonly number[];
  }[];
}

export const splitCases: SplitCases = JSON.parse(
  readFileSync(new URL("fixtures/splits.json", import.meta.url), "utf8"),
);

const { labels: mnistLabels } = (await loadDataset("mnist")).train;

/** One digit a label, or MNIST's 60,000 training labels. */
export function labelsOf(text: string): Labels {
  return text === "mnist" ? mnistLabels : Uint8Array.from(text, Number);
}

/** [10], how many of the samples are of each class. */
export function classCounts(labels: Labels, samples: Uint32Array): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const sample of samples) counts[labels[sample]]++;
  return counts;
}
