import { scaleLinear } from "d3-scale";
import type { Axis, Panel } from "./axis.ts";
import { TICK_SIZE } from "./style.ts";
import { textWidth } from "./text-width.ts";

/** Free space between two tick labels, in pixels. */
const LABEL_GAP = 8;

export interface EpochAxis extends Omit<Axis, "panel"> {
  /** Where the rule of the kept epoch stands, in pixels. */
  readonly keptAt: number | undefined;
}

/**
 * Whole epochs only, the first among them when there is room, and the kept one always, named so.
 * @param ends  the first epoch and the last, whole numbers.
 * @param kept  between them.
 */
export function epochAxis([first, last]: readonly [number, number], panel: Panel, kept?: number): EpochAxis {
  const domain = first === last ? [first - 1, last + 1] : [first, last];
  const scale = scaleLinear(domain, [panel.left, panel.left + panel.width]);
  const write = (epoch: number) => (epoch === kept ? `kept: ${epoch}` : String(epoch));
  const crowds = (a: number, b: number) => {
    const widths = textWidth(write(a), TICK_SIZE) + textWidth(write(b), TICK_SIZE);
    return Math.abs(scale(a) - scale(b)) < widths / 2 + LABEL_GAP;
  };
  const ticks = first === last ? [first] : scale.ticks(6).filter(Number.isInteger);
  if (!ticks.some((tick) => crowds(tick, first))) ticks.unshift(first);
  if (kept !== undefined && !ticks.includes(kept)) ticks.push(kept);
  // Its neighbours' labels yield to the kept epoch's; their rules stay.
  const yields = (tick: number) => kept !== undefined && tick !== kept && crowds(tick, kept);
  return {
    scale,
    ticks,
    format: (tick) => (yields(tick) ? "" : write(tick)),
    name: "Epoch",
    keptAt: kept === undefined ? undefined : scale(kept),
  };
}
