import type { ScaleLinear } from "d3-scale";
import { SOFT_INK, TICK_SIZE } from "./style.ts";
import { element, text } from "./svg.ts";

/** Colours of the shares between the least and the largest. */
export type Colour = ScaleLinear<string, string>;

const NAME_WIDTH = 258;
const STEPS = 24;
const STEP_WIDTH = 5;
export const COLOUR_KEY_WIDTH = NAME_WIDTH + STEPS * STEP_WIDTH + 60;

/** A strip of the scale's colours between its least and largest share. */
export function colourKey(name: string, colour: Colour, left: number, top: number): string {
  const domain = colour.domain();
  const [from, to] = [domain[0], domain[domain.length - 1]];
  const strip = left + NAME_WIDTH;
  const font = { y: top + 10, "font-size": TICK_SIZE, fill: SOFT_INK };
  const steps = Array.from({ length: STEPS }, (_, i) =>
    element("rect", {
      x: strip + i * STEP_WIDTH,
      y: top,
      width: STEP_WIDTH,
      height: 12,
      fill: colourAt(colour, from + ((to - from) * (i + 0.5)) / STEPS),
    }),
  );
  return (
    text(name, { x: left, ...font }) +
    text(formatShare(from), { x: strip - 8, "text-anchor": "end", ...font }) +
    element("g", { "shape-rendering": "crispEdges" }, ...steps) +
    text(formatShare(to), { x: strip + STEPS * STEP_WIDTH + 8, ...font })
  );
}

/** d3 writes rgb(r, g, b); six digits are shorter and every reader of SVG knows them. */
export function colourAt(colour: Colour, share: number): string {
  const channels = colour(share).match(/\d+/g) ?? [];
  return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, "0")).join("")}`;
}

/** One decimal, but never a 0 or a 100 that is not exact. */
export function formatShare(share: number): string {
  if (share === 0 || share === 1) return `${share * 100}%`;
  if (share < 0.0005) return "<0.1%";
  if (share >= 0.9995) return ">99.9%";
  return `${(share * 100).toFixed(1)}%`;
}
