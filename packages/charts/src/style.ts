/**
 * Ten line colours on white: any two differ by 24 or more (CIE76) in normal vision and under full protanopia,
 * deuteranopia and tritanopia as Machado, Oliveira & Fernandes (2009) simulate them, and each has a contrast
 * of 2.1 or more with the ground. Found by a search that starts near Paul Tol's "muted" scheme; in an order
 * that keeps neighbours far apart in lightness too, for print without colour.
 */
export const LINE_COLOURS: readonly string[] = [
  "#5784f4",
  "#8c1b17",
  "#34c7a3",
  "#1a132b",
  "#d8ae00",
  "#9e41a2",
  "#0f605c",
  "#cc6b58",
  "#451fb1",
  "#8e7f00",
];

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
export const TRAINING_COLOUR = "#2b6cb0";
export const VALIDATION_COLOUR = "#c2410c";

export const INK = "#1f2328";
export const SOFT_INK = "#59616b";
export const FAINT_INK = "#a4abb3";
export const RULE = "#e4e7ea";

export const TITLE_SIZE = 17;
export const HEADING_SIZE = 13;
export const LABEL_SIZE = 12;
export const TICK_SIZE = 11;

/** White space around every picture. */
export const MARGIN = 28;
