import type { DataCard, SplitCard } from "percept";
import { type BarStyle, bar } from "./bar.ts";
import { shapeInWords } from "./dataset-words.ts";
import { alignColumns } from "./metrics-table.ts";
import { grouped, percent } from "./numbers.ts";

export interface DataCardLayout {
  readonly bars: BarStyle | "none";
  /** in characters */
  readonly width: number;
}

/** A bar longer than this says no more, and a shorter one little. */
const WIDEST_BAR = 20;
const NARROWEST_BAR = 4;

interface NamedSplit {
  readonly name: string;
  readonly split: SplitCard;
}

/** What `percept data card` shows: figures, classes and files, a column a split. */
export function dataCardText(card: DataCard, layout: DataCardLayout): string {
  const splits: NamedSplit[] = [
    { name: "training", split: card.train },
    ...(card.validation ? [{ name: "validation", split: card.validation }] : []),
    ...(card.test ? [{ name: "test", split: card.test }] : []),
  ];
  return [
    shapeInWords(card),
    figures(splits, card.imageShape[0] > 1 ? "pixels" : "features"),
    ...(card.imageShape[0] > 1 ? ["Pixels are taken as fractions: 255 is 1."] : []),
    "",
    ...(card.classes.length > 0 ? [classTable(card.classes, splits, layout), ""] : []),
    "SHA-256 of the files (.gz unpacked):",
    ...fileLines(card.sources, layout.width),
  ].join("\n");
}

function figures(splits: readonly NamedSplit[], features: "pixels" | "features"): string {
  const row = (title: string, of: (split: SplitCard) => string) => [
    title,
    ...splits.map(({ split }) => of(split)),
  ];
  return alignColumns([
    ["", ...splits.map(({ name }) => name)],
    row("samples", ({ samples }) => grouped(samples)),
    row("mean", ({ mean }) => mean.toFixed(4)),
    row("deviation", ({ standardDeviation }) => standardDeviation.toFixed(4)),
    row(`${features} at 0`, ({ zeroShare }) => percent(zeroShare)),
    row(`${features} always at 0`, ({ blankFeatures }) => grouped(blankFeatures.length)),
    ...(splits.some(({ split }) => split.missing > 0)
      ? [row("missing", ({ missing }) => grouped(missing))]
      : []),
  ]);
}

/** Each count with its share of the split's largest class as a bar, where there is room for that. */
function classTable(classes: readonly string[], splits: readonly NamedSplit[], layout: DataCardLayout) {
  const rowsWith = (barOf?: (share: number) => string) => [
    ["class", ...splits.flatMap(({ name }) => [name, ...(barOf ? [""] : [])])],
    ...classes.map((label, k) => [
      label,
      ...splits.flatMap(({ split: { classCounts } }) => [
        grouped(classCounts[k]),
        ...(barOf ? [barOf(classCounts[k] / Math.max(...classCounts))] : []),
      ]),
    ]),
  ];
  const plain = alignColumns(rowsWith());
  const { bars, width } = layout;
  if (bars === "none") return plain;
  const left = width - Math.max(...plain.split("\n").map((line) => line.length));
  const barWidth = Math.min(WIDEST_BAR, Math.floor(left / splits.length) - 2);
  return barWidth < NARROWEST_BAR ? plain : alignColumns(rowsWith((share) => bar(share, barWidth, bars)));
}

/** As sha256sum writes them, cut where they are too long for a line. */
function fileLines(sources: DataCard["sources"], width: number): string[] {
  const room = width - Math.max(...sources.map(({ name }) => name.length)) - 4;
  return sources.map(({ name, sha256 }) => {
    const digest = sha256.length <= room ? sha256 : `${sha256.slice(0, room < 19 ? 8 : 16)}...`;
    return `  ${digest}  ${name}`;
  });
}
