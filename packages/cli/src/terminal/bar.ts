export type BarStyle = "blocks" | "ascii";

/** From an eighth of a character to seven. */
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar that fills a share of `width` characters, with blanks up to there; what is not 0 is seen. */
export function bar(share: number, width: number, style: BarStyle): string {
  const parts = style === "blocks" ? 8 : 1;
  const filled = Math.max(share > 0 ? 1 : 0, Math.round(share * width * parts));
  const full = (style === "blocks" ? "█" : "#").repeat(Math.floor(filled / parts));
  return (full + EIGHTHS[filled % parts]).padEnd(width);
}
