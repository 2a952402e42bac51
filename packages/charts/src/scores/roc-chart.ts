import { AXIS_SPACE, type Panel } from "../axes/axis.ts";
import { panelHeading } from "../axes/panel-heading.ts";
import { panelPair } from "../axes/panel-pair.ts";
import { type Chart, chart, type Table } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { CHART_WIDTH, lineStyle, MARGIN, SUBTITLE_BOTTOM } from "../draw/style.ts";
import type { Curve } from "../draw/thin-curve.ts";
import { classLegend } from "./class-legend.ts";
import { curveScales, frameCorner, plotCurve, plotPanel, toPixels } from "./curve-panel.ts";
import { chooseCorner, cutToCorner } from "./roc-corner.ts";
import { checkRocCurves, type RocCurve, type RocPoints } from "./roc-curve.ts";
import { plotDiagonal, plotDots, rocAxes, thinRates } from "./roc-panel.ts";

export interface RocChartOptions {
  readonly title: string;
  readonly curves: readonly RocCurve[];
  /** What the dots are, for the note beneath the title: "100 thresholds from 0 to 1". */
  readonly pointsName?: string | undefined;
}

/** Smaller where the curves crowd, in pixels. */
const DOT_SIZE = { whole: 2.4, enlarged: 3.6 } as const;
const LEGEND_GAP = 14;

/**
 * ROC curves of all classes, one against the rest, whole and enlarged at the corner that matters.
 * @throws {RangeError} without curves; naming both lengths when the rates of one differ; for a rate outside
 *   [0, 1] or one that falls.
 */
export function rocChart({ title, curves, pointsName }: RocChartOptions): Chart {
  checkRocCurves(curves);
  const lines = curves.map((curve, index) => ({ curve, style: lineStyle(index) }));
  const drawn = lines.filter(({ curve }) => curve.auc !== null);
  const corner = chooseCorner(drawn.map(({ curve }) => toCurve(curve)));

  const top = SUBTITLE_BOTTOM + 38 + AXIS_SPACE.top;
  const [wholePanel, cornerPanel] = squarePair(top);
  const whole = curveScales(wholePanel, [0, 1], [0, 1]);
  const enlarged = curveScales(cornerPanel, [0, corner], [1 - corner, 1]);
  const thin = drawn.map(({ curve, style }) => ({
    label: curve.label,
    style,
    points: curve.points && toCurve(curve.points),
    whole: thinRates(toCurve(curve), whole),
    enlarged: thinRates(cutToCorner(toCurve(curve), corner), enlarged),
  }));
  const legendTop = top + wholePanel.height + AXIS_SPACE.bottom + LEGEND_GAP;
  const legend = classLegend(
    lines.map(({ curve: { label, auc }, style }) => ({
      label,
      value: formatAuc(auc),
      style: auc === null ? undefined : style,
    })),
    "AUC",
    { left: MARGIN, top: legendTop, width: CHART_WIDTH - 2 * MARGIN },
  );
  const subtitle = ["One class against the rest", pointsName && `dots: ${pointsName}`]
    .filter(Boolean)
    .join("; ");

  return chart(
    {
      width: CHART_WIDTH,
      height: legendTop + legend.height + MARGIN,
      title,
      description: describe(curves, corner),
      tables: [areaTable(curves), ...curveTables(thin), ...pointTables(curves, pointsName)],
      panels: [plotPanel(whole), plotPanel(enlarged)],
    },
    chartTitle(title, CHART_WIDTH, subtitle),
    panelHeading("The whole curve", wholePanel),
    rocAxes(whole),
    frameCorner(whole, enlarged),
    plotDiagonal(whole),
    ...thin.map(({ whole: curve, style }) => plotCurve(toPixels(curve, whole), style)),
    ...thin.map(({ points, style }) => plotDots(points, whole, style, DOT_SIZE.whole)),
    panelHeading(`Its upper left corner, ${Math.round(1 / corner)} times as large`, cornerPanel),
    rocAxes(enlarged),
    ...thin.map(({ enlarged: curve, style }) => plotCurve(toPixels(curve, enlarged), style)),
    ...thin.map(({ points, style }) => plotDots(points, enlarged, style, DOT_SIZE.enlarged)),
    legend.svg,
  );
}

function squarePair(top: number): readonly [Panel, Panel] {
  const [{ width }] = panelPair(top, 0);
  return panelPair(top, width);
}

function toCurve({ falsePositiveRate, truePositiveRate }: RocPoints): Curve {
  return { x: falsePositiveRate, y: truePositiveRate };
}

function areaTable(curves: readonly RocCurve[]): Table {
  return {
    name: "Area under the curve",
    columns: ["class", "AUC"],
    rows: curves.map(({ label, auc }) => [label, auc]),
  };
}

/** As many points as are drawn, of both panels together. */
function curveTables(
  drawn: readonly { readonly label: string; readonly whole: Curve; readonly enlarged: Curve }[],
): Table[] {
  const rows = drawn.flatMap(({ label, whole, enlarged }) => {
    const points = [whole, enlarged].flatMap(({ x, y }) => Array.from(x, (rate, i) => [rate, y[i]] as const));
    points.sort(([fprA, tprA], [fprB, tprB]) => fprA - fprB || tprA - tprB);
    return points
      .filter(([fpr, tpr], i) => i === 0 || fpr !== points[i - 1][0] || tpr !== points[i - 1][1])
      .map((point) => [label, ...point]);
  });
  const columns = [
    "class",
    "false positive rate (share of the rest)",
    "true positive rate (share of the class)",
  ];
  return rows.length === 0 ? [] : [{ name: "Points of the curves, as drawn", columns, rows }];
}

function pointTables(curves: readonly RocCurve[], pointsName = "thresholds"): Table[] {
  const rows = curves.flatMap(({ label, auc, points }) => {
    if (auc === null || points === undefined) return [];
    return Array.from(points.falsePositiveRate, (rate, i) => [label, rate, points.truePositiveRate[i]]);
  });
  const columns = [
    "class",
    "false positive rate (share of the rest)",
    "true positive rate (share of the class)",
  ];
  return rows.length === 0 ? [] : [{ name: `Dots: ${pointsName}`, columns, rows }];
}

function describe(curves: readonly RocCurve[], corner: number): string {
  const areas = curves.map(({ label, auc }) => `${label} ${formatAuc(auc)}`).join(", ");
  return (
    `ROC curves, one class against the rest: true positive rate over false positive rate, from 0 to 1 and ` +
    `enlarged up to a false positive rate of ${corner}. The diagonal is a random guess. Area under the curve: ${areas}.`
  );
}

function formatAuc(auc: number | null): string {
  return auc === null ? "none" : auc.toFixed(4);
}
