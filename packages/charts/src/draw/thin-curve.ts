export interface Curve {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The points of a curve that `thinIndices` keeps. */
export function thinCurve(curve: Curve, tolerance?: number): Curve {
  return pickPoints(curve, thinIndices(curve, tolerance));
}

export function pickPoints({ x, y }: Curve, indices: readonly number[]): Curve {
  return { x: Float64Array.from(indices, (i) => x[i]), y: Float64Array.from(indices, (i) => y[i]) };
}

/**
 * Indices of few points that stay within `tolerance` of the curve. Points that crowd within a quarter of it go first,
 * so that the number left depends on the picture and not on the data; what is left of it goes to the algorithm of
 * Douglas & Peucker (1973, doi:10.3138/FM57-6770-U75U-7727). Both ends are kept.
 * @param curve      in pixels [points].
 * @param tolerance  in pixels; a quarter cannot be seen.
 */
export function thinIndices({ x, y }: Curve, tolerance = 0.25): number[] {
  const spread = dropCrowded({ x, y }, tolerance / 4);
  const last = spread.length - 1;
  if (last < 2) return spread;
  const kept = new Uint8Array(spread.length);
  kept[0] = 1;
  kept[last] = 1;
  const loose = pickPoints({ x, y }, spread);
  const open: number[] = [0, last];
  while (open.length > 0) {
    const to = open.pop() as number;
    const from = open.pop() as number;
    const farthest = findFarthest(loose, from, to, tolerance * 0.75);
    if (farthest < 0) continue;
    kept[farthest] = 1;
    open.push(from, farthest, farthest, to);
  }
  return spread.filter((_, i) => kept[i] === 1);
}

/** Leaves out each point that is no farther than `radius` from the last one kept, but for the ends. */
function dropCrowded({ x, y }: Curve, radius: number): number[] {
  const kept: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const last = kept[kept.length - 1];
    const dx = x[i] - x[last];
    const dy = y[i] - y[last];
    if (kept.length > 0 && i < x.length - 1 && dx * dx + dy * dy <= radius * radius) continue;
    kept.push(i);
  }
  return kept;
}

/** Index of the point farthest from the segment from-to, or -1 when all are within the tolerance. */
function findFarthest({ x, y }: Curve, from: number, to: number, tolerance: number): number {
  const dx = x[to] - x[from];
  const dy = y[to] - y[from];
  const lengthSquared = dx * dx + dy * dy;
  let farthest = -1;
  let largest = tolerance * tolerance;
  for (let i = from + 1; i < to; i++) {
    const px = x[i] - x[from];
    const py = y[i] - y[from];
    // The foot of the perpendicular, held between the segment's ends.
    const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared));
    const ex = px - along * dx;
    const ey = py - along * dy;
    const distanceSquared = ex * ex + ey * ey;
    if (distanceSquared > largest) {
      largest = distanceSquared;
      farthest = i;
    }
  }
  return farthest;
}
