import { INK, LABEL_SIZE, MARGIN, SOFT_INK, TITLE_SIZE } from "./style.ts";
import { text } from "./svg.ts";
import { fitText } from "./text-width.ts";

/** The title in a picture's upper left corner, cut where the picture ends, and a line of small print beneath. */
export function chartTitle(title: string, width: number, subtitle?: string): string {
  const room = width - 2 * MARGIN;
  const font = { "font-size": TITLE_SIZE, "font-weight": "bold", fill: INK };
  const fitted = text(fitText(title, TITLE_SIZE, room, "bold"), { x: MARGIN, y: MARGIN + 14, ...font });
  if (subtitle === undefined) return fitted;
  const small = { "font-size": LABEL_SIZE, fill: SOFT_INK };
  return fitted + text(fitText(subtitle, LABEL_SIZE, room), { x: MARGIN, y: MARGIN + 34, ...small });
}
