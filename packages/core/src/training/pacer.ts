/** A range takes about this long, so that progress and abort stay alive. */
const RANGE_SECONDS = 0.04;
const FIRST_STEPS = 16;

/** Says how many steps the next range has, from how long the last one took. Never touches a result. */
export interface Pacer {
  steps(): number;
  note(steps: number, seconds: number): void;
}

export function createPacer(): Pacer {
  let steps = FIRST_STEPS;
  return {
    steps: () => steps,
    note(done, seconds) {
      const wanted = (done * RANGE_SECONDS) / Math.max(seconds, 1e-6);
      // A first range also prepares the samples, and a machine may pause: change by no more than a factor of 4.
      steps = Math.max(1, Math.round(Math.min(Math.max(wanted, steps / 4), steps * 4)));
    },
  };
}
