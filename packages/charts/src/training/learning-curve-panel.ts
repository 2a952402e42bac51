import { AXIS_SPACE, type Axis, type Panel, xAxis, yAxis } from "../axes/axis.ts";
import { type MeasureAxis, measureScale } from "../axes/measure-axis.ts";
import { FAINT_INK, PAPER, TRAINING_COLOUR, VALIDATION_COLOUR, VALIDATION_DASHES } from "../draw/style.ts";
import { element, line, polyline } from "../draw/svg.ts";
import { thinColumns } from "../draw/thin-columns.ts";
import { thinCurve } from "../draw/thin-curve.ts";
import type { LearningCurveEpoch } from "./learning-curve-epoch.ts";
import { seriesDot, seriesKey } from "./series-key.ts";

type Measure = "trainAccuracy" | "trainLoss" | "validationAccuracy" | "validationLoss";

interface Series {
  readonly name: string;
  readonly measure: Measure;
  readonly stroke: string;
  readonly dashes: string | undefined;
  /** Of its dots. */
  readonly fill: string;
}

const TRAINING = { name: "training", stroke: TRAINING_COLOUR, dashes: undefined, fill: TRAINING_COLOUR };
const VALIDATION = { name: "validation", stroke: VALIDATION_COLOUR, dashes: VALIDATION_DASHES, fill: PAPER };
export const ACCURACY: readonly Series[] = [
  { ...TRAINING, measure: "trainAccuracy" },
  { ...VALIDATION, measure: "validationAccuracy" },
];
export const LOSS: readonly Series[] = [
  { ...TRAINING, measure: "trainLoss" },
  { ...VALIDATION, measure: "validationLoss" },
];
/** Beyond this many epochs dots would hide the line. */
const MOST_DOTS = 24;

/** Where a panel stands, with its x axis and its key above. */
export interface Place {
  readonly panel: Panel;
  readonly x: Omit<Axis, "panel">;
  /** In pixels. */
  readonly keyTop: number;
  /** Where the rule of the kept epoch stands, in pixels. */
  readonly keptAt: number | undefined;
}

/** The series that have a value in one epoch or more. */
export function measuredSeries(epochs: readonly LearningCurveEpoch[], series: readonly Series[]): Series[] {
  return series.filter(({ measure }) => epochs.some((row) => row[measure] !== undefined));
}

export function valuesOf(epochs: readonly LearningCurveEpoch[], series: readonly Series[]): number[] {
  return series.flatMap(({ measure }) => epochs.flatMap((row) => row[measure] ?? []));
}

/** @param progress  of each epoch, along the x axis. */
export function plotSeries(
  epochs: readonly LearningCurveEpoch[],
  progress: readonly number[],
  series: readonly Series[],
  axis: MeasureAxis,
  { panel, x, keyTop, keptAt }: Place,
): string {
  const y = measureScale(axis, [panel.top + panel.height, panel.top]);
  const drawn = measuredSeries(epochs, series);
  const key = drawn.map(({ measure, ...look }) => {
    const last = epochs.findLast((row) => row[measure] !== undefined)?.[measure] ?? 0;
    return { ...look, value: axis.value(last) };
  });
  const places = progress.map(x.scale);
  return element(
    "g",
    { class: "panel" },
    seriesKey(key, { left: panel.left - AXIS_SPACE.left, top: keyTop }),
    yAxis({ panel, ...axis, ...y }),
    xAxis({ panel, ...x }),
    keptRule(panel, keptAt),
    ...drawn.map((one) => {
      const heights = epochs.map(({ [one.measure]: value }) =>
        value === undefined ? undefined : y.scale(value),
      );
      return plotLine(places, heights, one, keptAt);
    }),
  );
}

/** Down to the name of the epoch beneath the panel. */
function keptRule({ top, height }: Panel, keptAt: number | undefined): string {
  if (keptAt === undefined) return "";
  return line(keptAt, top, keptAt, top + height + 5, { class: "kept", stroke: FAINT_INK });
}

/** In pixels; a line ends where an epoch was not measured. */
function plotLine(
  places: readonly number[],
  heights: readonly (number | undefined)[],
  { measure, stroke, dashes, fill }: Series,
  keptAt: number | undefined,
): string {
  const stretches: { readonly x: number; readonly y: number }[][] = [[]];
  heights.forEach((y, i) => {
    if (y !== undefined) stretches[stretches.length - 1].push({ x: places[i], y });
    else if (stretches[stretches.length - 1].length > 0) stretches.push([]);
  });
  const points = stretches.flat();
  const path = stretches.map((stretch) => {
    const curve = {
      x: Float64Array.from(stretch, ({ x }) => x),
      y: Float64Array.from(stretch, ({ y }) => y),
    };
    const thin = thinCurve(thinColumns(curve));
    return polyline(thin.x, thin.y);
  });
  const dotted = points.length <= MOST_DOTS ? points : points.filter(({ x }) => x === keptAt);
  return element(
    "g",
    { class: measure },
    element("path", {
      d: path.join(""),
      fill: "none",
      stroke,
      "stroke-dasharray": dashes,
      "stroke-width": points.length <= MOST_DOTS * 5 ? 1.8 : 1.2,
      "stroke-linejoin": "round",
    }),
    ...dotted.map(({ x, y }) => seriesDot(x, y, stroke, fill)),
  );
}
