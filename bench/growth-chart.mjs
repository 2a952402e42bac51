// The picture of growth: two studies side by side, throughput above, time a multiplication below. Drawn with the parts
// of percept-charts, so that it looks like its siblings.

import { extent, max } from "d3-array";
import { scaleLinear, scaleLog } from "d3-scale";
import { AXIS_SPACE, xAxis, yAxis } from "../packages/charts/dist/axis.js";
import { chartTitle } from "../packages/charts/dist/chart-title.js";
import { formatCompact, logTicks, roundLogDomain } from "../packages/charts/dist/log-ticks.js";
import { runLegend } from "../packages/charts/dist/run-legend.js";
import { runMarker, runStyle } from "../packages/charts/dist/run-style.js";
import { MARGIN, RULE, SOFT_INK } from "../packages/charts/dist/style.js";
import { element, picture, polyline, text } from "../packages/charts/dist/svg.js";

const PANEL = { width: 380, height: 210 };
const GAP = { columns: 40, rows: 30 };
/** Where the values leave the panel, so that lines do not touch its frame. */
const INSET = 14;

const studies = [
  { study: "width", name: "Hidden units", note: "784-n-10, batch 128" },
  { study: "batchSize", name: "Batch size", note: "784-800-800-10" },
];
const measures = [
  { measure: "samplesPerSecond", name: "Training samples per second" },
  { measure: "picosecondsPerMultiplication", name: "Time per multiplication of dense products (ps)" },
];

/** @param growth  as results.json has it: { width, batchSize }, each a list of points */
export function growthChart(growth, machine) {
  const lines = linesOf(growth);
  const columns = studies.map(
    (_, column) => MARGIN + AXIS_SPACE.left + column * (PANEL.width + GAP.columns + AXIS_SPACE.left),
  );
  const width = columns.at(-1) + PANEL.width + MARGIN;
  const legend = runLegend(
    lines.map(({ title, threads, index, note }) => ({
      name: `${title}, ${threads} ${threads === 1 ? "thread" : "threads"}`,
      note,
      style: runStyle(index),
    })),
    { lefts: columns.map((left) => left - AXIS_SPACE.left), width: PANEL.width, top: MARGIN + 56 },
  );
  const firstTop = MARGIN + 56 + legend.height + 26 + AXIS_SPACE.top;
  const rowHeight = PANEL.height + AXIS_SPACE.bottom + AXIS_SPACE.top + GAP.rows;
  const panels = measures.flatMap(({ measure, name }, row) => {
    return studies.map((study, column) => {
      const panel = { ...PANEL, left: columns[column], top: firstTop + row * rowHeight };
      const values = growth[study.study].map((point) => point[measure]);
      // That the cost of a multiplication stays the same is seen on an even scale from 0.
      const even = measure === "picosecondsPerMultiplication" && study.study === "width";
      const y = even ? evenAxis(values, panel) : logarithmicAxis(values, panel);
      return plotPanel(growth[study.study], lines, { ...study, measure, measureName: name, y }, panel);
    });
  });
  const height = firstTop + (measures.length - 1) * rowHeight + PANEL.height + AXIS_SPACE.bottom + MARGIN;
  const title = "How cost grows with width and batch size";
  const place = `${machine.processor}, ${machine.cores} cores; ReLU, softmax, momentum; logarithmic axes, but the time by width is drawn from 0`;
  return picture(
    { width, height, title, description: describe(growth) },
    chartTitle(title, width, place),
    legend.svg,
    ...panels,
  );
}

/** Every contestant with its threads, where it came from the narrowest to the widest: a line in each panel. */
function linesOf({ width }) {
  const narrow = Math.min(...width.map(({ x }) => x));
  const wide = Math.max(...width.map(({ x }) => x));
  return width
    .filter((one) => one.x === narrow && width.some((point) => point.x === wide && isOn(one, point)))
    .map(({ contestant, title, threads, picosecondsPerMultiplication: first }, index) => {
      const last = width.find((point) => point.x === wide && isOn({ contestant, threads }, point));
      const times = (last.picosecondsPerMultiplication / first).toFixed(2);
      const note = `at ${wide} units ${times} × the time per multiplication at ${narrow}`;
      return { contestant, title: title.replaceAll("`", ""), threads, index, note };
    });
}

function isOn({ contestant, threads }, point) {
  return point.contestant === contestant && point.threads === threads;
}

function logarithmicAxis(values, { top, height }) {
  const domain = roundLogDomain(...extent(values));
  return { scale: scaleLog(domain, [top + height, top]), ticks: logTicks(...domain, 8) };
}

function evenAxis(values, { top, height }) {
  const scale = scaleLinear([0, max(values)], [top + height, top]).nice(5);
  return { scale, ticks: scale.ticks(5) };
}

function plotPanel(points, lines, { name, note, measure, measureName, y }, panel) {
  const { left, top, width, height } = panel;
  const powers = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
  const x = scaleLog([powers[0], powers.at(-1)], [left + INSET, left + width - INSET]).base(2);
  const every = powers.length > 8 ? 2 : 1;
  const drawn = lines.map((one) => ({
    style: runStyle(one.index),
    at: points
      .filter((point) => isOn(one, point))
      .map((point) => ({ x: x(point.x), y: y.scale(point[measure]) })),
  }));
  return element(
    "g",
    { class: measure },
    element("rect", { x: left, y: top, width, height, fill: "none", stroke: RULE }),
    yAxis({ panel, ...y, format: formatCompact, name: measureName }),
    xAxis({
      panel,
      scale: x,
      ticks: powers,
      format: (value) => (powers.indexOf(value) % every === 0 ? String(value) : ""),
      name,
    }),
    text(note, { x: left, y: top + height + 40, "font-size": 11, fill: SOFT_INK }),
    ...drawn.map(({ style, at }) =>
      element("path", {
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

function describe({ width, batchSize }) {
  const ends = (points) =>
    points
      .map(
        ({ title, threads, x, samplesPerSecond }) =>
          `${title} on ${threads} at ${x}: ${Math.round(samplesPerSecond)}`,
      )
      .join("; ");
  return `Training samples per second by hidden units: ${ends(width)}. By batch size: ${ends(batchSize)}.`;
}
