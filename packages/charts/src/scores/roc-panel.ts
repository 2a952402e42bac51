import { type LineStyle, SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, line, point, text } from "../draw/svg.ts";
import { type Curve, pickPoints, thinIndices } from "../draw/thin-curve.ts";
import { type CurveScales, curveAxes, RANDOM_GUESS, toPixels } from "./curve-panel.ts";

export function rocAxes(scales: CurveScales): string {
  return curveAxes(
    scales,
    "False positive rate (share of the rest)",
    "True positive rate (share of the class)",
  );
}

/** What a random guess would be, named where the curves of better ones leave room. */
export function plotDiagonal({ x, y }: CurveScales): string {
  const name = { x: x(0.55) + 8, y: y(0.5), "font-size": TICK_SIZE, fill: SOFT_INK };
  return line(x(0), y(0), x(1), y(1), { class: "diagonal", ...RANDOM_GUESS }) + text("random guess", name);
}

/** Those points of a curve that show in a panel. */
export function thinRates(curve: Curve, scales: CurveScales): Curve {
  return pickPoints(curve, thinIndices(toPixels(curve, scales)));
}

/** Dots as one path of round caps; one that lies on another's pixel is left out. */
export function plotDots(
  dots: Curve | undefined,
  { x, y }: CurveScales,
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
