const BINS = 256;

/**
 * The value that parts numbers in two classes with the largest variance between them.
 * @see N. Otsu, "A Threshold Selection Method from Gray-Level Histograms" (1979), doi:10.1109/TSMC.1979.4310076
 */
export function otsuThreshold(values: Float32Array): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (!(most > least)) return most;
  const width = (most - least) / BINS;
  const counts = new Float64Array(BINS);
  for (const value of values) counts[Math.min(BINS - 1, Math.floor((value - least) / width))]++;
  let total = 0;
  for (let bin = 0; bin < BINS; bin++) total += bin * counts[bin];
  let [below, sumBelow, best, threshold] = [0, 0, -1, 0];
  for (let bin = 0; bin < BINS - 1; bin++) {
    below += counts[bin];
    sumBelow += bin * counts[bin];
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const difference = sumBelow / below - (total - sumBelow) / above;
    const between = below * above * difference * difference;
    if (between > best) [best, threshold] = [between, bin + 1];
  }
  return least + threshold * width;
}
