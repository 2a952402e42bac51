import { grouped } from "./numbers.ts";
import { paint } from "./paint.ts";
import type { Screen } from "./screen.ts";

export interface UnitsOfLayer {
  readonly z: ArrayLike<number>;
  readonly a: ArrayLike<number>;
  /** w·a of each unit to a unit of the layer above */
  readonly contributions: ArrayLike<number>;
  /** what that unit is called */
  readonly to: string;
}

/** Layers of so many units are shown whole; of larger ones those that say most. */
const MOST_WHOLE = 24;
const MOST_OF_MANY = 16;
const MOST_BAR = 20;
const POSITIVE = "#4a90d9";
const NEGATIVE = "#e07b39";

/** Units in the order of how much they say, the most first. */
export function strongestUnits(contributions: ArrayLike<number>): number[] {
  const sizes = Array.from(contributions, Math.abs);
  return [...sizes.keys()].sort((a, b) => sizes[b] - sizes[a]);
}

/** A line a unit: z, a, and what it says for (+) or against (-) a unit of the layer above. */
export function unitLines({ z, a, contributions, to }: UnitsOfLayer, screen: Screen): string[] {
  const many = z.length > MOST_WHOLE;
  const strongest = strongestUnits(contributions);
  const shown = many ? strongest.slice(0, MOST_OF_MANY) : [...strongest].sort((x, y) => x - y);
  const largest = Math.abs(contributions[strongest[0]]) || 1;
  const row = (cells: readonly string[]) =>
    `  ${cells.map((text, at) => text.padStart(WIDTHS[at])).join("")}`;
  const lines = shown.map((unit) => {
    const part = contributions[unit];
    const line = row([String(unit), z[unit].toFixed(3), a[unit].toFixed(4), signed(part)]);
    const room = Math.min(MOST_BAR, screen.columns - line.length - 2);
    const bar = (part < 0 ? "-" : "+").repeat(Math.max(0, Math.round((Math.abs(part) / largest) * room)));
    return `${line}  ${paint(bar, { ink: part < 0 ? NEGATIVE : POSITIVE }, screen.colors)}`.trimEnd();
  });
  const rest = strongest.slice(shown.length).reduce((sum, unit) => sum + contributions[unit], 0);
  return [
    `${row(["unit", "z", "a", screen.unicode ? "w\u00b7a" : "w*a"])}  to ${to}`,
    ...lines,
    ...(many ? [`  ... and ${grouped(z.length - shown.length)} more, together ${signed(rest)}`] : []),
  ];
}

const WIDTHS = [4, 10, 9, 9];

/** +0.123 or -0.123 */
export function signed(value: number): string {
  const text = value.toFixed(3);
  return text === "-0.000" ? "+0.000" : `${value < 0 ? "" : "+"}${text}`;
}
