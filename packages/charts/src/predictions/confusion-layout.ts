import { max, min } from "d3-array";
import { formatCount } from "../draw/format-count.ts";
import { formatShare } from "../draw/format-share.ts";
import { CHART_WIDTH, LABEL_SIZE, MARGIN, SUBTITLE_BOTTOM } from "../draw/style.ts";
import { fitText, textWidth } from "../draw/text-width.ts";
import type { Colour } from "./colour-key.ts";

/** Places and sizes of a confusion matrix in pixels, and its scales. */
export interface ConfusionLayout {
  readonly left: number;
  readonly top: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Names of the classes, as far as there is room for them, and the widest's width. */
  readonly labels: readonly string[];
  readonly labelWidth: number;
  /** Column labels stand upright, because a cell is too narrow for them. */
  readonly turned: boolean;
  /** So many cells that those without samples stay empty. */
  readonly crowded: boolean;
  readonly countSize: number;
  readonly hit: Colour;
  readonly mistake: Colour;
}

export const SHARE_SIZE = 10;
export const ROW_NAME = "Actual ↓";
export const TOTAL_NAME = "samples";
/** Between the matrix and the words beside it. */
export const SIDE_GAP = 10;
const LONGEST_LABEL = 130;
const LARGEST_CELL = 90;
const MOST_ROOMY = 16;
// Hits and mistakes have a scale each: on one scale 1 % of mistakes would vanish beside 98 % of hits.
const HIT_COLOURS = ["hit-low", "hit-high"] as const;
const MISTAKE_COLOURS = ["mistake-low", "mistake-middle", "mistake-high"] as const;

/** As large as the picture's usual width allows; wider where counts and shares would not fit their cells. */
export function layOutConfusion(
  classes: readonly string[],
  counts: readonly (readonly number[])[],
  shares: readonly (readonly number[])[],
  totals: readonly number[],
): ConfusionLayout {
  const size = classes.length;
  const labels = classes.map((label) => fitText(label, LABEL_SIZE, LONGEST_LABEL));
  const labelWidth = max(labels, (label) => textWidth(label, LABEL_SIZE)) ?? 0;
  const crowded = size > MOST_ROOMY;
  const countSize = crowded ? SHARE_SIZE : 12;
  const widest = Math.max(
    max(counts.flat(), (count) => textWidth(formatCount(count), countSize)) ?? 0,
    max(shares.flat(), (share) => textWidth(formatShare(share), SHARE_SIZE)) ?? 0,
  );
  const left = MARGIN + Math.max(labelWidth, textWidth(ROW_NAME, LABEL_SIZE)) + SIDE_GAP;
  const right = SIDE_GAP + totalWidth(totals) + MARGIN;
  const room = Math.floor((CHART_WIDTH - left - right) / size);
  const cellWidth = Math.max(widest + 6, Math.min(LARGEST_CELL, room));
  const turned = labelWidth > cellWidth - 8;

  const hits = shares.map((row, i) => row[i]).filter((_, i) => totals[i] > 0);
  const mistakes = shares.flatMap((row, actual) => row.filter((_, predicted) => predicted !== actual));
  return {
    left,
    top: SUBTITLE_BOTTOM + 34 + (turned ? labelWidth + 10 : 22),
    cellWidth,
    cellHeight: Math.min(46, Math.max(31, 48 - size)),
    labels,
    labelWidth,
    turned,
    crowded,
    countSize,
    hit: { domain: [min(hits) ?? 0, max(hits) ?? 1], roles: HIT_COLOURS },
    mistake: { domain: [0, max(mistakes) ?? 0], roles: MISTAKE_COLOURS },
  };
}

export function totalWidth(totals: readonly number[]): number {
  return Math.max(
    textWidth(TOTAL_NAME, LABEL_SIZE),
    ...totals.map((total) => textWidth(formatCount(total), LABEL_SIZE)),
  );
}
