/** How a feature, a byte, becomes a number: part of the model, so that raw pixels go in. */
export type Scaling =
  | { readonly type: "none" }
  /** float32(pixel) / float32(divisor), as the report's program scales */
  | { readonly type: "divide"; readonly divisor: number };

/** What each of the 256 bytes stands for, as float32; widened where the arithmetic is float64. */
export function scalingTable(scaling: Scaling): Float32Array {
  const divisor = scaling.type === "divide" ? Math.fround(scaling.divisor) : 1;
  return Float32Array.from({ length: 256 }, (_, byte) => byte / divisor);
}
