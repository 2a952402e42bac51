/** A range takes about this long, so that progress and abort stay alive ... */
const RANGE_SECONDS = 0.04;
/** ... or a hundred times as long as what is done between ranges, copies of wide layers' weights; never longer than this. */
const LONGEST_SECONDS = 0.1;
const TIMES_BETWEEN = 100;
const FIRST_SAMPLES = 16;

/** Says how many samples the next range has, from how long the last one took. Never touches a result. */
export interface Pacer {
  /** Ranges have at most so many steps from now on: one, for who looks at each. */
  limit(steps: number): void;
  /** rounded to whole batches, at least one */
  samples(batchSize: number): number;
  /** @param between  seconds from this range to the next */
  note(samples: number, seconds: number, between?: number): void;
}

export function createPacer(): Pacer {
  let samples = FIRST_SAMPLES;
  let mostSteps = Number.POSITIVE_INFINITY;
  return {
    limit(steps) {
      mostSteps = steps;
    },
    samples: (batchSize) => Math.max(1, Math.min(mostSteps, Math.round(samples / batchSize))) * batchSize,
    note(done, seconds, between = 0) {
      const range = Math.min(Math.max(RANGE_SECONDS, TIMES_BETWEEN * between), LONGEST_SECONDS);
      const wanted = (done * range) / Math.max(seconds, 1e-6);
      // A first range also prepares the samples, and a machine may pause: change by no more than a factor of 4.
      samples = Math.max(1, Math.round(Math.min(Math.max(wanted, samples / 4), samples * 4)));
    },
  };
}
