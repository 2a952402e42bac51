import { type Histogram, resampleHistogram } from "./resample-histogram.ts";

export interface EpochHistogram extends Histogram {
  readonly epoch: number;
  /** Values that are in no bin. */
  readonly others: number;
}

export interface EpochColumn {
  /** Ends of the column on the axis of epochs, half-way to its neighbours. */
  readonly from: number;
  readonly to: number;
  /** Share of the values in each cell, the mean of the column's epochs [cells]. */
  readonly shares: Float64Array;
}

/**
 * A column for each epoch, or, where there are more than `most`, for so many after each other.
 * @param epochs  two or more, rising.
 * @param domain  what the cells are spread over.
 */
export function histogramColumns(
  epochs: readonly EpochHistogram[],
  domain: readonly [number, number],
  cells: number,
  most: number,
): EpochColumn[] {
  const size = epochsInColumn(epochs.length, most);
  const edge = (i: number) => {
    if (i === 0) return epochs[0].epoch - (epochs[1].epoch - epochs[0].epoch) / 2;
    const last = epochs.length - 1;
    if (i > last) return epochs[last].epoch + (epochs[last].epoch - epochs[last - 1].epoch) / 2;
    return (epochs[i - 1].epoch + epochs[i].epoch) / 2;
  };
  return Array.from({ length: Math.ceil(epochs.length / size) }, (_, column) => {
    const group = epochs.slice(column * size, (column + 1) * size);
    const shares = new Float64Array(cells);
    for (const histogram of group) {
      const total = countValues(histogram);
      if (total === 0) continue;
      resampleHistogram(histogram, domain, cells).forEach((count, cell) => {
        shares[cell] += count / total / group.length;
      });
    }
    return { from: edge(column * size), to: edge(Math.min(epochs.length, (column + 1) * size)), shares };
  });
}

/** How many epochs share a column. */
export function epochsInColumn(epochs: number, most: number): number {
  return Math.ceil(epochs / most);
}

/** All of a histogram's values, in a bin or not. */
export function countValues({ counts, others }: Pick<EpochHistogram, "counts" | "others">): number {
  return Array.from(counts).reduce((sum, count) => sum + count, others);
}
