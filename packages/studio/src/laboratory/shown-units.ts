import type { Matrix } from "percept";

/** Circles of a layer in the diagram. */
const MOST = 24;
/** Of more units: so many first ones, dots, and the last ones. */
const FIRST = 20;
const LAST = 3;

/** The units of a layer that are drawn, from the top. */
export function shownUnits(units: number): number[] {
  if (units <= MOST) return Array.from({ length: units }, (_, unit) => unit);
  return [
    ...Array.from({ length: FIRST }, (_, unit) => unit),
    ...Array.from({ length: LAST }, (_, i) => units - LAST + i),
  ];
}

/**
 * The weights into drawn units, a row each: the bias, then those from `sources`.
 * @param W  [units, 1 + inputs]
 * @param sources  units of the layer below; without, every input
 */
export function incomingOf(
  { columns, values }: Matrix,
  units: readonly number[],
  sources?: readonly number[],
): Float32Array[] {
  return units.map((unit) => {
    const row = Float32Array.from(values.subarray(unit * columns, (unit + 1) * columns));
    return sources ? Float32Array.of(row[0], ...sources.map((source) => row[1 + source])) : row;
  });
}
