import { type ColourRole, colour } from "./theme.ts";

/** Colours of lines that have no other meaning; `theme.ts` says what is asked of them. */
export const LINE_COLOURS: readonly string[] = Array.from({ length: 10 }, (_, i) =>
  colour(`line-${i}` as ColourRole),
);

/** The second channel: every other line is dashed, and each further ten have other dashes. */
const DASHES: readonly (readonly [string | undefined, string | undefined])[] = [
  [undefined, "7 2.5"],
  ["1.5 2.5", "4 2"],
  ["9 2 1.5 2", "3 1.5 1 1.5"],
];

export interface LineStyle {
  readonly stroke: string;
  readonly "stroke-dasharray": string | undefined;
}

/** The look of line `index`; the same class has the same look in every chart. */
export function lineStyle(index: number): LineStyle {
  const round = DASHES[Math.floor(index / LINE_COLOURS.length) % DASHES.length];
  return { stroke: LINE_COLOURS[index % LINE_COLOURS.length], "stroke-dasharray": round[index % 2] };
}

/** Of lines that are training or validation in every chart. */
export const TRAINING_COLOUR = colour("training");
export const VALIDATION_COLOUR = colour("validation");
/** The second channel of validation, where it is not a band. */
export const VALIDATION_DASHES = "6 2.5";

export const PAPER = colour("paper");
export const INK = colour("ink");
export const SOFT_INK = colour("soft-ink");
export const FAINT_INK = colour("faint-ink");
export const RULE = colour("rule");

export const TITLE_SIZE = 17;
export const HEADING_SIZE = 13;
export const LABEL_SIZE = 12;
export const TICK_SIZE = 11;

/** Of every picture that need not be wider: its words can be read where it is shown 600 pixels wide. */
export const CHART_WIDTH = 640;
/** White space around every picture. */
export const MARGIN = 20;
/** Down to the end of a title, and of a line of small print beneath it. */
export const TITLE_BOTTOM = MARGIN + 22;
export const SUBTITLE_BOTTOM = MARGIN + 40;
