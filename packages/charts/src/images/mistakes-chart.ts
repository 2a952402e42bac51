import { type Chart, chart } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { checkCount } from "../draw/check-count.ts";
import { formatCount } from "../draw/format-count.ts";
import { formatShare } from "../draw/format-share.ts";
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
  layOutImages,
} from "./image-grid.ts";
import { imageFrames, imageSheet, PIXEL_BUDGET } from "./image-sheet.ts";
import { formatWeight } from "./weight-key.ts";

export interface Mistake {
  /** Of the sample in its set. */
  readonly index: number;
  /** What it is. */
  readonly label: string;
  /** What the network took it for. */
  readonly prediction: string;
  /** The score of the prediction: a fraction, or any number where the outputs are no shares. */
  readonly confidence: number;
  /** [rows * columns] bytes: 0 is paper, 255 is ink. */
  readonly image: Uint8Array;
}

export interface MistakesChartOptions {
  readonly title: string;
  /** The worst first. */
  readonly mistakes: readonly Mistake[];
  readonly imageShape: ImageShape;
  /** All mistakes that there are, `mistakes` among them. */
  readonly total: number;
}

const MOST_MISTAKES = 40;
const MOST_ROWS = 5;
const GAP = 8;
/** Of a caption. Wider ones leave room for fewer mistakes. */
const LEAST_WIDTH = 68;
const MOST_WIDTH = 114;
const INDEX_SIZE = 10;
const LEFT = MARGIN;
const TOP = MARGIN + 50;

/**
 * A gallery of misclassified samples, each with its label, what it was taken for, how surely, and its index.
 * @throws {RangeError} for an image that does not have the shape, or a number out of range.
 */
export function mistakesChart({ title, mistakes, imageShape, total }: MistakesChartOptions): Chart {
  checkMistakes(mistakes, imageShape, total);
  if (mistakes.length === 0) return noMistakes(title, total);
  const room = CHART_WIDTH - 2 * MARGIN;
  const style = captionStyle(mistakes.slice(0, MOST_MISTAKES));
  const fitting = MOST_ROWS * Math.floor((room + GAP) / (style.width + GAP));
  const budget = Math.max(1, Math.floor(PIXEL_BUDGET / (imageShape[0] * imageShape[1])));
  const shown = mistakes.slice(0, Math.min(MOST_MISTAKES, fitting, budget));
  const grid = layOutImages({
    imageShape,
    count: shown.length,
    width: room,
    height: 720,
    gap: GAP,
    captionWidth: style.width,
    captionHeight: style.height,
  });
  const corner = { left: LEFT, top: TOP };
  const counted = `${formatCount(shown.length)} of ${formatCount(total)} mistakes`;
  return chart(
    {
      width: CHART_WIDTH,
      height: TOP + gridHeight(grid) + MARGIN - 16,
      title,
      description: `${counted}, the worst first: ${shown.slice(0, 3).map(words).join("; ")}.`,
      tables: [
        {
          name: "Mistakes, the worst first",
          columns: ["Index", "Label", "Prediction", "Confidence"],
          rows: shown.map(({ index, label, prediction, confidence }) => [
            index,
            label,
            prediction,
            confidence,
          ]),
        },
      ],
    },
    chartTitle(title, CHART_WIDTH, `${counted}, worst first: label → prediction, its confidence, index`),
    imageSheet(
      grid,
      shown.map(({ image }) => image),
      "ink",
      corner,
    ),
    imageFrames(grid, shown.map(words), corner),
    ...shown.map((mistake, i) => caption(mistake, grid, i, style)),
  );
}

/** How label and prediction are written: on one line where those of all mistakes fit, else on two. */
interface CaptionStyle {
  readonly short: boolean;
  readonly width: number;
  readonly height: number;
}

function captionStyle(mistakes: readonly Mistake[]): CaptionStyle {
  const short = mistakes.every((mistake) => textWidth(arrow(mistake), HEADING_SIZE, "bold") <= LEAST_WIDTH);
  if (short) return { short, width: LEAST_WIDTH, height: 62 };
  const widths = mistakes.map(({ label, prediction }) =>
    Math.max(textWidth(label, TICK_SIZE), textWidth(`→ ${prediction}`, TICK_SIZE, "bold")),
  );
  return { short, width: Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, ...widths)), height: 78 };
}

function caption(mistake: Mistake, grid: ImageGrid, index: number, style: CaptionStyle): string {
  const { x, y } = imageCorner(grid, index);
  const { width, height } = imageSize(grid);
  const room = Math.max(width, style.width);
  const lines = style.short
    ? [{ words: arrow(mistake), size: HEADING_SIZE, bold: true }]
    : [
        { words: mistake.label, size: TICK_SIZE, bold: false },
        { words: `→ ${mistake.prediction}`, size: TICK_SIZE, bold: true },
      ];
  const rest = [
    { words: formatConfidence(mistake.confidence), size: TICK_SIZE, bold: false },
    { words: `index ${mistake.index}`, size: INDEX_SIZE, bold: false },
  ];
  return [...lines, ...rest]
    .map(({ words, size, bold }, i) =>
      text(fitText(words, size, room, bold ? "bold" : "normal"), {
        x: LEFT + x,
        y: TOP + y + height + 16 + i * 15,
        "font-size": size,
        "font-weight": bold ? "bold" : undefined,
        fill: i < lines.length ? INK : SOFT_INK,
      }),
    )
    .join("");
}

function arrow({ label, prediction }: Mistake): string {
  return `${label} → ${prediction}`;
}

function words({ index, label, prediction, confidence }: Mistake): string {
  return `sample ${index} is ${label}, taken for ${prediction} with a confidence of ${formatConfidence(confidence)}`;
}

/** A score outside [0, 1] is no share. */
function formatConfidence(confidence: number): string {
  return confidence >= 0 && confidence <= 1 ? formatShare(confidence) : formatWeight(confidence);
}

function noMistakes(title: string, total: number): Chart {
  const sentence =
    total === 0
      ? "There are no mistakes: every sample was classified as its label says."
      : `None of the ${formatCount(total)} mistakes is shown.`;
  const table = {
    name: "Mistakes, the worst first",
    columns: ["Index", "Label", "Prediction", "Confidence"],
    rows: [],
  };
  return chart(
    { width: CHART_WIDTH, height: TOP + MARGIN, title, description: sentence, tables: [table] },
    chartTitle(title, CHART_WIDTH),
    text(sentence, { x: LEFT, y: TOP, "font-size": HEADING_SIZE, fill: INK }),
  );
}

function checkMistakes(mistakes: readonly Mistake[], imageShape: ImageShape, total: number): void {
  checkImageShape("Mistakes chart", imageShape);
  checkCount("Mistakes chart, total", total, mistakes.length);
  for (const { index, image, confidence } of mistakes) {
    checkCount("Mistakes chart, index", index);
    checkPixels(`Mistakes chart, sample ${index}`, image, imageShape);
    if (!Number.isNaN(confidence)) continue;
    throw new RangeError(`Mistakes chart, sample ${index}: expected a number as confidence, got NaN.`);
  }
}
