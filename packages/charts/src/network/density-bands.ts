import { SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, formatNumber, text } from "../draw/svg.ts";
import { mix } from "../draw/theme.ts";

/** Least shares of the bands, each about three times the one before: the eye judges ratios. */
const BANDS: readonly number[] = [0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3];
const KEY_CELL = 36;

/** The part of a picture that a cell fills, in pixels. */
export interface Column {
  readonly left: number;
  readonly right: number;
  /** Share of the values in each cell, from the lowest up [cells]. */
  readonly shares: Float64Array;
}

/**
 * Columns of cells, darker where more of the values are; a cell without values stays as the ground is. A band is one
 * path over the band below, which is larger: short, and without seams.
 */
export function densityBands(
  columns: readonly Column[],
  { top, height }: { readonly top: number; readonly height: number },
): string {
  const bands = BANDS.map((least, band) => {
    const d = stretches(columns, least)
      .map(({ left, right, from, to, cells }) => {
        const [y, bottom] = [to, from].map((cell) => top + height * (1 - cell / cells));
        const width = formatNumber(right - left);
        return `M${formatNumber(left)},${formatNumber(y)}h${width}v${formatNumber(bottom - y)}h-${width}z`;
      })
      .join("");
    return d === "" ? "" : element("path", { class: "band", d, fill: bandColour(band) });
  });
  return element("g", { "shape-rendering": "crispEdges" }, ...bands);
}

/** A rectangle of cells [from, to) in one column or in several that are alike there. */
interface Stretch {
  readonly left: number;
  right: number;
  readonly from: number;
  readonly to: number;
  readonly cells: number;
}

function stretches(columns: readonly Column[], least: number): Stretch[] {
  const all: Stretch[] = [];
  for (const { left, right, shares } of columns) {
    for (const [from, to] of runsAbove(shares, least)) {
      const before = all.find((other) => other.right === left && other.from === from && other.to === to);
      if (before === undefined) all.push({ left, right, from, to, cells: shares.length });
      else before.right = right;
    }
  }
  return all;
}

/** Stretches [from, to) of cells whose share is above. */
function runsAbove(shares: Float64Array, least: number): [number, number][] {
  const runs: [number, number][] = [];
  shares.forEach((share, cell) => {
    // A trillionth of a cell is what is left of a rounding, not of a value.
    if (!(share > Math.max(least, 1e-12))) return;
    const last = runs[runs.length - 1];
    if (last?.[1] === cell) last[1] = cell + 1;
    else runs.push([cell, cell + 1]);
  });
  return runs;
}

/** The bands' colours side by side with the shares between them. */
export function densityKey(name: string, left: number, top: number, nameWidth: number): string {
  const font = { "font-size": TICK_SIZE, fill: SOFT_INK };
  const at = (band: number) => left + nameWidth + band * KEY_CELL;
  return element(
    "g",
    { class: "key" },
    text(name, { x: left, y: top + 10, ...font }),
    ...BANDS.map((_, band) =>
      element("rect", { x: at(band), y: top, width: KEY_CELL, height: 12, fill: bandColour(band) }),
    ),
    ...[...BANDS, 1].map((share, i) =>
      text(`${Number((share * 100).toFixed(1))}%`, {
        x: at(i),
        y: top + 26,
        "text-anchor": "middle",
        ...font,
      }),
    ),
  );
}

function bandColour(band: number): string {
  return mix("paper", "fill-strong", (band + 1) / BANDS.length);
}
