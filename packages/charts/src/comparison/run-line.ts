import { element, line, polyline } from "../draw/svg.ts";
import { thinColumns } from "../draw/thin-columns.ts";
import { thinCurve } from "../draw/thin-curve.ts";
import type { RunStyle } from "./run-style.ts";

/** A run in pixels. */
export interface RunPoint {
  readonly x: number;
  readonly y: number;
}

/** A line of more points is a long one. */
const MOST_MARKED = 8;
/** Between markers of a long line and of a short one, in pixels. */
const MARKER_GAP = 56;
const LEAST_GAP = 14;

/**
 * @param options  leapAt: where the axis leaps from 0 to its logarithmic part, over which the line is a faint hint;
 *   column: the width in pixels of which four points are drawn.
 */
export function plotRun(
  points: readonly RunPoint[],
  { line: look }: RunStyle,
  { leapAt = -Infinity, column = 1 }: { readonly leapAt?: number | undefined; readonly column?: number } = {},
): string {
  const after = points.findIndex(({ x }) => x > leapAt);
  if (after < 0) return "";
  const [from, to] = [points[Math.max(0, after - 1)], points[after]];
  const faint = { class: "leap", stroke: look.stroke, "stroke-opacity": 0.35 };
  const curve = {
    x: Float64Array.from(points.slice(after), ({ x }) => x),
    y: Float64Array.from(points.slice(after), ({ y }) => y),
  };
  const { x, y } = thinCurve(thinColumns(curve, column));
  const path = element("path", {
    class: "run",
    d: polyline(x, y),
    fill: "none",
    "stroke-width": 1.6,
    "stroke-linejoin": "round",
    ...look,
  });
  return (after > 0 ? line(from.x, from.y, to.x, to.y, faint) : "") + (x.length > 1 ? path : "");
}

/**
 * The points that get a marker: of a short line all that would not touch, else some that are well apart, counted
 * from the end, which always has one. Long lines are staggered, so that runs which meet keep their markers apart.
 * @param index  of the run.
 */
export function chooseMarked(points: readonly RunPoint[], index: number): readonly RunPoint[] {
  const long = points.length > MOST_MARKED;
  const gap = long ? MARKER_GAP : LEAST_GAP;
  const marked = points.slice(-1);
  for (let i = points.length - 2; i >= 0; i--) {
    const last = marked[marked.length - 1];
    const stagger = long && marked.length === 1 ? 0.5 + (index % 4) / 4 : 1;
    if (Math.hypot(last.x - points[i].x, last.y - points[i].y) >= gap * stagger) marked.push(points[i]);
  }
  return marked;
}
