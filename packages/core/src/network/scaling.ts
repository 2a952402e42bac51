import { ShapeError } from "../errors.ts";
import type { FloatArray } from "./matrix.ts";

/** How raw features become the network's inputs: part of the model, so that raw values go in. */
export type Scaling =
  | { readonly type: "none" }
  /** float32(pixel) / float32(divisor), as the report's program scales */
  | { readonly type: "divide"; readonly divisor: number }
  /** (x - offset) / divisor of each feature [features], in float32: ranges to 0..1, and standardised features */
  | {
      readonly type: "per-feature";
      readonly offsets: readonly number[];
      readonly divisors: readonly number[];
    };

/**
 * How a regression's targets [targets] are learned: as (y - offset) / divisor. What the network says is turned back,
 * so that predictions are in the targets' own units.
 */
export interface TargetScaling {
  readonly offsets: readonly number[];
  readonly divisors: readonly number[];
}

/**
 * The network's inputs of raw features, float32 whatever the arithmetic is: widened where that is float64.
 * @param features  [n, features], raw
 * @param inputs  receives them, [n, features]
 * @throws {ShapeError} where the scaling is of another number of features
 */
export function scaleFeatures(scaling: Scaling, features: ArrayLike<number>, inputs: FloatArray): void {
  if (scaling.type === "none") inputs.set(features);
  else if (scaling.type === "per-feature") scaleColumns(scaling, features, inputs);
  else {
    const divisor = Math.fround(scaling.divisor);
    for (let at = 0; at < features.length; at++) inputs[at] = Math.fround(features[at] / divisor);
  }
}

/** (x - offset) / divisor of each column [columns] of `values` [n, columns], in float32, into `scaled`. */
export function scaleColumns(
  { offsets, divisors }: TargetScaling,
  values: ArrayLike<number>,
  scaled: FloatArray,
): void {
  const columns = offsets.length;
  if (values.length % columns !== 0) {
    throw new ShapeError(
      `The scaling is of ${columns} columns, got rows of ${values.length} numbers in all.`,
    );
  }
  for (let column = 0; column < columns; column++) {
    const [offset, divisor] = [Math.fround(offsets[column]), Math.fround(divisors[column])];
    for (let at = column; at < values.length; at += columns)
      scaled[at] = Math.fround(Math.fround(values[at] - offset) / divisor);
  }
}

/** What was said of targets [n, targets], back in their own units: y · divisor + offset, in float32. */
export function unscaleTargets({ offsets, divisors }: TargetScaling, said: FloatArray): Float32Array {
  const targets = offsets.length;
  return Float32Array.from(said, (value, at) => {
    const column = at % targets;
    return Math.fround(value * Math.fround(divisors[column])) + Math.fround(offsets[column]);
  });
}

/**
 * What each of the 256 bytes stands for, as float32; undefined where that differs from feature to feature.
 */
export function scalingTable(scaling: Scaling): Float32Array | undefined {
  if (scaling.type === "per-feature") return undefined;
  const table = new Float32Array(256);
  scaleFeatures(
    scaling,
    table.map((_, byte) => byte),
    table,
  );
  return table;
}
