import { AXIS_SPACE, type Panel } from "./axis.ts";
import { HEADING_SIZE, INK } from "./style.ts";
import { text } from "./svg.ts";
import { fitText } from "./text-width.ts";

/** Above the name of a panel's y axis, cut where the panel ends. */
export function panelHeading(content: string, { left, top, width }: Panel): string {
  const room = AXIS_SPACE.left + width;
  return text(fitText(content, HEADING_SIZE, room, "bold"), {
    x: left - AXIS_SPACE.left,
    y: top - 38,
    "font-size": HEADING_SIZE,
    "font-weight": "bold",
    fill: INK,
  });
}
