import { scaleLinear } from "d3-scale";
import { AXIS_SPACE, type Panel, xAxis, yAxis } from "./axis.ts";
import { chartTitle } from "./chart-title.ts";
import { checkCurves } from "./check-curves.ts";
import { chooseCorner, cutToCorner } from "./roc-corner.ts";
import { formatAuc, rocLegend } from "./roc-legend.ts";
import { FAINT_INK, HEADING_SIZE, INK, type LineStyle, lineStyle, MARGIN, SOFT_INK } from "./style.ts";
import { element, line, picture, point, polyline, text } from "./svg.ts";
import { type Curve, thinCurve } from "./thin-curve.ts";

export interface RocPoints {
  /** [points], each in [0, 1]. */
  readonly falsePositiveRate: Float64Array;
  /** [points], each in [0, 1]. */
  readonly truePositiveRate: Float64Array;
}

/** One class against the rest, from (0, 0) to (1, 1), neither rate ever falling. */
export interface RocCurve extends RocPoints {
  readonly label: string;
  /** Area under the curve; null without positives or negatives, and then no curve is drawn. */
  readonly auc: number | null;
  /** The same curve at a few thresholds, as dots, in any order. */
  readonly points?: RocPoints | undefined;
}

export interface RocChartOptions {
  readonly title: string;
  readonly curves: readonly RocCurve[];
  /** What the dots are, for the note beneath the title: "100 thresholds from 0 to 1". */
  readonly pointsName?: string | undefined;
}

const SIDE = 360;
const GAP = 84;
/** Smaller where the curves crowd, in pixels. */
const DOT_SIZE = { whole: 2.8, enlarged: 4.2 } as const;
const RANDOM_GUESS: LineStyle = { stroke: SOFT_INK, "stroke-dasharray": "1.5 3" };

/**
 * ROC curves of all classes, one against the rest, whole and enlarged at the corner that matters.
 * @throws {RangeError} without curves; naming both lengths when the rates of one differ; for a rate outside
 *   [0, 1] or one that falls.
 */
export function rocChart({ title, curves, pointsName }: RocChartOptions): string {
  checkCurves(curves);
  const lines = curves.map((curve, index) => ({ curve, style: lineStyle(index) }));
  const drawn = lines.filter(({ curve }) => curve.auc !== null);
  const corner = chooseCorner(drawn.map(({ curve }) => toCurve(curve)));

  const top = MARGIN + 108;
  const whole = { left: MARGIN + AXIS_SPACE.left, top, width: SIDE, height: SIDE };
  const enlarged = { ...whole, left: whole.left + SIDE + GAP };
  const key = rocLegend(
    [
      ...lines.map(({ curve, style }) => ({ ...curve, style: curve.auc === null ? undefined : style })),
      { label: "random guess", auc: 0.5, style: RANDOM_GUESS },
    ],
    { left: enlarged.left + SIDE + 36, top, height: SIDE },
  );
  const wholeScales = scales(whole, [0, 1], [0, 1]);
  const cornerScales = scales(enlarged, [0, corner], [1 - corner, 1]);
  const subtitle = ["One class against the rest", pointsName && `dots: ${pointsName}`]
    .filter(Boolean)
    .join("; ");

  const width = enlarged.left + SIDE + 36 + key.width + MARGIN;

  return picture(
    {
      width,
      height: top + Math.max(SIDE + AXIS_SPACE.bottom, key.height) + MARGIN,
      title,
      description: describe(curves, corner),
    },
    chartTitle(title, width, subtitle),
    heading("The whole curve", whole),
    axes(wholeScales),
    cornerFrame(wholeScales, corner),
    diagonal(wholeScales),
    ...drawn.map(({ curve, style }) =>
      plotCurve(toCurve(curve), curve.points, wholeScales, style, DOT_SIZE.whole),
    ),
    heading(`The upper left corner, enlarged ${Math.round(1 / corner)} times`, enlarged),
    axes(cornerScales),
    ...drawn.map(({ curve, style }) =>
      plotCurve(cutToCorner(toCurve(curve), corner), curve.points, cornerScales, style, DOT_SIZE.enlarged),
    ),
    key.svg,
  );
}

function toCurve({ falsePositiveRate, truePositiveRate }: RocPoints): Curve {
  return { x: falsePositiveRate, y: truePositiveRate };
}

function scales(panel: Panel, xDomain: readonly [number, number], yDomain: readonly [number, number]) {
  return {
    panel,
    x: scaleLinear(xDomain, [panel.left, panel.left + panel.width]),
    y: scaleLinear(yDomain, [panel.top + panel.height, panel.top]),
  };
}

type Scales = ReturnType<typeof scales>;

function heading(content: string, { left, top }: Panel): string {
  return text(content, {
    x: left - AXIS_SPACE.left,
    y: top - 38,
    "font-size": HEADING_SIZE,
    "font-weight": "bold",
    fill: INK,
  });
}

function axes({ panel, x, y }: Scales): string {
  const x5 = { ticks: x.ticks(5), format: x.tickFormat(5) };
  const y5 = { ticks: y.ticks(5), format: y.tickFormat(5) };
  return (
    xAxis({ panel, scale: x, ...x5, name: "False positive rate (share of the rest)" }) +
    yAxis({ panel, scale: y, ...y5, name: "True positive rate (share of the class)" })
  );
}

function diagonal({ x, y }: Scales): string {
  return line(x(0), y(0), x(1), y(1), { class: "diagonal", ...RANDOM_GUESS });
}

/** The square that the other panel enlarges. */
function cornerFrame({ x, y }: Scales, corner: number): string {
  return element("rect", {
    x: x(0),
    y: y(1),
    width: x(corner) - x(0),
    height: y(1 - corner) - y(1),
    fill: "none",
    stroke: FAINT_INK,
  });
}

function plotCurve(
  curve: Curve,
  dots: RocPoints | undefined,
  { x, y }: Scales,
  style: LineStyle,
  dotSize: number,
): string {
  const thin = thinCurve({ x: curve.x.map((rate) => x(rate)), y: curve.y.map((rate) => y(rate)) });
  const path = element("path", {
    class: "curve",
    d: polyline(thin.x, thin.y),
    fill: "none",
    "stroke-width": 1.6,
    "stroke-linejoin": "round",
    ...style,
  });
  return (
    (thin.x.length > 1 ? path : "") + (dots === undefined ? "" : plotDots(dots, { x, y }, style, dotSize))
  );
}

/** Dots as one path of round caps; one that lies on another's pixel is left out. */
function plotDots(
  { falsePositiveRate, truePositiveRate }: RocPoints,
  { x, y }: Pick<Scales, "x" | "y">,
  { stroke }: LineStyle,
  size: number,
): string {
  const [[xLow, xHigh], [yLow, yHigh]] = [x.domain(), y.domain()];
  const places = new Map<string, string>();
  falsePositiveRate.forEach((fpr, i) => {
    const tpr = truePositiveRate[i];
    if (fpr < xLow || fpr > xHigh || tpr < yLow || tpr > yHigh) return;
    places.set(`${Math.round(x(fpr))},${Math.round(y(tpr))}`, `M${point(x(fpr), y(tpr))}h.01`);
  });
  if (places.size === 0) return "";
  const d = [...places.values()].join("");
  return element("path", { class: "dots", d, stroke, "stroke-width": size, "stroke-linecap": "round" });
}

function describe(curves: readonly RocCurve[], corner: number): string {
  const areas = curves.map(({ label, auc }) => `${label} ${formatAuc(auc)}`).join(", ");
  return (
    `ROC curves, one class against the rest: true positive rate over false positive rate, from 0 to 1 and ` +
    `enlarged up to a false positive rate of ${corner}. The diagonal is a random guess. Area under the curve: ${areas}.`
  );
}
