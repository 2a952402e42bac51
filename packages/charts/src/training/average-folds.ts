import { deviation, mean } from "d3-array";

export interface FoldMean {
  readonly epoch: number;
  /** Folds that have a value at this epoch, 1 or more. */
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation (divisor count - 1); undefined for a single fold. */
  readonly deviation: number | undefined;
}

/** Mean of a measure over those folds that have it, at each epoch where one has, in order of the epochs. */
export function averageFolds<Row extends { readonly epoch: number }>(
  folds: readonly { readonly epochs: readonly Row[] }[],
  read: (row: Row) => number | undefined,
): FoldMean[] {
  const valuesAt = new Map<number, number[]>();
  for (const row of folds.flatMap(({ epochs }) => epochs)) {
    const value = read(row);
    if (value === undefined) continue;
    const values = valuesAt.get(row.epoch) ?? [];
    valuesAt.set(row.epoch, [...values, value]);
  }
  return [...valuesAt]
    .sort(([a], [b]) => a - b)
    .map(([epoch, values]) => ({
      epoch,
      count: values.length,
      mean: mean(values) ?? 0,
      deviation: deviation(values),
    }));
}
