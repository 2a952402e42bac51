/** How fast one contestant trained at one size. */
export interface GrowthPoint {
  readonly contestant: string;
  readonly threads: number;
  /** What grows, in (0, ∞). */
  readonly x: number;
  readonly samplesPerSecond: number;
  readonly picosecondsPerMultiplication: number;
}

/** Throughput by one size, all else equal. */
export interface GrowthStudy {
  /** What grows: "Hidden units". */
  readonly name: string;
  /** What stays the same: "784-n-10, batch 128". */
  readonly note: string;
  readonly points: readonly GrowthPoint[];
}

/** A contestant with its threads: one line in each panel. */
export interface GrowthLine {
  readonly contestant: string;
  readonly threads: number;
  /** By which the time per multiplication grows, from the study's smallest size to its largest. */
  readonly times: number;
}

/** @throws {RangeError} naming the study and the point, what was expected and what it got. */
export function checkStudies(studies: readonly GrowthStudy[]): void {
  if (studies.length !== 2) throw new RangeError(`Growth: expected two studies, got ${studies.length}.`);
  for (const { name, points } of studies) {
    if (points.length === 0) throw new RangeError(`Growth by ${name}: expected points, got none.`);
    points.forEach((point, i) => {
      for (const field of ["x", "threads", "samplesPerSecond", "picosecondsPerMultiplication"] as const) {
        if (point[field] > 0 && point[field] < Infinity) continue;
        throw new RangeError(
          `Growth by ${name}, points[${i}]: expected ${field} in (0, ∞), got ${point[field]}.`,
        );
      }
    });
  }
}

/** Sizes in rising order. */
export function sizesOf({ points }: GrowthStudy): number[] {
  return [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
}

/** Every contestant that was measured from the smallest size to the largest, in the order of the points. */
export function linesOf(study: GrowthStudy): GrowthLine[] {
  const sizes = sizesOf(study);
  const [smallest, largest] = [sizes[0], sizes[sizes.length - 1]];
  return study.points
    .filter(({ x }) => x === smallest)
    .flatMap(({ contestant, threads, picosecondsPerMultiplication: first }) =>
      study.points
        .filter((point) => point.x === largest && isOn({ contestant, threads }, point))
        .slice(0, 1)
        .map(({ picosecondsPerMultiplication: last }) => ({ contestant, threads, times: last / first })),
    );
}

export function isOn(
  { contestant, threads }: Pick<GrowthPoint, "contestant" | "threads">,
  point: GrowthPoint,
): boolean {
  return point.contestant === contestant && point.threads === threads;
}
