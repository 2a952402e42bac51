import { AXIS_SPACE, type Panel } from "./axis.ts";
import { END_LABEL_GAP } from "./end-labels.ts";
import { MARGIN } from "./style.ts";

const WIDTH = 330;
const GAP = 28;

/**
 * Two panels side by side, for accuracy and loss, each with names right of it; and the picture they need.
 * Sizes in pixels.
 */
export function panelPair({
  top,
  height,
  labelWidth,
}: {
  readonly top: number;
  readonly height: number;
  readonly labelWidth: number;
}): {
  readonly panels: readonly [Panel, Panel];
  readonly width: number;
  readonly height: number;
} {
  const first = { left: MARGIN + AXIS_SPACE.left, top, width: WIDTH, height };
  const beside = WIDTH + END_LABEL_GAP + labelWidth;
  const second = { ...first, left: first.left + beside + GAP + AXIS_SPACE.left };
  return {
    panels: [first, second],
    width: second.left + beside + MARGIN,
    height: top + height + AXIS_SPACE.bottom + MARGIN,
  };
}
