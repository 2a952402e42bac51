import { extent, max } from "d3-array";
import { scaleLinear, scaleLog } from "d3-scale";
import { AXIS_SPACE, type Panel, xAxis, yAxis } from "../axes/axis.ts";
import { formatCompact, logTicks, roundLogDomain } from "../axes/log-ticks.ts";
import { panelHeading } from "../axes/panel-heading.ts";
import { panelPair } from "../axes/panel-pair.ts";
import { type Chart, chart, type Table } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { CHART_WIDTH, MARGIN, RULE, SUBTITLE_BOTTOM } from "../draw/style.ts";
import { element, polyline } from "../draw/svg.ts";
import { checkStudies, type GrowthLine, type GrowthStudy, isOn, linesOf, sizesOf } from "./growth-study.ts";
import { runLegend } from "./run-legend.ts";
import { runMarker, runStyle } from "./run-style.ts";

export interface GrowthChartOptions {
  readonly title: string;
  /** Small print beneath the title: the machine, and what all studies share. */
  readonly note: string;
  /** Two, side by side. The first says by how much the time of each contestant grows. */
  readonly studies: readonly [GrowthStudy, GrowthStudy];
}

const PANEL_HEIGHT = 170;
const LEGEND_TOP = SUBTITLE_BOTTOM + 14;
const ROW_GAP = 16;
/** Where the values leave the panel, so that lines do not touch its frame. */
const INSET = 10;
/** Free width for each tick, in pixels. */
const TICK_WIDTH = 34;

const MEASURES = [
  { measure: "samplesPerSecond", name: "Training samples per second" },
  { measure: "picosecondsPerMultiplication", name: "Time per multiplication (ps)" },
] as const;

interface GrowthAxis {
  readonly name: string;
  readonly scale: (value: number) => number;
  readonly ticks: readonly number[];
}

/**
 * How cost grows with two sizes: throughput above, time per multiplication beneath.
 * @throws {RangeError} for other than two studies, one without points, or a size or speed that is not above 0.
 */
export function growthChart({ title, note, studies }: GrowthChartOptions): Chart {
  checkStudies(studies);
  const lines = linesOf(studies[0]);
  const sizes = sizesOf(studies[0]);
  const legend = runLegend(
    lines.map(({ times, ...line }, index) => ({
      name: nameLine(line),
      note: `time × ${times.toFixed(2)} per multiplication, ${sizes[0]} to ${sizes[sizes.length - 1]}`,
      style: runStyle(index),
    })),
    { left: MARGIN, top: LEGEND_TOP, width: CHART_WIDTH - 2 * MARGIN, columns: 2, gap: ROW_GAP },
  );
  const firstTop = LEGEND_TOP + legend.height + 34 + AXIS_SPACE.top;
  const rowHeight = PANEL_HEIGHT + AXIS_SPACE.bottom + AXIS_SPACE.top + ROW_GAP;
  const rows = MEASURES.map((_, row) => panelPair(firstTop + row * rowHeight, PANEL_HEIGHT));
  const panels = rows.flatMap((pair, row) => {
    const { measure, name } = MEASURES[row];
    return pair.map((panel, column) => {
      const study = studies[column];
      const values = study.points.map((point) => point[measure]);
      // That the cost of a multiplication stays the same is seen on an even scale from 0.
      const even = measure === "picosecondsPerMultiplication" && column === 0;
      const y = even ? evenAxis(name, values, panel) : logarithmicAxis(name, values, panel);
      return plotPanel(study, lines, measure, y, panel);
    });
  });
  const bottom = rows[rows.length - 1][0].top + PANEL_HEIGHT + AXIS_SPACE.bottom;
  return chart(
    {
      width: CHART_WIDTH,
      height: bottom + MARGIN,
      title,
      description: describe(studies),
      tables: [growthTable(studies[0], lines), ...studies.map(studyTable)],
    },
    chartTitle(title, CHART_WIDTH, note),
    legend.svg,
    ...rows[0].map((panel, column) => panelHeading(studies[column].note, panel)),
    ...panels,
  );
}

function logarithmicAxis(name: string, values: readonly number[], { top, height }: Panel): GrowthAxis {
  const domain = roundLogDomain(...(extent(values) as [number, number]));
  return {
    name: name.includes(")") ? name.replace(")", ", logarithmic)") : `${name} (logarithmic)`,
    scale: scaleLog(domain, [top + height, top]),
    ticks: logTicks(...domain, 8),
  };
}

function evenAxis(name: string, values: readonly number[], { top, height }: Panel): GrowthAxis {
  const scale = scaleLinear([0, max(values) ?? 1], [top + height, top]).nice(5);
  return { name, scale, ticks: scale.ticks(5) };
}

function plotPanel(
  study: GrowthStudy,
  lines: readonly GrowthLine[],
  measure: (typeof MEASURES)[number]["measure"],
  y: GrowthAxis,
  panel: Panel,
): string {
  const { left, top, width, height } = panel;
  const sizes = sizesOf(study);
  const ends = [sizes[0], sizes[sizes.length - 1]];
  // A single size stands in the middle.
  const domain = ends[0] === ends[1] ? [ends[0] / 2, ends[0] * 2] : ends;
  const x = scaleLog(domain, [left + INSET, left + width - INSET]);
  const every = Math.ceil((sizes.length * TICK_WIDTH) / width);
  const drawn = lines.map((line, index) => ({
    style: runStyle(index),
    at: study.points
      .filter((point) => isOn(line, point))
      .map((point) => ({ x: x(point.x), y: y.scale(point[measure]) }))
      .sort((a, b) => a.x - b.x),
  }));
  return element(
    "g",
    { class: measure },
    element("rect", { x: left, y: top, width, height, fill: "none", stroke: RULE }),
    yAxis({ panel, ...y, format: formatCompact }),
    xAxis({
      panel,
      scale: x,
      ticks: sizes,
      format: (size) => (sizes.indexOf(size) % every === 0 ? String(size) : ""),
      name: `${study.name} (logarithmic)`,
    }),
    ...drawn.map(({ style, at }) =>
      element("path", {
        class: "run",
        d: polyline(
          at.map((point) => point.x),
          at.map((point) => point.y),
        ),
        fill: "none",
        "stroke-width": 1.8,
        "stroke-linejoin": "round",
        ...style.line,
      }),
    ),
    ...drawn.flatMap(({ style, at }) => at.map((point) => runMarker(style, point))),
  );
}

function nameLine({ contestant, threads }: Pick<GrowthLine, "contestant" | "threads">): string {
  return `${contestant}, ${threads} ${threads === 1 ? "thread" : "threads"}`;
}

function growthTable(study: GrowthStudy, lines: readonly GrowthLine[]): Table {
  const sizes = sizesOf(study);
  const grown = `time per multiplication at ${sizes[sizes.length - 1]} over that at ${sizes[0]}`;
  return {
    name: `Growth with ${study.name.toLowerCase()}`,
    columns: ["contestant", "threads", grown],
    rows: lines.map(({ contestant, threads, times }) => [contestant, threads, times]),
  };
}

function studyTable({ name, note, points }: GrowthStudy): Table {
  return {
    name: `${name}: ${note}`,
    columns: [
      "contestant",
      "threads",
      name.toLowerCase(),
      "training samples per second",
      "time per multiplication (ps)",
    ],
    rows: points.map(({ contestant, threads, x, samplesPerSecond, picosecondsPerMultiplication }) => [
      contestant,
      threads,
      x,
      samplesPerSecond,
      picosecondsPerMultiplication,
    ]),
  };
}

function describe(studies: readonly GrowthStudy[]): string {
  const written = studies.map(({ name, points }) => {
    const ends = points.map(
      ({ contestant, threads, x, samplesPerSecond }) =>
        `${contestant} on ${threads} at ${x}: ${Math.round(samplesPerSecond)}`,
    );
    return `by ${name.toLowerCase()}: ${ends.join("; ")}.`;
  });
  return `Training samples per second ${written.join(" ")}`;
}
