import { CHART_WIDTH, MARGIN } from "../draw/style.ts";
import { AXIS_SPACE, type Panel } from "./axis.ts";

const GAP = 24;
const WIDTH = (CHART_WIDTH - 2 * MARGIN - GAP) / 2 - AXIS_SPACE.left;

/** Two panels side by side, each with its y axis left of it, that fill a picture's width. Sizes in pixels. */
export function panelPair(top: number, height: number): readonly [Panel, Panel] {
  const first = { left: MARGIN + AXIS_SPACE.left, top, width: WIDTH, height };
  return [first, { ...first, left: first.left + WIDTH + GAP + AXIS_SPACE.left }];
}
