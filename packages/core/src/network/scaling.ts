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

/** What each of the 256 bytes stands for, as float32; widened where the arithmetic is float64. */
export function scalingTable(scaling: Scaling): Float32Array {
  const divisor = scaling.type === "divide" ? Math.fround(scaling.divisor) : 1;
  return Float32Array.from({ length: 256 }, (_, byte) => byte / divisor);
}
