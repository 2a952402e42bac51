import { type Chart, chart } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { checkCount } from "../draw/check-count.ts";
import { formatCount } from "../draw/format-count.ts";
import {
  CHART_WIDTH,
  FAINT_INK,
  INK,
  LABEL_SIZE,
  MARGIN,
  PAPER,
  SOFT_INK,
  TICK_SIZE,
} from "../draw/style.ts";
import { element, point, text } from "../draw/svg.ts";
import { fitText, textWidth } from "../draw/text-width.ts";
import { colour } from "../draw/theme.ts";
import { type Column, dotsRow, type Layer, networkColumns, rowsOf } from "./network-columns.ts";

export interface NetworkChartOptions {
  readonly title: string;
  /** Hidden layers and, last, the output layer. */
  readonly layers: readonly Layer[];
  readonly inputs: number;
  /** One name an output unit. */
  readonly classes: readonly string[];
  /** One name an input; without, x1, x2, ... */
  readonly inputNames?: readonly string[] | undefined;
}

const LONGEST_NAME = 90;
const RADIUS = 10;
const ROW_HEIGHT = 29;
/** The least space from one layer to the next: the picture widens where there are more than six hidden ones. */
const LEAST_STEP = 62;
const MATRIX_TOP = MARGIN + 60;
const BIAS_TOP = MATRIX_TOP + 44;
const UNITS_TOP = BIAS_TOP + 46;

/** A column with its places in pixels. */
interface PlacedColumn extends Column {
  readonly x: number;
  /** Of the first row. */
  readonly top: number;
}

/**
 * The network as columns of circles, a layer each: units left out where there are many, the bias unit apart, and the
 * sizes of the weight matrices between the columns.
 * @throws {RangeError} for no layers, a size that is not a whole number above 0, or another number of names.
 */
export function networkChart({ title, layers, inputs, classes, inputNames }: NetworkChartOptions): Chart {
  checkNetwork(layers, inputs, classes, inputNames);
  const columns = networkColumns(inputs, layers);
  const names = [namesOf(columns[0], inputNames), namesOf(columns[layers.length], classes)];
  const [left, right] = names.map((side) => MARGIN + RADIUS + 8 + Math.max(22, ...side.map(widthOf)));
  const width = Math.max(CHART_WIDTH, left + right + LEAST_STEP * layers.length);
  const step = (width - left - right) / layers.length;
  const rows = Math.max(...columns.map(rowsOf));
  // Each column stands in the middle of the height of the longest.
  const placed = columns.map((column, i) => ({
    ...column,
    x: left + i * step,
    top: UNITS_TOP + ((rows - rowsOf(column)) / 2) * ROW_HEIGHT,
  }));
  const bottom = UNITS_TOP + (rows - 1) * ROW_HEIGHT + RADIUS;
  const parameters = columns.reduce((sum, { units }, i) => sum + matrixLength(columns, i, units), 0);
  return chart(
    {
      width,
      height: bottom + 66 + MARGIN - 8,
      title,
      description: describe(columns, classes, parameters),
      tables: [
        {
          name: "Layers",
          columns: [
            "Layer",
            "Units",
            "Activation",
            "Weight matrix (units × 1 + inputs)",
            "Weights and biases",
          ],
          rows: columns.map(({ name, units, activation }, i) => [
            name,
            units,
            activation ?? null,
            i === 0 ? null : `W${i} ${units} × ${1 + columns[i - 1].units}`,
            matrixLength(columns, i, units),
          ]),
        },
      ],
    },
    chartTitle(
      title,
      width,
      `${formatCount(parameters)} weights; the bias of each unit is its weight to the unit that is always 1`,
    ),
    ...placed.slice(1).map((column, i) => connections(placed[i], column) + matrixName(i, placed[i], column)),
    ...placed.map((column) => circles(column) + columnName(column, bottom, step)),
    circleNames(placed[0], names[0], "end"),
    circleNames(placed[layers.length], names[1], "start"),
  );
}

/** Weights and biases into a column; none into the inputs. */
function matrixLength(columns: readonly Column[], index: number, units: number): number {
  return index === 0 ? 0 : units * (1 + columns[index - 1].units);
}

/** All lines between two columns as one path. */
function connections(from: PlacedColumn, to: PlacedColumn): string {
  const sources = [BIAS_TOP, ...from.circles.map(({ row }) => from.top + row * ROW_HEIGHT)];
  const targets = to.circles.map(({ row }) => to.top + row * ROW_HEIGHT);
  const d = sources.flatMap((a) => targets.map((b) => `M${point(from.x, a)}L${point(to.x, b)}`)).join("");
  return element("path", { class: "weights", d, stroke: FAINT_INK, "stroke-width": 0.6, opacity: 0.45 });
}

function matrixName(index: number, from: PlacedColumn, to: PlacedColumn): string {
  const middle = { x: (from.x + to.x) / 2, "text-anchor": "middle" };
  const room = to.x - from.x - 4;
  const size = `${to.units} × ${1 + from.units}`;
  const name = text(`W${index + 1}`, {
    ...middle,
    y: MATRIX_TOP,
    "font-size": LABEL_SIZE,
    "font-weight": "bold",
    fill: INK,
  });
  // On two lines where the layers are close and wide.
  const lines = textWidth(size, TICK_SIZE) <= room ? [size] : [`${to.units} ×`, `${1 + from.units}`];
  const font = { "font-size": TICK_SIZE, fill: SOFT_INK };
  return (
    name + lines.map((words, i) => text(words, { ...middle, y: MATRIX_TOP + 15 + i * 13, ...font })).join("")
  );
}

function circles(column: PlacedColumn): string {
  const { x, top, circles, bias } = column;
  const look = { r: RADIUS, stroke: colour("fill-strong"), "stroke-width": 1.2, fill: colour("fill") };
  const drawn = circles.map(({ row }) =>
    element("circle", { class: "unit", cx: x, cy: top + row * ROW_HEIGHT, ...look }),
  );
  const dots = dotsRow(column);
  if (dots !== undefined) {
    for (const offset of [-7, 0, 7]) {
      drawn.push(
        element("circle", { class: "dot", cx: x, cy: top + dots * ROW_HEIGHT + offset, r: 1.7, fill: INK }),
      );
    }
  }
  if (!bias) return drawn.join("");
  const apart = { ...look, stroke: SOFT_INK, "stroke-dasharray": "3 2", fill: PAPER };
  return (
    drawn.join("") +
    element("circle", { class: "bias", cx: x, cy: BIAS_TOP, ...apart }) +
    text("1", { x, y: BIAS_TOP + 4, "text-anchor": "middle", "font-size": TICK_SIZE, fill: INK })
  );
}

/** Beneath a column: its name, activation and number of units. */
function columnName({ x, name, activation, units }: PlacedColumn, bottom: number, step: number): string {
  const middle = { x, "text-anchor": "middle" };
  const [nameSize, size] = step < 80 ? [11, 10] : [LABEL_SIZE, TICK_SIZE];
  const font = { "font-size": size, fill: SOFT_INK };
  const lines = [`${formatCount(units)} ${activation === undefined ? "inputs" : "units"}`, activation ?? ""];
  return (
    text(name, { ...middle, y: bottom + 24, "font-size": nameSize, "font-weight": "bold", fill: INK }) +
    lines
      .filter((words) => words !== "")
      .map((words, i) =>
        text(fitText(words, size, step - 4), { ...middle, y: bottom + 40 + i * 15, ...font }),
      )
      .join("")
  );
}

/** The names of the units that are drawn. */
function namesOf({ circles }: Column, names: readonly string[] | undefined): string[] {
  return circles.map(({ unit }) =>
    names === undefined ? `x${unit + 1}` : fitText(names[unit], LABEL_SIZE, LONGEST_NAME),
  );
}

function widthOf(name: string): number {
  return textWidth(name, LABEL_SIZE);
}

function circleNames(
  { x, top, circles }: PlacedColumn,
  names: readonly string[],
  anchor: "start" | "end",
): string {
  const side = (RADIUS + 8) * (anchor === "end" ? -1 : 1);
  return names
    .map((name, i) =>
      text(name, {
        x: x + side,
        y: top + circles[i].row * ROW_HEIGHT + LABEL_SIZE * 0.36,
        "text-anchor": anchor,
        "font-size": LABEL_SIZE,
        fill: INK,
      }),
    )
    .join("");
}

function describe(columns: readonly Column[], classes: readonly string[], parameters: number): string {
  const layers = columns
    .slice(1)
    .map(
      ({ name, units, activation }, i) =>
        `${name} layer of ${formatCount(units)} ${activation} units (W${i + 1}, ${units} x ${1 + columns[i].units})`,
    );
  return (
    `Network of ${formatCount(columns[0].units)} inputs, ${layers.join(", ")}: ` +
    `${formatCount(parameters)} weights, biases among them. The output units stand for ${list(classes)}.`
  );
}

function list(classes: readonly string[]): string {
  return classes.length <= 12
    ? classes.join(", ")
    : `${classes.slice(0, 6).join(", ")} and ${classes.length - 6} more`;
}

function checkNetwork(
  layers: readonly Layer[],
  inputs: number,
  classes: readonly string[],
  inputNames: readonly string[] | undefined,
): void {
  if (layers.length === 0) throw new RangeError("Network chart: expected one layer or more, got none.");
  checkCount("Network chart, inputs", inputs, 1);
  layers.forEach(({ units }, i) => {
    checkCount(`Network chart, units of layer ${i + 1}`, units, 1);
  });
  const outputs = layers[layers.length - 1].units;
  if (classes.length !== outputs) {
    throw new RangeError(
      `Network chart: expected ${outputs} classes, one for each output unit, got ${classes.length}.`,
    );
  }
  if (inputNames === undefined || inputNames.length === inputs) return;
  throw new RangeError(`Network chart: expected ${inputs} inputNames, got ${inputNames.length}.`);
}
