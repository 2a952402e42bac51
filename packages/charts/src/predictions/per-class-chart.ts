import { max, min } from "d3-array";
import { scaleLinear } from "d3-scale";
import { AXIS_SPACE, type Panel, xAxis } from "../axes/axis.ts";
import { accuracyAxis, formatAccuracy } from "../axes/measure-axis.ts";
import { type Chart, chart } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { CHART_WIDTH, FAINT_INK, INK, LABEL_SIZE, MARGIN, RULE, SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, line, text } from "../draw/svg.ts";
import { fitText, textWidth } from "../draw/text-width.ts";
import { colour } from "../draw/theme.ts";
import { type ClassMeasures, checkClasses } from "./class-measures.ts";

export interface PerClassChartOptions {
  readonly title: string;
  readonly classes: readonly ClassMeasures[];
}

type Measure = "precision" | "recall" | "f1";

interface Series {
  readonly measure: Measure;
  readonly name: string;
  readonly mark: (x: number, y: number) => string;
}

// Each its own shape too, and each can be seen where another lies on it: a disc, a ring around it, an upright bar.
const SERIES: readonly Series[] = [
  {
    measure: "precision",
    name: "Precision",
    mark: (cx, cy) => element("circle", { cx, cy, r: 3.8, fill: colour("line-0") }),
  },
  {
    measure: "recall",
    name: "Recall",
    mark: (cx, cy) =>
      element("circle", { cx, cy, r: 5, fill: "none", stroke: colour("line-1"), "stroke-width": 1.8 }),
  },
  {
    measure: "f1",
    name: "F1",
    mark: (x, y) => line(x, y - 7, x, y + 7, { stroke: INK, "stroke-width": 2 }),
  },
];
const ROW_HEIGHT = 24;
const TOP = MARGIN + 84;
const LONGEST_LABEL = 120;
const COLUMN = { width: 70, gap: 10 } as const;

/**
 * Precision, recall and F1 of each class as dots on one line, their numbers beside them. Dots, because they may stand
 * on an axis that does not begin at 0, as bars may not: Cleveland (1984), doi:10.1080/00031305.1984.10483223.
 * @throws {RangeError} without classes; for a measure outside [0, 1] or a support that is not a whole number.
 */
export function perClassChart({ title, classes }: PerClassChartOptions): Chart {
  checkClasses(classes);
  const labels = classes.map(({ label }) => fitText(label, LABEL_SIZE, LONGEST_LABEL));
  const labelWidth = Math.max(30, ...labels.map((label) => textWidth(label, LABEL_SIZE)));
  const left = MARGIN + labelWidth + 16;
  const rights = [3, 2, 1, 0].map((columns) => CHART_WIDTH - MARGIN - columns * COLUMN.width);
  const panel: Panel = {
    left,
    top: TOP,
    width: rights[0] - COLUMN.width - COLUMN.gap - left,
    height: classes.length * ROW_HEIGHT,
  };
  const { domain, format } = accuracyAxis(
    classes.flatMap(({ precision, recall, f1 }) => [precision, recall, f1]),
  );
  const scale = scaleLinear(domain, [panel.left, panel.left + panel.width]);
  const rowAt = (row: number) => TOP + (row + 0.5) * ROW_HEIGHT;
  const subtitle = `One class against the rest; the axis is from ${format(domain[0])} to ${format(domain[1])}%`;
  return chart(
    {
      width: CHART_WIDTH,
      height: TOP + panel.height + AXIS_SPACE.bottom + MARGIN,
      title,
      description: describe(classes),
      tables: [
        {
          name: "Measures of each class",
          columns: ["class", "precision", "recall", "F1", "support (samples)"],
          rows: classes.map(({ label, precision, recall, f1, support }) => [
            label,
            precision,
            recall,
            f1,
            support,
          ]),
        },
      ],
    },
    chartTitle(title, CHART_WIDTH, subtitle),
    heads(rights),
    xAxis({ panel, scale, ticks: scale.ticks(5), format, name: "Share (%)" }),
    ...classes.map((measures, row) => {
      const y = rowAt(row);
      const baseline = { y: y + LABEL_SIZE * 0.36, "font-size": LABEL_SIZE };
      return element(
        "g",
        { class: "class" },
        text(labels[row], { ...baseline, x: left - 12, "text-anchor": "end", fill: INK }),
        line(panel.left, y, panel.left + panel.width, y, { stroke: RULE }),
        span(measures, scale, y),
        ...SERIES.map(({ measure, mark }) => mark(scale(measures[measure]), y)),
        ...SERIES.map(({ measure }, i) =>
          text(formatAccuracy(measures[measure]), { ...baseline, ...endAt(rights[i]), fill: INK }),
        ),
        text(measures.support.toLocaleString("en-US"), { ...baseline, ...endAt(rights[3]), fill: SOFT_INK }),
      );
    }),
  );
}

/** Names of the columns of numbers, each with the mark that it has in the panel. */
function heads(rights: readonly number[]): string {
  const font = { y: TOP - 12, "font-size": TICK_SIZE, fill: SOFT_INK };
  const named = SERIES.map(({ name, mark }, i) => {
    const x = rights[i] - textWidth(name, TICK_SIZE) - 9;
    return mark(x, TOP - 16) + text(name, { ...font, ...endAt(rights[i]) });
  });
  return element("g", { class: "key" }, ...named, text("Samples", { ...font, ...endAt(rights[3]) }));
}

/** From the least of the three to the largest. */
function span(measures: ClassMeasures, scale: (value: number) => number, y: number): string {
  const values = SERIES.map(({ measure }) => scale(measures[measure]));
  return line(min(values) ?? 0, y, max(values) ?? 0, y, { stroke: FAINT_INK, "stroke-width": 2 });
}

function endAt(x: number) {
  return { x, "text-anchor": "end" } as const;
}

function describe(classes: readonly ClassMeasures[]): string {
  const sorted = [...classes].sort((a, b) => a.f1 - b.f1);
  const [worst, best] = [sorted[0], sorted[sorted.length - 1]];
  const count = classes.length === 1 ? "1 class" : `${classes.length} classes`;
  const tell = ({ label, precision, recall, f1 }: ClassMeasures) =>
    `${label} (${formatAccuracy(f1)}, precision ${formatAccuracy(precision)}, recall ${formatAccuracy(recall)})`;
  return (
    `Precision, recall and F1 of ${count}, one row each. Lowest F1: ${tell(worst)}. ` +
    `Highest F1: ${tell(best)}.`
  );
}
