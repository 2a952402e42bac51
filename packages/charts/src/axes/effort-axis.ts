import { extent, max, min } from "d3-array";
import { scaleLinear, scaleLog } from "d3-scale";
import type { Axis, Panel } from "./axis.ts";
import { epochAxis } from "./epoch-axis.ts";
import { formatCompact, logTicks, roundLogDomain } from "./log-ticks.ts";

/** What a run has spent so far, by its field of a point. */
export type Effort = "epoch" | "step" | "seconds";

export interface EffortAxis extends Omit<Axis, "panel"> {
  /** Where the axis leaps from 0 to its logarithmic part, in pixels; undefined where it does not. */
  readonly leapAt: number | undefined;
}

const NAMES = {
  linear: { step: "Steps (weight updates)", seconds: "Training time (s)" },
  logarithmic: { step: "Steps (logarithmic)", seconds: "Time (s, logarithmic)" },
} as const;
/** Runs that end farther apart get a logarithmic axis: else the shortest would be a tenth of the panel or less. */
const LARGEST_LINEAR_RATIO = 10;
/** Room for the 0 that a logarithm has not, in pixels. */
const ZERO_WIDTH = 28;
/** Free width for each tick, in pixels. */
const TICK_WIDTH = 48;

/**
 * @param runs  the effort at each point of each run, in [0, ∞), rising; each has one or more.
 */
export function effortAxis(effort: Effort, runs: readonly (readonly number[])[], panel: Panel): EffortAxis {
  const ends = runs.map((values) => values[values.length - 1]);
  const most = max(ends) ?? 0;
  if (effort === "epoch") {
    const first = min(runs, (values) => values[0]) ?? 0;
    return { ...epochAxis([Math.floor(first), Math.ceil(most)], panel), leapAt: undefined };
  }
  const least = min(ends.filter((end) => end > 0)) ?? most;
  return most > least * LARGEST_LINEAR_RATIO
    ? logarithmicAxis(NAMES.logarithmic[effort], runs.flat(), panel)
    : linearAxis(NAMES.linear[effort], most, panel);
}

function linearAxis(name: string, most: number, { left, width }: Panel): EffortAxis {
  const scale = scaleLinear([0, most > 0 ? most : 1], [left, left + width]);
  const count = Math.floor(width / TICK_WIDTH);
  scale.nice(count);
  const format = scale.domain()[1] < 1000 ? scale.tickFormat(count) : formatCompact;
  return { scale, ticks: scale.ticks(count), format, name, leapAt: undefined };
}

function logarithmicAxis(name: string, values: readonly number[], { left, width }: Panel): EffortAxis {
  const positive = values.filter((value) => value > 0);
  const zero = positive.length < values.length;
  const from = left + (zero ? ZERO_WIDTH : 0);
  const domain = roundLogDomain(...(extent(positive) as [number, number]));
  const logarithmic = scaleLog(domain, [from, left + width]);
  const ticks = logTicks(domain[0], domain[1], Math.floor((left + width - from) / TICK_WIDTH));
  return {
    scale: (value) => (value > 0 ? logarithmic(value) : left),
    ticks: zero ? [0, ...ticks] : ticks,
    format: formatCompact,
    name,
    leapAt: zero ? left + ZERO_WIDTH / 2 : undefined,
  };
}
