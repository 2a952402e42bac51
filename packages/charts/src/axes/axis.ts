import { INK, LABEL_SIZE, MARGIN, RULE, SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, line, text } from "../draw/svg.ts";
import { textWidth } from "../draw/text-width.ts";

/** The rectangle, in pixels, in which data are drawn. */
export interface Panel {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Axis {
  readonly panel: Panel;
  readonly scale: (value: number) => number;
  readonly ticks: readonly number[];
  /** Along the x axis, "" leaves a tick without a label. */
  readonly format: (value: number) => string;
  /** The quantity and, in parentheses, its unit. */
  readonly name: string;
}

/** Space that the axes need around a panel. */
export const AXIS_SPACE = { left: 40, top: 26, bottom: 46 } as const;

/** Grid lines, tick labels beneath the panel, and the name at its right end. */
export function xAxis({ panel, scale, ticks, format, name }: Axis): string {
  const bottom = panel.top + panel.height;
  const labelled = ticks.filter((tick) => format(tick) !== "");
  return element(
    "g",
    { class: "x-axis" },
    ...ticks.map((tick) => line(scale(tick), panel.top, scale(tick), bottom, { stroke: RULE })),
    ...labelled.map((tick) =>
      text(format(tick), {
        x: labelCentre(format(tick), scale(tick), panel),
        y: bottom + 18,
        "text-anchor": "middle",
        "font-size": TICK_SIZE,
        fill: SOFT_INK,
      }),
    ),
    text(`${name} →`, {
      x: panel.left + panel.width,
      y: bottom + 40,
      "text-anchor": "end",
      "font-size": LABEL_SIZE,
      fill: INK,
    }),
  );
}

/** Where a label beneath the panel has its middle, at its tick or so far aside that it stays within the picture. */
export function labelCentre(label: string, at: number, { left, width }: Panel): number {
  const room = MARGIN - 4 - textWidth(label, TICK_SIZE) / 2;
  return Math.max(left - room, Math.min(at, left + width + room));
}

/** Grid lines, tick labels left of the panel, and the name above it, level, so that it reads at ease. */
export function yAxis({ panel, scale, ticks, format, name }: Axis): string {
  return element(
    "g",
    { class: "y-axis" },
    yRules({ panel, scale, ticks }),
    ...ticks.map((tick) =>
      text(format(tick), {
        x: panel.left - 8,
        y: scale(tick) + TICK_SIZE * 0.36,
        "text-anchor": "end",
        "font-size": TICK_SIZE,
        fill: SOFT_INK,
      }),
    ),
    text(`↑ ${name}`, {
      x: panel.left - AXIS_SPACE.left,
      y: panel.top - 14,
      "font-size": LABEL_SIZE,
      fill: INK,
    }),
  );
}

/** Grid lines alone, for a panel that shares the y axis of its neighbour. */
export function yRules({ panel, scale, ticks }: Pick<Axis, "panel" | "scale" | "ticks">): string {
  const right = panel.left + panel.width;
  return ticks.map((tick) => line(panel.left, scale(tick), right, scale(tick), { stroke: RULE })).join("");
}
