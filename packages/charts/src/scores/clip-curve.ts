import type { Curve } from "../draw/thin-curve.ts";

interface Bounds {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/**
 * The parts of a curve within bounds, in its order, cut where it crosses them: a curve that leaves and comes back has
 * several. Each segment is cut after Liang & Barsky (1984), doi:10.1145/357332.357333.
 */
export function clipCurve({ x, y }: Curve, bounds: Bounds): Curve[] {
  const parts: { x: number[]; y: number[] }[] = [];
  let open: { x: number[]; y: number[] } | undefined;
  for (let i = 1; i < x.length; i++) {
    const [dx, dy] = [x[i] - x[i - 1], y[i] - y[i - 1]];
    const [from, to] = intersect(within(x[i - 1], dx, bounds.x), within(y[i - 1], dy, bounds.y));
    if (from > to) {
      open = undefined;
      continue;
    }
    if (open === undefined || from > 0) {
      open = { x: [x[i - 1] + from * dx], y: [y[i - 1] + from * dy] };
      parts.push(open);
    }
    open.x.push(to < 1 ? x[i - 1] + to * dx : x[i]);
    open.y.push(to < 1 ? y[i - 1] + to * dy : y[i]);
    if (to < 1) open = undefined;
  }
  return parts.map((part) => ({ x: Float64Array.from(part.x), y: Float64Array.from(part.y) }));
}

/** Which share of the way start -> start + length is between low and high: [from, to], from > to for none. */
function within(start: number, length: number, [low, high]: readonly [number, number]): [number, number] {
  if (length === 0) return start >= low && start <= high ? [0, 1] : [1, 0];
  const ends = [(low - start) / length, (high - start) / length];
  return [Math.max(0, Math.min(...ends)), Math.min(1, Math.max(...ends))];
}

function intersect([a, b]: readonly [number, number], [c, d]: readonly [number, number]): [number, number] {
  return [Math.max(a, c), Math.min(b, d)];
}
