import type { Screen } from "./screen.ts";

type Colors = Screen["colors"];

export interface Look {
  /** #rrggbb, of the characters and of what is behind them; a terminal of 16 colours keeps its own */
  readonly ink?: string | undefined;
  readonly ground?: string | undefined;
  readonly bold?: boolean;
  readonly faint?: boolean;
}

/** A text in a terminal's colours, or as it is where there are none. */
export function paint(text: string, { ink, ground, bold, faint }: Look, colors: Colors): string {
  if (colors === "none") return text;
  const rich = colors !== "basic";
  const codes = [
    ...(bold ? ["1"] : []),
    ...(faint ? ["2"] : []),
    ...(rich && ink ? [`38;${colorCode(ink, colors)}`] : []),
    ...(rich && ground ? [`48;${colorCode(ground, colors)}`] : []),
  ];
  return codes.length === 0 ? text : `\u001b[${codes.join(";")}m${text}\u001b[0m`;
}

/** #rrggbb as a terminal names it: in 24 bits, or the nearest of the 6 x 6 x 6 cube that begins at 16. */
export function colorCode(hex: string, colors: Colors): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  if (colors === "truecolor") return `2;${channels.join(";")}`;
  // xterm's levels of a channel: 0, 95, 135, 175, 215, 255
  const [r, g, b] = channels.map((value) => (value < 48 ? 0 : Math.max(1, Math.round((value - 55) / 40))));
  return `5;${16 + 36 * r + 6 * g + b}`;
}

/** The colour a share of the way from one to another, both #rrggbb. */
export function mixColors(from: string, to: string, share: number): string {
  const channel = (at: number) => {
    const [a, b] = [from, to].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
