/** Value and gradient at x, with float32's noise or without; every call gives a gradient array of its own. */
export type Objective = (x: Float64Array) => Promise<{ value: number; gradient: Float64Array }>;

/** An x, and what the objective says of it. */
export interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface LineSearch {
  /** a point whose value is lower than the start's by more than rounding; undefined where none was found */
  readonly lower?: Point;
  readonly evaluations: number;
}

// Nocedal & Wright, Numerical Optimization (2006), section 3.1: what they give for quasi-Newton directions.
const SUFFICIENT_DECREASE = 1e-4;
const CURVATURE = 0.9;
// Moré & Thuente (1994), doi:10.1145/192115.192132: how far a step grows, in lengths of the last stretch.
const GROWTH = [1.1, 4] as const;
// Ours: interpolation keeps this part of the interval from its ends; a number that is not finite is left by as much.
const MARGIN = 0.1;

/** One step t along the direction, and the slope there; Infinity and NaN where the objective was not finite. */
interface Trial {
  readonly t: number;
  readonly value: number;
  readonly slope: number;
  readonly gradient: Float64Array;
}

/**
 * Looks along a descent direction for a point that meets the strong Wolfe conditions. Where `maxEvaluations` or
 * rounding end the search before, the lowest point that was met is taken.
 * @param direction  with a negative slope at the start
 * @param firstStep  the first t that is tried
 * @see Nocedal & Wright (2006), algorithms 3.5 and 3.6: one loop here, as 3.6 is 3.5 with an upper end to the interval
 */
export async function searchLine(
  objective: Objective,
  start: Point,
  direction: Float64Array,
  firstStep: number,
  maxEvaluations: number,
): Promise<LineSearch> {
  const origin: Trial = { ...start, t: 0, slope: dot(start.gradient, direction) };
  const rounding = Number.EPSILON * Math.abs(origin.value);
  let low = origin;
  let high: Trial | undefined;
  let lowest = origin;
  let t = firstStep;
  let evaluations = 0;
  while (evaluations < maxEvaluations) {
    evaluations++;
    const trial = await evaluate(objective, start.x, direction, t);
    if (trial.value < lowest.value) lowest = trial;
    const enough = origin.value + SUFFICIENT_DECREASE * t * origin.slope;
    if (trial.value > enough || trial.value >= low.value) {
      high = trial;
    } else {
      if (Math.abs(trial.slope) <= -CURVATURE * origin.slope) {
        lowest = trial;
        break;
      }
      const ahead = high === undefined || high.t > low.t ? 1 : -1;
      if (trial.slope * ahead >= 0) high = low;
      else if (high === undefined) t = extrapolate(low, trial);
      low = trial;
    }
    if (high === undefined) continue;
    // A stretch this short holds no difference that the value could show.
    if (Math.abs(high.t - low.t) * -origin.slope <= rounding) break;
    t = interpolate(low, high);
  }
  if (!(lowest.value < origin.value - rounding)) return { evaluations };
  const { value, gradient } = lowest;
  return { lower: { x: moved(start.x, direction, lowest.t), value, gradient }, evaluations };
}

async function evaluate(
  objective: Objective,
  x: Float64Array,
  direction: Float64Array,
  t: number,
): Promise<Trial> {
  const { value, gradient } = await objective(moved(x, direction, t));
  const slope = dot(gradient, direction);
  if (Number.isFinite(value) && Number.isFinite(slope)) return { t, value, slope, gradient };
  return { t, value: Number.POSITIVE_INFINITY, slope: Number.NaN, gradient };
}

/** A step between the two, away from both ends. */
function interpolate(low: Trial, high: Trial): number {
  const width = high.t - low.t;
  if (high.value === Number.POSITIVE_INFINITY) return low.t + MARGIN * width;
  const part = (cubicMinimum(low, high) - low.t) / width;
  return low.t + width * (part >= MARGIN ? Math.min(part, 1 - MARGIN) : part < MARGIN ? MARGIN : 0.5);
}

/** A step beyond the last, downhill there; as far as it may where the cubic falls for ever. */
function extrapolate(previous: Trial, last: Trial): number {
  const stretch = last.t - previous.t;
  const [least, most] = GROWTH;
  const part = (cubicMinimum(previous, last) - last.t) / stretch;
  return last.t + stretch * (part > 0 ? Math.min(Math.max(part, least), most) : most);
}

/**
 * Where the cubic through both values and slopes has its minimum; NaN where it has none.
 * @see Nocedal & Wright (2006), equation 3.59
 */
function cubicMinimum(a: Trial, b: Trial): number {
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.t - b.t);
  const root = Math.sqrt(d1 * d1 - a.slope * b.slope);
  const d2 = b.t > a.t ? root : -root;
  return b.t - ((b.t - a.t) * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2);
}

/** x + t d, a new array. */
function moved(x: Float64Array, direction: Float64Array, t: number): Float64Array {
  const result = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) result[i] = x[i] + t * direction[i];
  return result;
}

/** The sum of a[i] b[i], first to last: one order, the same bits. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
