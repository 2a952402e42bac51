import { PerceptError } from "../errors.ts";

/** Precision of the arithmetic and of what is stored. */
export type Precision = "float32" | "float64";

export type FloatArray = Float32Array | Float64Array;

/** A matrix, row by row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns] */
  readonly values: FloatArray;
}

export function createVector(precision: Precision, length: number): FloatArray {
  return precision === "float64" ? new Float64Array(length) : new Float32Array(length);
}

/** @throws {PerceptError} where memory has no room for it */
export function createMatrix(precision: Precision, rows: number, columns: number): Matrix {
  try {
    return { rows, columns, values: createVector(precision, rows * columns) };
  } catch (cause) {
    throw new PerceptError(
      "memory",
      `A weight matrix of ${rows} x ${columns} does not fit into memory.`,
      "Choose fewer units.",
      { cause },
    );
  }
}

/** A copy with the given precision, each value rounded to it. */
export function copyMatrix(matrix: Matrix, precision: Precision): Matrix {
  const copy = createMatrix(precision, matrix.rows, matrix.columns);
  copy.values.set(matrix.values);
  return copy;
}

/** The place of the first value that is NaN or infinite. */
export function findNonFinite(matrix: Matrix): { row: number; column: number; value: number } | undefined {
  const index = matrix.values.findIndex((value) => !Number.isFinite(value));
  if (index < 0) return undefined;
  const row = Math.floor(index / matrix.columns);
  return { row, column: index - row * matrix.columns, value: matrix.values[index] };
}

/** ||v||, the root of the sum of squares, in float64 */
export function norm(values: FloatArray): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] * values[index];
  return Math.sqrt(sum);
}
