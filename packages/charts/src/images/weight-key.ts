import { formatShare } from "../draw/format-share.ts";
import { SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, text } from "../draw/svg.ts";
import { colour } from "../draw/theme.ts";
import type { WeightScale } from "./weight-scale.ts";

const WIDTH = 186;
export const WEIGHT_KEY_HEIGHT = 32;

/** A strip of all colours that there are, from -limit over 0 to limit, with its numbers beneath. */
export function weightKey({ limit, beyond, levels }: WeightScale, left: number, top: number): string {
  const font = { "font-size": TICK_SIZE, fill: SOFT_INK };
  const beside = { ...font, x: left + WIDTH + 24 };
  if (limit === 0) return text("All weights are 0", { ...font, x: left, y: top + 10 });
  const stepWidth = WIDTH / (2 * levels + 1);
  const steps = Array.from({ length: 2 * levels + 1 }, (_, i) =>
    element("rect", {
      x: left + i * stepWidth,
      y: top,
      width: stepWidth,
      height: 12,
      fill: colour(i < levels ? "negative" : "positive"),
      "fill-opacity": Math.abs(i - levels) / levels,
    }),
  );
  const [atMost, atLeast] = beyond > 0 ? ["≤ ", "≥ "] : ["", ""];
  const beneath = { ...font, y: top + 28 };
  return (
    element("g", { class: "key", "shape-rendering": "crispEdges" }, ...steps) +
    text(`${atMost}${formatWeight(-limit)}`, { ...beneath, x: left }) +
    text("0", { ...beneath, x: left + WIDTH / 2, "text-anchor": "middle" }) +
    text(`${atLeast}${formatWeight(limit)}`, { ...beneath, x: left + WIDTH, "text-anchor": "end" }) +
    text("Weight, the same scale for all units", { ...beside, y: top + 10 }) +
    (beyond === 0
      ? ""
      : text(`${formatShare(beyond)} of the weights lie beyond its ends`, { ...beside, y: top + 28 }))
  );
}

/** Two digits that count, with a minus sign as wide as a plus. */
export function formatWeight(weight: number): string {
  return String(Number(weight.toPrecision(2)) + 0).replaceAll("-", "−");
}
