import { INK, LABEL_SIZE, PAPER, SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, line, text } from "../draw/svg.ts";
import { colour } from "../draw/theme.ts";

export const PERFECT = { stroke: SOFT_INK, "stroke-dasharray": "5 4" } as const;
export const GAP_LOOK = { stroke: colour("mistake-high"), "stroke-width": 5 } as const;
/** The accuracy of fewer is a guess: its 95 % interval is 0.3 wide or more where half are right. */
export const FEW_SAMPLES = 30;

const SWATCH = 22;

/** A bin's dot: hollow for one of few samples. */
export function reliabilityMark(cx: number, cy: number, count: number): string {
  const fill = count < FEW_SAMPLES ? PAPER : colour("fill-strong");
  const look = { r: 4, fill, stroke: colour("fill-strong"), "stroke-width": 1.6 };
  return element("circle", { class: "bin", cx, cy, ...look });
}

/** What the marks of a reliability diagram mean, one beneath the other; 150 pixels wide. */
export function reliabilityKey(left: number, top: number): string {
  const middle = left + SWATCH / 2;
  const rows: readonly (readonly [(y: number) => string, ...string[]])[] = [
    [(y) => line(left, y, left + SWATCH, y, PERFECT), "perfect calibration"],
    [(y) => reliabilityMark(middle, y, FEW_SAMPLES), "accuracy of a bin"],
    [(y) => reliabilityMark(middle, y, 0), "the same", `of under ${FEW_SAMPLES} samples`],
    [(y) => line(middle, y - 9, middle, y + 9, GAP_LOOK), "gap", "below: too sure", "above: too unsure"],
  ];
  let y = top + 6;
  let svg = "";
  for (const [mark, name, ...notes] of rows) {
    const x = left + SWATCH + 10;
    svg += mark(y) + text(name, { x, y: y + 4, "font-size": LABEL_SIZE, fill: INK });
    notes.forEach((note, i) => {
      svg += text(note, { x, y: y + 20 + i * 15, "font-size": TICK_SIZE, fill: SOFT_INK });
    });
    y += 28 + notes.length * 15;
  }
  return element("g", { class: "key" }, svg);
}
