import cliProgress from "cli-progress";
import type { StepsProgress } from "percept";
import { duration, grouped, percent } from "./numbers.ts";

/** Shows how far a training is, on standard error and only on a terminal. */
export interface ProgressBar {
  update(progress: StepsProgress): void;
  /** Makes room for a line of the program's own. */
  clear(): void;
}

/** Characters of a name; a line that is longer than the terminal is wide cannot be taken back. */
const MOST_NAME = 30;

/** @param name  of what is trained, where there are several */
export function createProgressBar(epochs: number, name = ""): ProgressBar {
  if (process.stderr.isTTY !== true) return { update: () => {}, clear: () => {} };
  const shown = name.length > MOST_NAME ? `${name.slice(0, MOST_NAME - 3)}...` : name;
  const bar = new cliProgress.SingleBar(
    {
      format:
        process.stderr.columns < 80 + shown.length
          ? "{name}{epoch}/{epochs}, {rate} samples/s, {left} left"
          : "{name}{bar} epoch {epoch}/{epochs}, {accuracy}, {rate} samples/s, {left} left",
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
    update({ epoch, sample, samples, trainAccuracy, samplesPerSecond }) {
      const done = (epoch - 1) * samples + sample;
      const total = epochs * samples;
      const payload = {
        name: shown && `${shown} `,
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
