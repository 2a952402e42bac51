import { type Chart, chart, type Table } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { checkCount } from "../draw/check-count.ts";
import { formatCount } from "../draw/format-count.ts";
import { CHART_WIDTH, INK, MARGIN, SOFT_INK } from "../draw/style.ts";
import { element, text } from "../draw/svg.ts";
import { fitText, textWidth } from "../draw/text-width.ts";
import { checkImageShape, checkPixels } from "./check-images.ts";
import {
  gridHeight,
  type ImageGrid,
  type ImageShape,
  imageCorner,
  imageSize,
  layOutImages,
} from "./image-grid.ts";
import { imageFrames, imageSheet, PIXEL_BUDGET } from "./image-sheet.ts";
import { formatWeight, WEIGHT_KEY_HEIGHT, weightKey } from "./weight-key.ts";
import { weightColour, weightPalette, weightScale } from "./weight-scale.ts";

export interface UnitWeights {
  /** Its number, as captions and tables name it. */
  readonly unit: number;
  readonly bias: number;
  /** [rows * columns], without the bias. */
  readonly weights: Float32Array | Float64Array;
  /** What the unit speaks for, such as "3, 7". */
  readonly towards?: string | undefined;
}

export interface WeightsChartOptions {
  readonly title: string;
  /** In the order in which they are shown. */
  readonly units: readonly UnitWeights[];
  readonly imageShape: ImageShape;
  /** Units of the layer, where `units` are some of them. */
  readonly total?: number | undefined;
}

const MOST_UNITS = 100;
const CAPTION_SIZE = 10;
const CAPTION_WIDTH = 56;
const LEFT = MARGIN;
const TOP = MARGIN + 50;

/**
 * The weights of each unit as an image: blue where a bright pixel speaks for the unit, orange where it speaks against.
 * One scale for all units; what is zero is the paper.
 * @throws {RangeError} for no units, a shape that does not fit, or a number that is not finite.
 */
export function weightsChart({ title, units, imageShape, total = units.length }: WeightsChartOptions): Chart {
  checkUnits(units, imageShape, total);
  const [rows, columns] = imageShape;
  const shown = units.slice(
    0,
    Math.min(MOST_UNITS, Math.max(1, Math.floor(PIXEL_BUDGET / (rows * columns)))),
  );
  const towards = shown.some((unit) => unit.towards !== undefined);
  const grid = layOutImages({
    imageShape,
    count: shown.length,
    width: CHART_WIDTH - 2 * MARGIN,
    height: 960,
    gap: 4,
    captionWidth: CAPTION_WIDTH,
    captionHeight: 38,
  });
  const scale = weightScale(shown.map((unit) => unit.weights));
  const corner = { left: LEFT, top: TOP };
  const bottom = TOP + gridHeight(grid);
  const images = shown.map(({ weights }) =>
    Uint8Array.from(weights, (weight) => weightColour(scale, weight)),
  );
  const counted = `${formatCount(shown.length)} of ${formatCount(total)} units`;
  return chart(
    {
      width: CHART_WIDTH,
      height: bottom + 6 + WEIGHT_KEY_HEIGHT + MARGIN,
      title,
      description:
        `Weights of ${counted}, each an image of ${rows} x ${columns} pixels: positive weights blue, negative orange, ` +
        `zero the colour of the paper, on one scale from ${formatWeight(-scale.limit)} to ${formatWeight(scale.limit)}. ` +
        (towards ? "An arrow names the classes that a unit speaks for most. " : "") +
        extremes(shown),
      tables: [unitTable(shown, towards), weightTable(shown)],
    },
    chartTitle(
      title,
      CHART_WIDTH,
      `${counted}, each with its bias${towards ? "; → what it speaks for most" : ""}`,
    ),
    imageSheet(grid, images, weightPalette(scale), corner),
    imageFrames(grid, shown.map(words), corner),
    captions(shown, grid),
    weightKey(scale, LEFT, bottom + 6),
  );
}

/** Number and arrow on one line, the bias beneath: a group for each colour, a hundred captions are long as it is. */
function captions(units: readonly UnitWeights[], grid: ImageGrid): string {
  const { width, height } = imageSize(grid);
  const room = grid.step[0] * grid.scale[0] - 2;
  const lines = units.map(({ unit, bias, towards }, i) => {
    const { x, y } = imageCorner(grid, i);
    const [left, top] = [LEFT + x, TOP + y + height + 13];
    const name = width < 90 ? formatCount(unit) : `unit ${formatCount(unit)}`;
    const indent = textWidth(name, CAPTION_SIZE, "bold") + 5;
    const write = (words: string, x: number, y: number) =>
      text(fitText(words, CAPTION_SIZE, left + room - x), { x, y, "font-size": CAPTION_SIZE });
    return {
      upper:
        text(name, { x: left, y: top, "font-size": CAPTION_SIZE, "font-weight": "bold" }) +
        (towards === undefined ? "" : write(`→ ${towards}`, left + indent, top)),
      lower: write(`bias ${formatBias(bias)}`, left, top + 13),
    };
  });
  return (
    element("g", { class: "names", fill: INK }, ...lines.map(({ upper }) => upper)) +
    element("g", { class: "biases", fill: SOFT_INK }, ...lines.map(({ lower }) => lower))
  );
}

/** Two decimals while there is room for them. */
function formatBias(bias: number): string {
  if (Math.abs(bias) >= 9.995) return formatWeight(bias);
  // `+ 0` turns -0 into 0.
  return (Number(bias.toFixed(2)) + 0).toFixed(2).replace("-", "−");
}

/** What the caption has no room for. */
function words({ unit, weights, towards }: UnitWeights): string {
  const [least, most] = range(weights);
  return (
    `Unit ${unit}: weights ${formatWeight(least)} to ${formatWeight(most)}` +
    (towards === undefined ? "" : `, speaks for ${towards}`)
  );
}

function extremes(units: readonly UnitWeights[]): string {
  const ranges = units.map(({ weights }) => range(weights));
  const least = Math.min(...ranges.map(([low]) => low));
  const most = Math.max(...ranges.map(([, high]) => high));
  return `The least weight is ${formatWeight(least)}, the largest ${formatWeight(most)}.`;
}

function unitTable(units: readonly UnitWeights[], towards: boolean): Table {
  return {
    name: "Units",
    columns: ["Unit", "Bias", "Least weight", "Largest weight", ...(towards ? ["Speaks for"] : [])],
    rows: units.map((unit) => [
      unit.unit,
      unit.bias,
      ...range(unit.weights),
      ...(towards ? [unit.towards ?? null] : []),
    ]),
  };
}

/** A row a pixel. Five digits are more than the picture shows. */
function weightTable(units: readonly UnitWeights[]): Table {
  return {
    name: "Weights, a row a pixel, rows of the image from the top",
    columns: units.map(({ unit }) => `Unit ${unit}`),
    rows: Array.from(units[0].weights, (_, pixel) =>
      units.map(({ weights }) => Number(weights[pixel].toPrecision(5))),
    ),
  };
}

function range(weights: Float32Array | Float64Array): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const weight of weights) {
    least = Math.min(least, weight);
    most = Math.max(most, weight);
  }
  return [least, most];
}

function checkUnits(units: readonly UnitWeights[], imageShape: ImageShape, total: number): void {
  checkImageShape("Weights chart", imageShape);
  if (units.length === 0) throw new RangeError("Weights chart: expected one unit or more, got none.");
  checkCount("Weights chart, total", total, units.length);
  for (const { unit, bias, weights } of units) {
    checkPixels(`Weights chart, unit ${unit}`, weights, imageShape);
    if (!Number.isFinite(bias)) {
      throw new RangeError(`Weights chart, unit ${unit}: expected a finite bias, got ${bias}.`);
    }
    const wrong = weights.findIndex((weight) => !Number.isFinite(weight));
    if (wrong < 0) continue;
    throw new RangeError(
      `Weights chart, unit ${unit}: expected finite weights, got ${weights[wrong]} at pixel ${wrong}.`,
    );
  }
}
