import { PerceptError } from "../errors.ts";
import { dot, type Objective, type Point, searchLine } from "./line-search.ts";

export type { Objective } from "./line-search.ts";

/** One accepted step s = x' - x and what it did to the gradient, y = g' - g. */
export interface LbfgsPair {
  readonly s: Float64Array;
  readonly y: Float64Array;
}

/** All that is remembered between iterations, oldest pair first: plain arrays, for a checkpoint. */
export interface LbfgsMemory {
  readonly pairs: readonly LbfgsPair[];
}

export const emptyLbfgsMemory: LbfgsMemory = { pairs: [] };

export interface LbfgsOptions {
  /** the first trial step length, as a part of the quasi-Newton step; 1 unless there is reason */
  readonly learningRate: number;
  readonly historySize?: number;
  /** of the objective, in one iteration */
  readonly maxEvaluations?: number;
}

export interface LbfgsStep extends Point {
  readonly memory: LbfgsMemory;
  readonly evaluations: number;
  /** no lower value was found: x, value, gradient and memory are those that were given */
  readonly converged: boolean;
}

/** As scikit-learn and SciPy choose it; Nocedal & Wright (2006), section 7.2, speak of 3 to 20. */
const HISTORY_SIZE = 10;
/** PyTorch's default, 20 * 5 / 4. */
const MAX_EVALUATIONS = 25;

/**
 * One iteration of L-BFGS with a line search for the strong Wolfe conditions. The value never rises. Where the
 * remembered pairs give no descent direction, or one that leads nowhere, they are dropped for steepest descent.
 * @param at  where the last iteration ended; for the first, the objective at the initial x
 * @throws {PerceptError} "diverged" where the value or the gradient to start from is not finite
 * @see Nocedal (1980), doi:10.2307/2006193; Nocedal & Wright (2006), algorithm 7.5
 */
export async function lbfgsStep(
  objective: Objective,
  at: Point,
  memory: LbfgsMemory,
  options: LbfgsOptions,
): Promise<LbfgsStep> {
  const { learningRate, historySize = HISTORY_SIZE, maxEvaluations = MAX_EVALUATIONS } = options;
  const { x, value, gradient } = at;
  if (!Number.isFinite(value) || !gradient.every(Number.isFinite)) {
    const quantity = Number.isFinite(value) ? "gradient that is not" : `loss of ${value}`;
    throw new PerceptError(
      "diverged",
      `L-BFGS must start from a finite loss and gradient, got a ${quantity}.`,
      "Try smaller initial weights.",
    );
  }
  let evaluations = 0;
  const attempts = memory.pairs.length === 0 ? [emptyLbfgsMemory] : [memory, emptyLbfgsMemory];
  for (const { pairs } of attempts) {
    const direction = quasiNewtonDirection(gradient, pairs);
    const slope = dot(gradient, direction);
    if (!(slope < 0 && Number.isFinite(slope))) continue;
    const firstStep = (pairs.length === 0 ? unscaledStep(gradient) : 1) * learningRate;
    const search = await searchLine(objective, at, direction, firstStep, maxEvaluations - evaluations);
    evaluations += search.evaluations;
    if (search.lower === undefined) continue;
    const next = remember(pairs, at, search.lower, historySize);
    return { ...search.lower, memory: { pairs: next }, evaluations, converged: false };
  }
  return { x, value, gradient, memory, evaluations, converged: true };
}

/** Steepest descent knows no scale: a first step of length 1 at the most, in the sum of absolutes, as PyTorch has it. */
function unscaledStep(gradient: Float64Array): number {
  let sum = 0;
  for (const entry of gradient) sum += Math.abs(entry);
  return Math.min(1, 1 / sum);
}

/**
 * -H g, H the inverse Hessian that the pairs speak of; -g without any.
 * @see Nocedal & Wright (2006), algorithm 7.4, started from the scaling of equation 7.20
 */
function quasiNewtonDirection(gradient: Float64Array, pairs: readonly LbfgsPair[]): Float64Array {
  const r = gradient.map((entry) => -entry);
  const products = pairs.map(({ s, y }) => dot(s, y));
  const alphas = new Float64Array(pairs.length);
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { s, y } = pairs[i];
    alphas[i] = dot(s, r) / products[i];
    addScaled(r, y, -alphas[i]);
  }
  const newest = pairs.at(-1);
  if (newest !== undefined) {
    const gamma = products[pairs.length - 1] / dot(newest.y, newest.y);
    for (let i = 0; i < r.length; i++) r[i] *= gamma;
  }
  for (const [i, { s, y }] of pairs.entries()) addScaled(r, s, alphas[i] - dot(y, r) / products[i]);
  return r;
}

/** The pairs with the new one, where its curvature is positive: Byrd, Lu, Nocedal & Zhu (1995), equation 3.9. */
function remember(
  pairs: readonly LbfgsPair[],
  from: Point,
  to: Point,
  historySize: number,
): readonly LbfgsPair[] {
  const s = to.x.map((entry, i) => entry - from.x[i]);
  const y = to.gradient.map((entry, i) => entry - from.gradient[i]);
  if (!(dot(s, y) > Number.EPSILON * dot(y, y))) return pairs;
  return [...pairs, { s, y }].slice(Math.max(0, pairs.length + 1 - historySize));
}

/** r += factor v, in place. */
function addScaled(r: Float64Array, v: Float64Array, factor: number): void {
  for (let i = 0; i < r.length; i++) r[i] += factor * v[i];
}
