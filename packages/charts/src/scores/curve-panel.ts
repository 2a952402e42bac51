import { scaleLinear } from "d3-scale";
import { type Panel, xAxis, yAxis } from "../axes/axis.ts";
import type { PlotPanel } from "../draw/chart.ts";
import { FAINT_INK, type LineStyle, SOFT_INK } from "../draw/style.ts";
import { element, polyline } from "../draw/svg.ts";
import type { Curve } from "../draw/thin-curve.ts";

/** How the curve of a random guess is drawn. */
export const RANDOM_GUESS: LineStyle = { stroke: SOFT_INK, "stroke-dasharray": "1.5 3" };

/** A panel for the curves of classes, or for an enlarged corner of them. */
export function curveScales(
  panel: Panel,
  xDomain: readonly [number, number],
  yDomain: readonly [number, number],
) {
  return {
    panel,
    x: scaleLinear(xDomain, [panel.left, panel.left + panel.width]),
    y: scaleLinear(yDomain, [panel.top + panel.height, panel.top]),
  };
}

export type CurveScales = ReturnType<typeof curveScales>;

export function curveAxes({ panel, x, y }: CurveScales, xName: string, yName: string): string {
  const [xTicks, yTicks] = [x, y].map((scale) => ({ ticks: scale.ticks(5), format: scale.tickFormat(5) }));
  return (
    xAxis({ panel, scale: x, ...xTicks, name: xName }) + yAxis({ panel, scale: y, ...yTicks, name: yName })
  );
}

/** For whoever marks a point on the curves. */
export function plotPanel({ panel, x, y }: CurveScales): PlotPanel {
  const [[left, right], [bottom, top]] = [x.domain(), y.domain()];
  return { ...panel, x: [left, right], y: [bottom, top] };
}

/** The part of the whole that the other panel enlarges. */
export function frameCorner({ x, y }: CurveScales, enlarged: CurveScales): string {
  const [[left, right], [bottom, top]] = [enlarged.x.domain().map(x), enlarged.y.domain().map(y)];
  const size = { width: right - left, height: bottom - top };
  return element("rect", { x: left, y: top, ...size, fill: "none", stroke: FAINT_INK });
}

export function toPixels(curve: Curve, { x, y }: CurveScales): Curve {
  return { x: curve.x.map((value) => x(value)), y: curve.y.map((value) => y(value)) };
}

/** A curve in pixels; one of fewer than two points is none. */
export function plotCurve({ x, y }: Curve, style: LineStyle): string {
  if (x.length < 2) return "";
  const look = { fill: "none", "stroke-width": 1.6, "stroke-linejoin": "round" };
  return element("path", { class: "curve", d: polyline(x, y), ...look, ...style });
}
