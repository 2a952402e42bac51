import { scaleLinear } from "d3-scale";
import { type Panel, xAxis, yAxis } from "../axes/axis.ts";
import { FAINT_INK, type LineStyle, SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, line, point, polyline, text } from "../draw/svg.ts";
import { type Curve, pickPoints, thinIndices } from "../draw/thin-curve.ts";

export function rocScales(
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

export type RocScales = ReturnType<typeof rocScales>;

export function rocAxes({ panel, x, y }: RocScales): string {
  const x5 = { ticks: x.ticks(5), format: x.tickFormat(5) };
  const y5 = { ticks: y.ticks(5), format: y.tickFormat(5) };
  return (
    xAxis({ panel, scale: x, ...x5, name: "False positive rate (share of the rest)" }) +
    yAxis({ panel, scale: y, ...y5, name: "True positive rate (share of the class)" })
  );
}

/** What a random guess would be, named where the curves of better ones leave room. */
export function plotDiagonal({ x, y }: RocScales): string {
  const look = { stroke: SOFT_INK, "stroke-dasharray": "1.5 3" };
  const name = { x: x(0.55) + 8, y: y(0.5), "font-size": TICK_SIZE, fill: SOFT_INK };
  return line(x(0), y(0), x(1), y(1), { class: "diagonal", ...look }) + text("random guess", name);
}

/** The square that the other panel enlarges. */
export function plotCorner({ x, y }: RocScales, corner: number): string {
  return element("rect", {
    x: x(0),
    y: y(1),
    width: x(corner) - x(0),
    height: y(1 - corner) - y(1),
    fill: "none",
    stroke: FAINT_INK,
  });
}

/** Those points of a curve that show in a panel. */
export function thinRates(curve: Curve, { x, y }: RocScales): Curve {
  const pixels = { x: curve.x.map((rate) => x(rate)), y: curve.y.map((rate) => y(rate)) };
  return pickPoints(curve, thinIndices(pixels));
}

export function plotCurve(curve: Curve, { x, y }: RocScales, style: LineStyle): string {
  if (curve.x.length < 2) return "";
  return element("path", {
    class: "curve",
    d: polyline(
      curve.x.map((rate) => x(rate)),
      curve.y.map((rate) => y(rate)),
    ),
    fill: "none",
    "stroke-width": 1.6,
    "stroke-linejoin": "round",
    ...style,
  });
}

/** Dots as one path of round caps; one that lies on another's pixel is left out. */
export function plotDots(
  dots: Curve | undefined,
  { x, y }: RocScales,
  { stroke }: LineStyle,
  size: number,
): string {
  if (dots === undefined) return "";
  const [[xLow, xHigh], [yLow, yHigh]] = [x.domain(), y.domain()];
  const places = new Map<string, string>();
  dots.x.forEach((fpr, i) => {
    const tpr = dots.y[i];
    if (fpr < xLow || fpr > xHigh || tpr < yLow || tpr > yHigh) return;
    places.set(`${Math.round(x(fpr))},${Math.round(y(tpr))}`, `M${point(x(fpr), y(tpr))}h.01`);
  });
  if (places.size === 0) return "";
  const d = [...places.values()].join("");
  return element("path", { class: "dots", d, stroke, "stroke-width": size, "stroke-linecap": "round" });
}
