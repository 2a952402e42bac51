/** How values are spread: `counts` are of evenly spaced bins from `low` to `high`. */
export interface Histogram {
  readonly low: number;
  /** `low` or more; where it is `low`, all values are that number. */
  readonly high: number;
  /** Values [bins], whole numbers. */
  readonly counts: ArrayLike<number>;
}

/**
 * Values in each of `cells` evenly spaced cells from `from` to `to`, [cells]: a bin's values go to the cells that it
 * overlaps, in proportion to the overlap, as if they were spread evenly in the bin. What lies outside is left out.
 */
export function resampleHistogram(
  { low, high, counts }: Histogram,
  [from, to]: readonly [number, number],
  cells: number,
): Float64Array {
  const resampled = new Float64Array(cells);
  const place = (value: number) => ((value - from) / (to - from)) * cells;
  const binWidth = (high - low) / counts.length;
  for (let bin = 0; bin < counts.length; bin++) {
    const start = place(low + bin * binWidth);
    const end = place(low + (bin + 1) * binWidth);
    const last = Math.min(cells - 1, Math.floor(end));
    for (let cell = Math.max(0, Math.floor(start)); cell <= last; cell++) {
      const overlap = Math.min(cell + 1, end) - Math.max(cell, start);
      resampled[cell] += end > start ? (counts[bin] * Math.max(0, overlap)) / (end - start) : 0;
    }
    // All of them one number: in the cell that holds it, the upper edge belonging to the last.
    if (end <= start && start >= 0 && start <= cells) {
      resampled[Math.min(cells - 1, Math.floor(start))] += counts[bin];
    }
  }
  return resampled;
}
