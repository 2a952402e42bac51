import { readFileSync } from "node:fs";

/** Scores, labels and what scikit-learn measured of them: see fixtures/scores.py. */
export interface ScikitCase {
  readonly name: string;
  readonly classes: readonly string[];
  /** [n, classes]; multiples of 1/16 or 1/1024, so that float32 holds them exactly */
  readonly scores: Float64Array;
  readonly labels: Uint8Array;
  readonly expected: {
    readonly accuracy: number;
    readonly confusionMatrix: readonly (readonly number[])[];
    readonly precision: readonly number[];
    readonly recall: readonly number[];
    readonly f1: readonly number[];
    readonly support: readonly number[];
    readonly macro: {
      readonly precision: number;
      readonly recall: number;
      readonly f1: number;
      readonly auc: number;
    };
    readonly auc: readonly (number | null)[];
    readonly curves: readonly (ScikitCurve | null)[];
    readonly meanSquaredError: number;
  };
}

export interface ScikitCurve {
  readonly falsePositiveRate: readonly number[];
  readonly truePositiveRate: readonly number[];
  /** without the first, which is above every score */
  readonly thresholds: readonly number[];
}

type StoredCase = ScikitCase["expected"] & {
  readonly classes: number;
  readonly scale: number;
  readonly scores: readonly number[];
  readonly labels: readonly number[];
};

const stored: Readonly<Record<string, StoredCase>> = JSON.parse(
  readFileSync(new URL("fixtures/scores.json", import.meta.url), "utf8"),
);

export const scikitCases: readonly ScikitCase[] = Object.entries(stored).map(([name, expected]) => ({
  name,
  classes: Array.from({ length: expected.classes }, (_, k) => String(k)),
  scores: Float64Array.from(expected.scores, (score) => score / expected.scale),
  labels: Uint8Array.from(expected.labels),
  expected,
}));
