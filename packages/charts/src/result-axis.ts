import { extent, max, min } from "d3-array";
import { scaleLinear, scaleLog } from "d3-scale";
import type { Axis } from "./axis.ts";
import { formatCompact, logTicks, roundLogDomain } from "./log-ticks.ts";
import { accuracyAxis, lossAxis } from "./measure-axis.ts";

/** What a run has reached, by its field of a point. */
export type Result = "accuracy" | "loss";

export interface ResultAxis extends Omit<Axis, "panel"> {
  /** Values above are drawn along the upper edge; undefined where there are none. */
  readonly ceiling: number | undefined;
}

/** A wider range of losses gets a logarithmic axis. */
const LARGEST_LINEAR_RATIO = 100;
/** A run whose loss climbs beyond this many times the highest of the calmest run leaves the panel. */
const CEILING_RATIO = 100;
/** Least distance of a line from the edges of a logarithmic panel, as a factor. */
const EDGE = 1.1;
const MOST_LOG_TICKS = 8;

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
  if (result === "accuracy") {
    const { name, domain, tick } = accuracyAxis(values);
    const scale = scaleLinear(domain, pixels);
    return { scale, ticks: scale.ticks(5), format: tick, name, ceiling: undefined };
  }
  const peaks = runs.map((losses) => max(losses) ?? 0).filter((peak) => peak > 0);
  const allowed = (min(peaks) ?? 0) * CEILING_RATIO;
  const above = values.some((loss) => loss > allowed);
  const axis = lossScale(above ? [...values.filter((loss) => loss <= allowed), allowed] : values, pixels);
  return { ...axis, ceiling: above ? axis.domain[1] : undefined };
}

function lossScale(losses: readonly number[], pixels: readonly [number, number]) {
  const { name, domain, tick } = lossAxis(losses);
  const [low = 0, high = 0] = extent(losses);
  if (!(low > 0 && high > low * LARGEST_LINEAR_RATIO)) {
    const scale = scaleLinear(domain, pixels).clamp(true);
    return { scale, domain, ticks: scale.ticks(5), format: tick, name };
  }
  const rounded = roundLogDomain(low / EDGE, high * EDGE);
  return {
    scale: scaleLog(rounded, pixels).clamp(true),
    domain: rounded,
    ticks: logTicks(rounded[0], rounded[1], MOST_LOG_TICKS),
    format: formatCompact,
    name: name.replace(")", ", log scale)"),
  };
}
