import { formatShare } from "../draw/format-share.ts";
import { SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, text } from "../draw/svg.ts";
import { type ColourRole, mix } from "../draw/theme.ts";

/** Colours of the shares between the least and the largest. */
export interface Colour {
  /** The least share and the largest, which have the first and the last role. */
  readonly domain: readonly [number, number];
  /** Evenly spread over the domain, two or more. */
  readonly roles: readonly ColourRole[];
}

const NAME_WIDTH = 258;
const STEPS = 24;
const STEP_WIDTH = 5;
export const COLOUR_KEY_WIDTH = NAME_WIDTH + STEPS * STEP_WIDTH + 60;

/** A strip of the scale's colours between its least and largest share. */
export function colourKey(name: string, colour: Colour, left: number, top: number): string {
  const [from, to] = colour.domain;
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

/** The colour of a share; one outside the domain has that of the nearer end. */
export function colourAt({ domain: [from, to], roles }: Colour, share: number): string {
  const steps = roles.length - 1;
  const place = to > from ? Math.min(1, Math.max(0, (share - from) / (to - from))) * steps : 0;
  const step = Math.min(steps - 1, Math.floor(place));
  return mix(roles[step], roles[step + 1], place - step);
}
