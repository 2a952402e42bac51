import { extent, max } from "d3-array";
import { scaleLinear, scaleLog } from "d3-scale";
import { AXIS_SPACE, type Axis, type Panel, xAxis, yAxis } from "../axes/axis.ts";
import { epochAxis } from "../axes/epoch-axis.ts";
import { formatCompact, logTicks, roundLogDomain } from "../axes/log-ticks.ts";
import { type Chart, chart } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { CHART_WIDTH, MARGIN, TRAINING_COLOUR } from "../draw/style.ts";
import { element, polyline } from "../draw/svg.ts";
import { type Curve, thinCurve } from "../draw/thin-curve.ts";

export interface EpochRate {
  /** A whole number, 1 or more, larger than the row's before. */
  readonly epoch: number;
  /** In [0, ∞). */
  readonly learningRate: number;
}

export interface StepRate {
  /** A whole number, 0 or more, larger than the row's before. */
  readonly step: number;
  /** In [0, ∞). */
  readonly learningRate: number;
}

/**
 * By epoch, a rate is drawn level through its epoch; a schedule that changes from step to step is truer by step, where
 * straight lines join the rows.
 */
export type ScheduleChartOptions = { readonly title: string } & (
  | { readonly by: "epoch"; readonly rows: readonly EpochRate[] }
  | { readonly by: "step"; readonly rows: readonly StepRate[] }
);

interface Rate {
  readonly at: number;
  readonly learningRate: number;
}

const PANEL: Panel = {
  left: MARGIN + AXIS_SPACE.left,
  top: MARGIN + 74,
  width: CHART_WIDTH - 2 * MARGIN - AXIS_SPACE.left - 10,
  height: 220,
};
/** Logarithmic where a quarter of the rates or more would lie in the lowest twentieth of an axis from 0: not for a
 * cosine, which is there for a moment only, and whose last rate would make an axis of ten powers of ten. */
const LOWEST = { part: 1 / 20, share: 1 / 4 } as const;
const MOST_LOG_TICKS = 8;

/**
 * The learning rate over the epochs or steps of a training.
 * @throws {RangeError} without rows; for an epoch or step that is not a whole number or does not rise, or a learning
 *   rate that is negative or not finite.
 */
export function scheduleChart(options: ScheduleChartOptions): Chart {
  const { title, by } = options;
  const rates =
    options.by === "epoch"
      ? options.rows.map(({ epoch, learningRate }) => ({ at: epoch, learningRate }))
      : options.rows.map(({ step, learningRate }) => ({ at: step, learningRate }));
  checkRates(rates, by);
  const x =
    by === "epoch" ? epochAxis([rates[0].at - 1, rates[rates.length - 1].at], PANEL) : stepAxis(rates);
  const y = rateAxis(rates);
  const corners = by === "epoch" ? levels(rates) : rates;
  const thin = thinCurve({
    x: Float64Array.from(corners, ({ at }) => x.scale(at)),
    y: Float64Array.from(corners, ({ learningRate }) => y.scale(learningRate)),
  });
  const told = tell(rates, by);
  return chart(
    {
      width: CHART_WIDTH,
      height: PANEL.top + PANEL.height + AXIS_SPACE.bottom + MARGIN,
      title,
      description: `Learning rate by ${by}: ${told}.`,
      tables: [
        {
          name: "Learning rate",
          columns: [by, "learning rate"],
          rows: turningPoints(rates).map(({ at, learningRate }) => [at, learningRate]),
        },
      ],
    },
    chartTitle(title, CHART_WIDTH, `Learning rate: ${told}`),
    yAxis({ panel: PANEL, ...y }),
    xAxis({ panel: PANEL, ...x }),
    plotRates(thin),
  );
}

function checkRates(rates: readonly Rate[], by: "epoch" | "step"): void {
  if (rates.length === 0) throw new RangeError("Schedule: expected one row or more, got none.");
  const first = by === "epoch" ? 1 : 0;
  rates.forEach(({ at, learningRate }, i) => {
    const place = `Schedule, rows[${i}]`;
    const least = i === 0 ? first : rates[i - 1].at + 1;
    if (!(Number.isSafeInteger(at) && at >= least)) {
      throw new RangeError(`${place}: expected a whole number, ${least} or more, as ${by}, got ${at}.`);
    }
    if (!(learningRate >= 0 && learningRate < Infinity)) {
      throw new RangeError(`${place}: expected a learningRate in [0, ∞), got ${learningRate}.`);
    }
  });
}

function stepAxis(rates: readonly Rate[]): Omit<Axis, "panel"> {
  const [first, last] = [rates[0].at, rates[rates.length - 1].at];
  const scale = scaleLinear([first, Math.max(last, first + 1)], [PANEL.left, PANEL.left + PANEL.width]);
  const ticks = scale.ticks(6).filter(Number.isInteger);
  return { scale, ticks, format: formatCompact, name: "Step (weight updates so far)" };
}

/** From 0, or logarithmic where the rates differ much. */
function rateAxis(rates: readonly Rate[]): Omit<Axis, "panel"> {
  const [low = 0, high = 0] = extent(rates, ({ learningRate }) => learningRate);
  const pixels = [PANEL.top + PANEL.height, PANEL.top] as const;
  const lowest = rates.filter(({ learningRate }) => learningRate < high * LOWEST.part).length;
  if (low > 0 && lowest >= rates.length * LOWEST.share) {
    const domain = roundLogDomain(low, high);
    const ticks = logTicks(domain[0], domain[1], MOST_LOG_TICKS);
    const name = "Learning rate (log scale)";
    return { scale: scaleLog(domain, pixels), ticks, format: rateFormat(high), name };
  }
  const scale = scaleLinear([0, high > 0 ? high * 1.04 : 1], pixels).nice(5);
  return { scale, ticks: scale.ticks(5), format: rateFormat(high), name: "Learning rate" };
}

/** Small rates all as powers of ten: 8e-4, 1e-3 and not 8e-4, 0.001. */
function rateFormat(high: number): (rate: number) => string {
  if (high >= 0.01) return formatCompact;
  return (rate) => (rate === 0 ? "0" : Number(rate.toPrecision(6)).toExponential());
}

/** Through each epoch at its rate, from the end of the one before. */
function levels(rates: readonly Rate[]): Rate[] {
  return rates.flatMap(({ at, learningRate }, i) => [
    { at: i === 0 ? at - 1 : rates[i - 1].at, learningRate },
    { at, learningRate },
  ]);
}

function plotRates({ x, y }: Curve): string {
  if (x.length === 1)
    return element("circle", { class: "rate", cx: x[0], cy: y[0], r: 3, fill: TRAINING_COLOUR });
  const look = { fill: "none", stroke: TRAINING_COLOUR, "stroke-width": 1.8, "stroke-linejoin": "round" };
  return element("path", { class: "rate", d: polyline(x, y), ...look });
}

/** The rows without those that lie within a stretch of one rate. */
function turningPoints(rates: readonly Rate[]): Rate[] {
  return rates.filter(
    ({ learningRate }, i) =>
      i === 0 ||
      i === rates.length - 1 ||
      learningRate !== rates[i - 1].learningRate ||
      learningRate !== rates[i + 1].learningRate,
  );
}

/** "0.01 throughout", or the first rate, the highest where it is another, and the last. */
function tell(rates: readonly Rate[], by: "epoch" | "step"): string {
  const write = (rate: number) => formatCompact(Number(rate.toPrecision(4)));
  const [first, last] = [rates[0], rates[rates.length - 1]];
  const peak = max(rates, ({ learningRate }) => learningRate) ?? 0;
  if (rates.every(({ learningRate }) => learningRate === peak)) return `${write(peak)} throughout`;
  const top = rates.find(({ learningRate }) => learningRate === peak) ?? first;
  const rise = [first, last].some(({ learningRate }) => learningRate === peak)
    ? ""
    : `up to ${write(peak)} at ${by} ${top.at.toLocaleString("en-US")}, `;
  const end = `${write(last.learningRate)} at ${by} ${last.at.toLocaleString("en-US")}`;
  return `from ${write(first.learningRate)} ${rise}${rise === "" ? "to" : "then to"} ${end}`;
}
