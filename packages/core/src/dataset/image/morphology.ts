/**
 * What is left of a picture when bright things narrower than `2 · radius + 1` pixels are taken out, edges of wider ones
 * untouched: the least value nearby, then of those the largest (an opening with a square).
 * @param values  [height * width]
 * @see J. Serra, "Image Analysis and Mathematical Morphology" (1982)
 */
export function opening(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  return extreme(extreme(values, width, height, radius, Math.min), width, height, radius, Math.max);
}

function extreme(
  values: Float32Array,
  width: number,
  height: number,
  radius: number,
  choose: (a: number, b: number) => number,
): Float32Array {
  const rows = new Float32Array(values.length);
  for (let y = 0; y < height; y++) slide(values, rows, y * width, 1, width, radius, choose);
  const chosen = new Float32Array(values.length);
  for (let x = 0; x < width; x++) slide(rows, chosen, x, width, height, radius, choose);
  return chosen;
}

function slide(
  from: Float32Array,
  to: Float32Array,
  begin: number,
  step: number,
  count: number,
  radius: number,
  choose: (a: number, b: number) => number,
): void {
  for (let at = 0; at < count; at++) {
    const last = Math.min(count - 1, at + radius);
    let chosen = from[begin + Math.max(0, at - radius) * step];
    for (let near = Math.max(0, at - radius) + 1; near <= last; near++) {
      chosen = choose(chosen, from[begin + near * step]);
    }
    to[begin + at * step] = chosen;
  }
}
