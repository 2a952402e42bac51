import type { Table } from "./table.ts";

/** A matrix that is there already, [rows, columns], as a table's features. */
export function matrixNumbers(values: Float32Array | Uint8Array, columns: number): Table["features"] {
  let areBytes = true;
  let largest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (value > largest) largest = value;
    areBytes &&= value >= 0 && value <= 255 && Number.isInteger(value);
  }
  return {
    rows: values.length / columns,
    areBytes,
    largest,
    take: (as) =>
      as === "bytes"
        ? values instanceof Uint8Array
          ? values
          : Uint8Array.from(values)
        : values instanceof Float32Array
          ? values
          : Float32Array.from(values),
  };
}
