import { element, line, polyline } from "../draw/svg.ts";
import { thinColumns } from "../draw/thin-columns.ts";
import { type Curve, thinCurve } from "../draw/thin-curve.ts";
import type { FoldMean } from "./average-folds.ts";

/** From values to pixels. */
export interface FoldScales {
  readonly x: (epoch: number) => number;
  readonly y: (value: number) => number;
}

export interface FoldPoint {
  readonly epoch: number;
  readonly value: number;
}

const BAND_OPACITY = 0.2;

/** Mean - and + one standard deviation, within [0, limit]. */
export function bandOf({ mean, deviation = 0 }: FoldMean, limit: number): readonly [number, number] {
  return [Math.max(0, mean - deviation), Math.min(limit, mean + deviation)];
}

/** Only where two folds or more are left. */
export function plotBand(
  means: readonly FoldMean[],
  limit: number,
  { x, y }: FoldScales,
  colour: string,
): string {
  if (means.length === 1) {
    const [low, high] = bandOf(means[0], limit).map(y);
    const at = x(means[0].epoch);
    const look = { stroke: colour, "stroke-opacity": BAND_OPACITY, "stroke-width": 14 };
    return line(at, low, at, high, { class: "band", ...look });
  }
  const edge = (side: 0 | 1, stretch: readonly FoldMean[]) =>
    thinLine(
      stretch.map((row) => ({ epoch: row.epoch, value: bandOf(row, limit)[side] })),
      { x, y },
    );
  const d = stretchesOf(means)
    .map((stretch) => {
      const [low, high] = [edge(0, stretch), edge(1, stretch)];
      return `${polyline(high.x, high.y)}${polyline(low.x.toReversed(), low.y.toReversed()).replace("M", "L")}Z`;
    })
    .join("");
  return element("path", { class: "band", d, fill: colour, "fill-opacity": BAND_OPACITY });
}

/** A dot where it ends: from there on the mean is without it. */
export function plotFold(points: readonly FoldPoint[], { x, y }: FoldScales, colour: string): string {
  const last = points[points.length - 1];
  const dot = element("circle", { cx: x(last.epoch), cy: y(last.value), r: 1.8, fill: colour });
  return element("g", { class: "fold", opacity: 0.5 }, plotLine(points, { x, y }, colour, 0.8), dot);
}

/** Less heavy from the last epoch on that all `folds` have. */
export function plotMean(
  means: readonly FoldMean[],
  folds: number,
  { x, y }: FoldScales,
  colour: string,
  fill: string,
): string {
  const points = means.map(({ epoch, mean }) => ({ epoch, value: mean }));
  const complete = means.findLastIndex(({ count }) => count === folds);
  const last = points[points.length - 1];
  return element(
    "g",
    { class: "mean" },
    plotLine(points.slice(0, complete + 1), { x, y }, colour, 2.4),
    plotLine(points.slice(Math.max(0, complete)), { x, y }, colour, 1.2),
    element("circle", {
      cx: x(last.epoch),
      cy: y(last.value),
      r: 3,
      fill,
      stroke: colour,
      "stroke-width": 1.5,
    }),
  );
}

function plotLine(points: readonly FoldPoint[], scales: FoldScales, colour: string, width: number): string {
  if (points.length < 2) return "";
  const thin = thinLine(points, scales);
  return element("path", {
    d: polyline(thin.x, thin.y),
    fill: "none",
    stroke: colour,
    "stroke-width": width,
    "stroke-linejoin": "round",
    "stroke-linecap": "round",
  });
}

/** In pixels. */
function thinLine(points: readonly FoldPoint[], { x, y }: FoldScales): Curve {
  const curve = {
    x: Float64Array.from(points, ({ epoch }) => x(epoch)),
    y: Float64Array.from(points, ({ value }) => y(value)),
  };
  return thinCurve(thinColumns(curve));
}

/** Epochs in a row at which two folds or more have a value. */
function stretchesOf(means: readonly FoldMean[]): FoldMean[][] {
  const stretches: FoldMean[][] = [[]];
  for (const row of means) {
    if (row.deviation !== undefined) stretches[stretches.length - 1].push(row);
    else if (stretches[stretches.length - 1].length > 0) stretches.push([]);
  }
  return stretches.filter(({ length }) => length > 0);
}
