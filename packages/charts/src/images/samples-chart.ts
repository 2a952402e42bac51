import { type Chart, chart } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { checkCount } from "../draw/check-count.ts";
import { formatCount } from "../draw/format-count.ts";
import { CHART_WIDTH, HEADING_SIZE, INK, MARGIN, SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { text } from "../draw/svg.ts";
import { fitText, textWidth } from "../draw/text-width.ts";
import { checkImageShape, checkPixels } from "./check-images.ts";
import {
  gridHeight,
  type ImageGrid,
  type ImageShape,
  imageCorner,
  imageSize,
  stripScale,
} from "./image-grid.ts";
import { imageFrames, imageSheet, PIXEL_BUDGET } from "./image-sheet.ts";

export interface SampleRow {
  readonly label: string;
  /** [rows * columns] bytes each: 0 is paper, 255 is ink. Perhaps none. */
  readonly images: readonly Uint8Array[];
}

export interface SamplesChartOptions {
  readonly title: string;
  /** A row a class. */
  readonly rows: readonly SampleRow[];
  readonly imageShape: ImageShape;
  /** Samples of each class, in the order of the rows. */
  readonly counts: readonly number[];
}

const MOST_ROWS = 100;
const MOST_IMAGES = 10;
const GAP = 4;
const LONGEST_LABEL = 110;
const WIDEST_GAP = 14;
/** Of an image; smaller ones are enlarged to it, larger ones made smaller. */
const LARGEST_SIDE = 56;
/** A name and a number need this. */
const ROW_HEIGHT = 36;
const TOP = MARGIN + 50;

/**
 * Samples of each class, a row a class, with the class's name and its number of samples.
 * @throws {RangeError} for no rows, another number of counts, or an image that does not have the shape.
 */
export function samplesChart({ title, rows, imageShape, counts }: SamplesChartOptions): Chart {
  checkRows(rows, imageShape, counts);
  const budget = Math.max(1, Math.floor(PIXEL_BUDGET / (imageShape[0] * imageShape[1])));
  const shown = rows.slice(0, Math.min(MOST_ROWS, budget));
  const labels = shown.map(({ label }) => fitText(label, HEADING_SIZE, LONGEST_LABEL, "bold"));
  const labelWidth = Math.max(
    ...labels.map((label) => textWidth(label, HEADING_SIZE, "bold")),
    ...counts.map((count) => textWidth(formatCount(count), TICK_SIZE)),
  );
  const left = MARGIN + labelWidth + 12;
  const most = Math.max(1, ...shown.map(({ images }) => images.length));
  const columns = Math.min(MOST_IMAGES, most, Math.max(1, Math.floor(budget / shown.length)));
  const grid = layOutRows(imageShape, columns, shown.length, CHART_WIDTH - MARGIN - left);
  const corner = { left, top: TOP };
  const total = counts.reduce((sum, count) => sum + count, 0);
  const places = shown.flatMap(({ images }) => Array.from({ length: columns }, (_, i) => images.at(i)));
  return chart(
    {
      width: CHART_WIDTH,
      height: TOP + gridHeight(grid) + MARGIN - GAP,
      title,
      description:
        `Up to ${columns} samples of each of ${formatCount(shown.length)} classes, a row a class, with the number of samples ` +
        `of each: ${shown.map(({ label }, i) => `${label}: ${formatCount(counts[i])}`).join(", ")}.` +
        (shown.length < rows.length
          ? ` ${formatCount(rows.length - shown.length)} more classes are not shown.`
          : ""),
      tables: [
        {
          name: "Samples of each class",
          columns: ["Class", "Samples", "Shown"],
          rows: rows.map(({ label, images }, i) => [
            label,
            counts[i],
            i < shown.length ? Math.min(columns, images.length) : 0,
          ]),
        },
      ],
    },
    chartTitle(
      title,
      CHART_WIDTH,
      (shown.length < rows.length ? `${formatCount(shown.length)} of ` : "") +
        `${formatCount(rows.length)} classes, ${formatCount(total)} samples; beneath each name, those of the class`,
    ),
    imageSheet(grid, places, "ink", corner),
    imageFrames(
      grid,
      places.map((image, place) =>
        image === undefined ? undefined : shown[Math.floor(place / columns)].label,
      ),
      corner,
    ),
    ...labels.map((label, row) => rowLabel(label, counts[row], TOP + middle(grid, row))),
  );
}

function layOutRows(imageShape: ImageShape, columns: number, rowCount: number, width: number): ImageGrid {
  const [height, across] = imageShape;
  const room = Math.min(LARGEST_SIDE, (width + GAP) / columns - GAP);
  const fitting = Math.min(room / across, LARGEST_SIDE / height);
  // Halves too: whole on a dense screen and in the PNG.
  const scale = fitting >= 1 ? Math.floor(2 * fitting) / 2 : fitting;
  const scaleDown = stripScale(imageShape, scale);
  const pitch = Math.min((width + GAP) / columns, across * scale + WIDEST_GAP);
  return {
    imageShape,
    columns,
    rows: rowCount,
    scale: [scale, scaleDown],
    step: [
      Math.max(across, Math.floor(pitch / scale)),
      Math.ceil(Math.max(height * scaleDown + GAP, ROW_HEIGHT) / scaleDown),
    ],
  };
}

/** Of a row's images, in pixels from the grid's upper end. */
function middle(grid: ImageGrid, row: number): number {
  return imageCorner(grid, row * grid.columns).y + imageSize(grid).height / 2;
}

function rowLabel(label: string, count: number, y: number): string {
  return (
    text(label, { x: MARGIN, y: y - 2, "font-size": HEADING_SIZE, "font-weight": "bold", fill: INK }) +
    text(formatCount(count), { x: MARGIN, y: y + 13, "font-size": TICK_SIZE, fill: SOFT_INK })
  );
}

function checkRows(rows: readonly SampleRow[], imageShape: ImageShape, counts: readonly number[]): void {
  checkImageShape("Samples chart", imageShape);
  if (rows.length === 0) throw new RangeError("Samples chart: expected one row or more, got none.");
  if (counts.length !== rows.length) {
    throw new RangeError(
      `Samples chart: expected ${rows.length} counts, one for each row, got ${counts.length}.`,
    );
  }
  rows.forEach(({ label, images }, row) => {
    checkCount(`Samples chart, count of "${label}"`, counts[row]);
    for (const image of images) checkPixels(`Samples chart, an image of "${label}"`, image, imageShape);
  });
}
