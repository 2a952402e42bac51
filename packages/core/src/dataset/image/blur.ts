/**
 * The mean of the pixels up to `radius` away in both directions, fewer of them at the edges: sums that slide over rows,
 * then over columns.
 * @param values  [height * width]
 */
export function boxBlur(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  const rows = new Float32Array(values.length);
  for (let y = 0; y < height; y++) slide(values, rows, y * width, 1, width, radius);
  const blurred = new Float32Array(values.length);
  for (let x = 0; x < width; x++) slide(rows, blurred, x, width, height, radius);
  return blurred;
}

function slide(
  from: Float32Array,
  to: Float32Array,
  begin: number,
  step: number,
  count: number,
  radius: number,
): void {
  let sum = 0;
  for (let at = 0; at < Math.min(radius, count); at++) sum += from[begin + at * step];
  for (let at = 0; at < count; at++) {
    if (at + radius < count) sum += from[begin + (at + radius) * step];
    if (at > radius) sum -= from[begin + (at - radius - 1) * step];
    const first = Math.max(0, at - radius);
    const last = Math.min(count - 1, at + radius);
    to[begin + at * step] = sum / (last - first + 1);
  }
}
