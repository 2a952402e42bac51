import cliProgress from "cli-progress";
import type { StepsProgress } from "percept";
import { duration, grouped, percent } from "./numbers.ts";

/** Shows how far a training is, on standard error and only on a terminal. */
export interface ProgressBar {
  update(progress: StepsProgress): void;
  /** Makes room for a line of the program's own. */
  clear(): void;
}

export function createProgressBar(epochs: number): ProgressBar {
  if (process.stderr.isTTY !== true) return { update: () => {}, clear: () => {} };
  const bar = new cliProgress.SingleBar(
    {
      format:
        process.stderr.columns < 80
          ? "{epoch}/{epochs}, {rate} samples/s, {left} left"
          : "{bar} epoch {epoch}/{epochs}, {accuracy}, {rate} samples/s, {left} left",
      stream: process.stderr,
      clearOnComplete: true,
      gracefulExit: false,
      barsize: 16,
      barCompleteChar: "\u2588",
      barIncompleteChar: "\u2591",
    },
    cliProgress.Presets.shades_classic,
  );
  let running = false;
  return {
    update({ epoch, step, steps, trainAccuracy, samplesPerSecond }) {
      const done = (epoch - 1) * steps + step;
      const total = epochs * steps;
      const payload = {
        epoch: grouped(epoch),
        epochs: grouped(epochs),
        accuracy: percent(trainAccuracy),
        rate: grouped(samplesPerSecond),
        left: duration((total - done) / samplesPerSecond),
      };
      if (!running) bar.start(total, done, payload);
      else bar.update(done, payload);
      running = true;
    },
    clear() {
      if (running) bar.stop();
      running = false;
    },
  };
}
