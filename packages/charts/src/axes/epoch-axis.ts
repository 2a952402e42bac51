import { scaleLinear } from "d3-scale";
import { TICK_SIZE } from "../draw/style.ts";
import { textWidth } from "../draw/text-width.ts";
import { type Axis, labelCentre, type Panel } from "./axis.ts";

/** Free space between two tick labels, in pixels. */
const LABEL_GAP = 8;
/** Free width for each tick, in pixels. */
const TICK_WIDTH = 44;

/** Whole epochs only, the first among them when there is room. @param ends  the first and the last, whole numbers. */
export function epochAxis([first, last]: readonly [number, number], panel: Panel): Omit<Axis, "panel"> {
  const domain = first === last ? [first - 1, last + 1] : [first, last];
  const scale = scaleLinear(domain, [panel.left, panel.left + panel.width]);
  const count = Math.min(6, Math.floor(panel.width / TICK_WIDTH));
  const ticks = first === last ? [first] : scale.ticks(count).filter(Number.isInteger);
  const format = String;
  if (!ticks.some((tick) => touch({ scale, format }, panel, tick, first))) ticks.unshift(first);
  return { scale, ticks, format, name: "Epoch" };
}

/** The axis with one more tick, of a name of its own. Neighbours whose labels would touch it lose theirs. */
export function nameTick<Named extends Pick<Axis, "scale" | "ticks" | "format">>(
  axis: Named,
  panel: Panel,
  tick: number,
  name: string,
): Named {
  const named = { ...axis, format: (value: number) => (value === tick ? name : axis.format(value)) };
  const yields = (value: number) => value !== tick && touch(named, panel, value, tick);
  return {
    ...named,
    ticks: axis.ticks.includes(tick) ? axis.ticks : [...axis.ticks, tick],
    format: (value: number) => (yields(value) ? "" : named.format(value)),
  };
}

/** Whether the labels of two ticks would. */
function touch(
  { scale, format }: Pick<Axis, "scale" | "format">,
  panel: Panel,
  a: number,
  b: number,
): boolean {
  const [labelA, labelB] = [format(a), format(b)];
  const apart = Math.abs(labelCentre(labelA, scale(a), panel) - labelCentre(labelB, scale(b), panel));
  return apart < (textWidth(labelA, TICK_SIZE) + textWidth(labelB, TICK_SIZE)) / 2 + LABEL_GAP;
}
