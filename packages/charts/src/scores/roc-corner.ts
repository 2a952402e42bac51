import type { Curve } from "../draw/thin-curve.ts";

const CORNER_SIZES: readonly number[] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

/**
 * Side of the square at the upper left corner of a ROC plot that is worth a closer look: the smallest round one
 * in whose inner half every curve has a point, so that the bend of the worst can be seen.
 * @param curves  x = false positive rate, y = true positive rate [points].
 */
export function chooseCorner(curves: readonly Curve[]): number {
  let worst = 0;
  for (const { x, y } of curves) {
    let nearest = 1;
    for (let i = 0; i < x.length; i++) nearest = Math.min(nearest, Math.max(x[i], 1 - y[i]));
    worst = Math.max(worst, nearest);
  }
  return CORNER_SIZES.find((size) => worst <= size / 2) ?? CORNER_SIZES[CORNER_SIZES.length - 1];
}

/** The part of a never falling curve with x <= size and y >= 1 - size, cut where it crosses; may be empty. */
export function cutToCorner({ x, y }: Curve, size: number): Curve {
  const floor = 1 - size;
  let start = 0;
  while (start < y.length && y[start] < floor) start++;
  let end = start;
  while (end < x.length && x[end] <= size) end++;
  const cutX = Array.from(x.subarray(start, end));
  const cutY = Array.from(y.subarray(start, end));
  if (start > 0 && start < y.length) {
    const entry = interpolate(floor, y[start - 1], y[start], x[start - 1], x[start]);
    if (entry > size) return { x: new Float64Array(), y: new Float64Array() };
    cutX.unshift(entry);
    cutY.unshift(floor);
  }
  if (end > 0 && end < x.length) {
    cutX.push(size);
    cutY.push(interpolate(size, x[end - 1], x[end], y[end - 1], y[end]));
  }
  return { x: Float64Array.from(cutX), y: Float64Array.from(cutY) };
}

/** The value at `at` on the line through (from, valueFrom) and (to, valueTo), from < to. */
function interpolate(at: number, from: number, to: number, valueFrom: number, valueTo: number): number {
  return valueFrom + ((at - from) / (to - from)) * (valueTo - valueFrom);
}
