// Scaling learned from samples, in float64 and in the samples' order: the same samples give the same numbers.

import type { Samples } from "../dataset/samples.ts";
import { ShapeError } from "../errors.ts";
import type { Experiment } from "../experiment.ts";
import type { Scaling, TargetScaling } from "./scaling.ts";

/**
 * How an experiment scales features, learned from its training samples alone. `auto` divides bytes by 255, and
 * standardises numbers.
 * @throws {ShapeError} where a feature's spread is beyond float32
 */
export function learnScaling(setting: Experiment["scaling"], { features, featureCount }: Samples): Scaling {
  const bytes = features instanceof Uint8Array;
  if (setting === "none") return { type: "none" };
  if (setting === "auto" && bytes) return { type: "divide", divisor: 255 };
  const learn = setting === "range" ? ranges : standardScores;
  return { type: "per-feature", ...checked(learn(features, featureCount), "feature") };
}

/**
 * How a regression's targets [n, targets] are learned: standardised.
 * @throws {ShapeError} where a target's spread is beyond float32
 */
export function learnTargetScaling(targets: Float32Array, columns: number): TargetScaling {
  return checked(standardScores(targets, columns), "target");
}

/** From 0 to 1, as scikit-learn's MinMaxScaler; a constant column becomes 0. */
function ranges(values: ArrayLike<number>, columns: number): TargetScaling {
  const { smallest, largest } = extremes(values, columns);
  return {
    offsets: smallest,
    divisors: largest.map((high, column) => (high === smallest[column] ? 1 : high - smallest[column])),
  };
}

/** Mean 0 and standard deviation 1 (divided by n), as scikit-learn's StandardScaler; a constant column becomes 0. */
function standardScores(values: ArrayLike<number>, columns: number): TargetScaling {
  const rows = values.length / columns;
  const { smallest, largest } = extremes(values, columns);
  const means = new Array<number>(columns).fill(0);
  for (let at = 0; at < values.length; ) for (let c = 0; c < columns; c++, at++) means[c] += values[at];
  // A constant column's own value: the sum of many may have rounded.
  for (let c = 0; c < columns; c++) means[c] = smallest[c] === largest[c] ? smallest[c] : means[c] / rows;
  const squares = new Array<number>(columns).fill(0);
  for (let at = 0; at < values.length; )
    for (let c = 0; c < columns; c++, at++) squares[c] += (values[at] - means[c]) * (values[at] - means[c]);
  return { offsets: means, divisors: squares.map((sum) => Math.sqrt(sum / rows) || 1) };
}

function extremes(values: ArrayLike<number>, columns: number) {
  const smallest = Array.from({ length: columns }, (_, c) => values[c] ?? 0);
  const largest = [...smallest];
  for (let at = columns; at < values.length; )
    for (let c = 0; c < columns; c++, at++) {
      smallest[c] = Math.min(smallest[c], values[at]); // NaN stays
      largest[c] = Math.max(largest[c], values[at]);
    }
  return { smallest, largest };
}

/** Float32 does the scaling: a divisor that it cannot hold is 1 where it is too small, and an error where too large. */
function checked({ offsets, divisors }: TargetScaling, what: "feature" | "target"): TargetScaling {
  const beyond = divisors.findIndex(
    (divisor, c) => !Number.isFinite(Math.fround(divisor)) || Number.isNaN(offsets[c]),
  );
  if (beyond >= 0) {
    throw new ShapeError(
      `Expected ${what} ${beyond} to be finite numbers with a spread below 3.4e38, got more or none.`,
      "Divide it by some power of ten, or choose scaling none.",
    );
  }
  return { offsets, divisors: divisors.map((divisor) => (Math.fround(divisor) === 0 ? 1 : divisor)) };
}
