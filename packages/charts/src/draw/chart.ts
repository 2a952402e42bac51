import { element, escapeText, FONT_FAMILY, formatNumber } from "./svg.ts";
import { colour } from "./theme.ts";

/** Numbers as a picture shows them, for whoever would rather read, or compute with them. */
export interface Table {
  readonly name: string;
  /** Each with its unit, where it has one. */
  readonly columns: readonly string[];
  /** [rows][columns]; null is what there is no number for. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Where a panel's numbers lie in a picture, for whoever marks a point on it. */
export interface PlotPanel {
  /** In pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** The numbers at its left and right, and at its bottom and top; between them they are evenly spread. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** A picture, with all that it says in words and numbers. */
export interface Chart {
  /** A document whose text is text and whose colours are names: `paint` or `themeStyles` says how they look. */
  readonly svg: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What the picture shows, for those who cannot see it. */
  readonly description: string;
  /** The numbers that are drawn, the most important table first. */
  readonly tables: readonly Table[];
  /** The panels of curves, where a picture has any that a point can be marked on. */
  readonly panels?: readonly PlotPanel[];
}

/** A whole SVG document, with its text alternative, on a ground of its own. */
export function chart(
  { width, height, title, description, tables, panels }: Omit<Chart, "svg">,
  ...children: readonly string[]
): Chart {
  const svg = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${formatNumber(width)} ${formatNumber(height)}`,
      role: "img",
      "font-family": FONT_FAMILY,
    },
    element("title", {}, escapeText(title)),
    element("desc", {}, escapeText(description)),
    element("rect", { width, height, fill: colour("paper") }),
    ...children,
  );
  return { svg, width, height, title, description, tables, ...(panels && { panels }) };
}
