import { scaleLinear } from "d3-scale";
import { AXIS_SPACE, type Panel, xAxis, yAxis } from "../axes/axis.ts";
import { type Chart, chart } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { INK, LABEL_SIZE, MARGIN, PAPER, SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, point, text } from "../draw/svg.ts";
import { fitText } from "../draw/text-width.ts";
import { colour } from "../draw/theme.ts";
import { classLook } from "./class-look.ts";
import { type DecisionGrid, decisionGround, winner } from "./decision-ground.ts";

export interface DecisionChartOptions {
  readonly title: string;
  readonly subtitle?: string;
  readonly classes: readonly string[];
  /** [n, 2], x and y of each sample */
  readonly features: Float32Array;
  /** [n], class indices */
  readonly labels: Uint8Array | Uint16Array;
  /** what both axes show, from and to */
  readonly domain: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  /** over the whole domain; undefined while there is no network: samples alone */
  readonly grid?: DecisionGrid | undefined;
  /** names of the two features */
  readonly names?: readonly [string, string];
}

const PANEL: Panel = { left: MARGIN + AXIS_SPACE.left, top: MARGIN + 76, width: 440, height: 440 };
/** Narrow, so that its words can be read on a telephone. */
const WIDTH = PANEL.left + PANEL.width + MARGIN;
const KEY_TOP = PANEL.top + PANEL.height + AXIS_SPACE.bottom + 12;
const KEY_COLUMNS = 3;
const KEY_PITCH = (WIDTH - 2 * MARGIN) / KEY_COLUMNS;
const ROW_HEIGHT = 38;

/**
 * Samples of two features, and behind them which class a network gives to every place, the fuller the surer it is.
 * @throws {RangeError} where the arrays' lengths disagree, a label is none of the classes, or the domain is empty
 */
export function decisionChart(options: DecisionChartOptions): Chart {
  const { title, subtitle, classes, features, labels, domain, grid, names = ["x", "y"] } = options;
  check(options);
  const x = scaleLinear(domain.x, [PANEL.left, PANEL.left + PANEL.width]);
  const y = scaleLinear(domain.y, [PANEL.top + PANEL.height, PANEL.top]);
  const counts = classes.map((_, index) => labels.filter((label) => label === index).length);
  const shares = grid && sharesOf(grid, classes.length);
  const looks = classes.map((_, index) => classLook(index, classes.length));
  // All marks of a class are one path: hundreds of elements would be slow to draw anew while it learns.
  const marks = looks.map(({ role, path }, index) => {
    const places = Array.from(labels.keys()).filter((sample) => labels[sample] === index);
    const d = places.map((i) => `M${point(x(features[2 * i]), y(features[2 * i + 1]))}${path}`).join("");
    return element("path", { class: "samples", d, fill: colour(role), stroke: PAPER, "stroke-width": 1 });
  });
  return chart(
    {
      width: WIDTH,
      height: KEY_TOP + Math.ceil(classes.length / KEY_COLUMNS) * ROW_HEIGHT + MARGIN - 8,
      title,
      description: describe(classes, counts, shares),
      tables: [
        {
          name: "Classes",
          columns: ["class", "samples", ...(shares ? ["share of the ground"] : [])],
          rows: classes.map((name, i) => [name, counts[i], ...(shares ? [shares[i]] : [])]),
        },
      ],
    },
    chartTitle(title, WIDTH, subtitle),
    yAxis({ panel: PANEL, scale: y, ticks: y.ticks(5), format: y.tickFormat(5), name: names[1] }),
    xAxis({ panel: PANEL, scale: x, ticks: x.ticks(5), format: x.tickFormat(5), name: names[0] }),
    grid ? decisionGround(grid, classes.length, PANEL) : "",
    element("g", {}, ...marks),
    key(classes, counts, shares),
  );
}

function key(
  classes: readonly string[],
  counts: readonly number[],
  shares: readonly number[] | undefined,
): string {
  const entries = classes.map((name, index) => {
    const { role, path } = classLook(index, classes.length);
    const left = MARGIN + (index % KEY_COLUMNS) * KEY_PITCH;
    const y = KEY_TOP + 12 + Math.floor(index / KEY_COLUMNS) * ROW_HEIGHT;
    const x = left + 18;
    const samples = `${counts[index].toLocaleString("en-US")} samples`;
    const words = shares ? `${samples}, ${percent(shares[index])}` : samples;
    return (
      element("path", { d: `M${point(left + 6, y - 4)}${path}`, fill: colour(role) }) +
      text(fitText(name, LABEL_SIZE, KEY_PITCH - 30), { x, y, "font-size": LABEL_SIZE, fill: INK }) +
      text(words, { x, y: y + 15, "font-size": TICK_SIZE, fill: SOFT_INK })
    );
  });
  return element("g", { class: "legend" }, ...entries);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

/** Of the ground, to each class. */
function sharesOf({ rows, columns, scores }: DecisionGrid, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (let point = 0; point < rows * columns; point++) {
    counts[winner(scores.subarray(point * classes, (point + 1) * classes)).index]++;
  }
  return counts.map((count) => count / (rows * columns));
}

function describe(
  classes: readonly string[],
  counts: readonly number[],
  shares: readonly number[] | undefined,
): string {
  const listed = classes.map((name, i) => `${name}: ${counts[i].toLocaleString("en-US")}`).join(", ");
  const samples = `Samples of ${classes.length} classes by their two features. Samples of each: ${listed}.`;
  if (shares === undefined) return samples;
  const ground = classes.map((name, i) => `${name} ${(100 * shares[i]).toFixed(0)} %`).join(", ");
  return `${samples} Share of the ground that the network gives to each: ${ground}.`;
}

function check({ classes, features, labels, domain, grid }: DecisionChartOptions): void {
  const place = "Decision chart";
  if (classes.length === 0) throw new RangeError(`${place}: expected one class or more, got none.`);
  if (features.length !== 2 * labels.length) {
    throw new RangeError(
      `${place}: expected ${2 * labels.length} features, two for each of ${labels.length} labels, got ${features.length}.`,
    );
  }
  const wrong = labels.find((label) => label >= classes.length);
  if (wrong !== undefined)
    throw new RangeError(`${place}: expected labels 0..${classes.length - 1}, got ${wrong}.`);
  for (const [axis, [from, to]] of Object.entries(domain)) {
    if (!(to - from > 0 && to - from < Number.POSITIVE_INFINITY))
      throw new RangeError(`${place}: expected the axis ${axis} to go upwards, got ${from} to ${to}.`);
  }
  if (grid && grid.scores.length !== grid.rows * grid.columns * classes.length) {
    throw new RangeError(
      `${place}: expected ${grid.rows} x ${grid.columns} x ${classes.length} scores, got ${grid.scores.length}.`,
    );
  }
}
