import { HEADING_SIZE, INK } from "../draw/style.ts";
import { text } from "../draw/svg.ts";
import { fitText } from "../draw/text-width.ts";
import { AXIS_SPACE, type Panel } from "./axis.ts";

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
