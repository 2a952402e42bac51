export interface ComparisonPoint {
  /** Passes over the training set, 0 at the start; more than the point's before. */
  readonly epoch: number;
  /** Weight updates so far. */
  readonly step: number;
  /** Of training, so far. */
  readonly seconds: number;
  /** In [0, 1]. */
  readonly accuracy: number;
  /** Mean per sample; not finite once a run has diverged. */
  readonly loss: number;
}

export interface ComparisonRun {
  readonly name: string;
  readonly points: readonly ComparisonPoint[];
}

/** The points before the first whose loss is not finite. */
export function pointsBeforeDivergence({ points }: ComparisonRun): readonly ComparisonPoint[] {
  const diverged = points.findIndex(({ loss }) => !Number.isFinite(loss));
  return diverged < 0 ? points : points.slice(0, diverged);
}

/** @throws {RangeError} naming the run and the point, what was expected and what it got. */
export function checkRuns(runs: readonly ComparisonRun[]): void {
  if (runs.length === 0) throw new RangeError("Comparison: expected one run or more, got none.");
  for (const { name, points } of runs) {
    if (points.length === 0) throw new RangeError(`Run "${name}": expected one point or more, got none.`);
    points.forEach((point, i) => {
      checkPoint(point, points[i - 1], `Run "${name}", points[${i}]`);
    });
  }
}

function checkPoint(point: ComparisonPoint, before: ComparisonPoint | undefined, place: string): void {
  for (const effort of ["epoch", "step", "seconds"] as const) {
    if (!(point[effort] >= 0 && point[effort] < Infinity)) {
      throw new RangeError(`${place}: expected ${effort} in [0, ∞), got ${point[effort]}.`);
    }
    const least = before?.[effort] ?? 0;
    if (point[effort] < least || (effort === "epoch" && before !== undefined && point.epoch === least)) {
      throw new RangeError(`${place}: expected ${effort} to rise, got ${point[effort]} after ${least}.`);
    }
  }
  if (!(point.accuracy >= 0 && point.accuracy <= 1)) {
    throw new RangeError(`${place}: expected accuracy in [0, 1], got ${point.accuracy}.`);
  }
  if (point.loss < 0) {
    throw new RangeError(`${place}: expected loss in [0, ∞) or not finite, got ${point.loss}.`);
  }
}
