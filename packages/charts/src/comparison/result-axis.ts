import { max, min } from "d3-array";
import type { Axis } from "../axes/axis.ts";
import { accuracyAxis, lossAxis, type MeasureAxis, measureScale } from "../axes/measure-axis.ts";

/** What a run has reached, by its field of a point. */
export type Result = "accuracy" | "loss";

export interface ResultAxis extends Omit<Axis, "panel"> {
  /** Values above are drawn along the upper edge; undefined where there are none. */
  readonly ceiling: number | undefined;
}

/** A run whose loss climbs beyond this many times the highest of the calmest run leaves the panel. */
const CEILING_RATIO = 100;

/**
 * @param runs    the results of each run, finite, in [0, ∞); some may have none.
 * @param pixels  of the lower edge and the upper.
 */
export function resultAxis(
  result: Result,
  runs: readonly (readonly number[])[],
  pixels: readonly [number, number],
): ResultAxis {
  const values = runs.flat();
  if (result === "accuracy") return place(accuracyAxis(values), pixels, false);
  const peaks = runs.map((losses) => max(losses) ?? 0).filter((peak) => peak > 0);
  const allowed = (min(peaks) ?? 0) * CEILING_RATIO;
  const above = values.some((loss) => loss > allowed);
  const drawn = above ? [...values.filter((loss) => loss <= allowed), allowed] : values;
  return place(lossAxis(drawn), pixels, above);
}

function place(axis: MeasureAxis, pixels: readonly [number, number], above: boolean): ResultAxis {
  const { name, format, domain } = axis;
  return { name, format, ...measureScale(axis, pixels), ceiling: above ? domain[1] : undefined };
}
