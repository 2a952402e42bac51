/** How many values lie in each of several bins of one width between the smallest and the largest value. */
export interface Histogram {
  /** the smallest and the largest finite value; alike where all values are, and 0 where there is none */
  readonly low: number;
  readonly high: number;
  /** [bins]; each bin has its lower end, the last one `high` too; all in the first where low is high */
  readonly counts: readonly number[];
}

/**
 * Values that are not finite are not counted.
 * @param bins  a whole number from 1
 */
export function histogram(values: Float32Array | Float64Array, bins: number): Histogram {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const counts = new Array<number>(bins).fill(0);
  if (low > high) return { low: 0, high: 0, counts };
  // Halves, so that the distance between the ends of float64 is finite too.
  const half = high / 2 - low / 2;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const share = half > 0 ? (value / 2 - low / 2) / half : 0;
    counts[Math.min(bins - 1, Math.floor(share * bins))]++;
  }
  return { low, high, counts };
}
