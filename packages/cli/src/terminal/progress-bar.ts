import type { EpochRecord, StepsProgress } from "percept";
import { learningPlot } from "./learning-plot.ts";
import { createLiveLines } from "./live-lines.ts";
import { duration, grouped, percent } from "./numbers.ts";
import { type Screen, screenOf } from "./screen.ts";
import { plainWords } from "./words.ts";

/** Shows how far a training is and how it learns, on standard error and only on a terminal. */
export interface ProgressBar {
  update(progress: StepsProgress): void;
  /** An epoch is over, and `write` says so: its lines stay above, its accuracy joins the curve below. */
  epoch(record: EpochRecord, write: () => void): void;
  /** Takes the bar back and leaves the curve. */
  end(): void;
  /** Takes everything back, to make room for lines of the program's own. */
  clear(): void;
}

export interface ProgressBarOptions {
  /** of what is trained, where there are several */
  readonly name?: string;
  /** the epochs before, where a run is gone on with */
  readonly history?: readonly EpochRecord[] | undefined;
  /** whether the curve is drawn */
  readonly curve?: boolean;
}

/** Characters of a name. */
const MOST_NAME = 30;
/** A lower terminal keeps its lines for what is said. */
const ROWS_FOR_CURVE = 16;

export function createProgressBar(
  epochs: number,
  { name = "", history = [], curve = true }: ProgressBarOptions = {},
): ProgressBar {
  const live = createLiveLines();
  const seen = [...history];
  const curveLines = () =>
    curve && (process.stderr.rows ?? 0) >= ROWS_FOR_CURVE ? learningPlot(seen, screenOf(process.stderr)) : [];
  let plot: string[] | undefined;
  return {
    update(progress) {
      live.show(() => {
        plot ??= curveLines();
        return [barLine(progress, epochs, name, screenOf(process.stderr)), ...plot];
      });
    },
    epoch(record, write) {
      seen.push(record);
      plot = undefined;
      live.above(write);
    },
    end: () => live.end(curveLines()),
    clear: () => live.end(),
  };
}

/** How far a training is, on a line that is no longer than the screen is wide. */
export function barLine(
  { epoch, sample, samples, trainAccuracy, trainLoss, samplesPerSecond }: StepsProgress,
  epochs: number,
  name: string,
  screen: Screen,
): string {
  const done = (epoch - 1) * samples + sample;
  const total = epochs * samples;
  const shown = name && `${plainWords(name, MOST_NAME)} `;
  const place = `${grouped(epoch)}/${grouped(epochs)}`;
  const pace = `${grouped(samplesPerSecond)} samples/s, ${duration((total - done) / samplesPerSecond)} left`;
  const right = trainAccuracy === undefined ? `loss ${trainLoss.toFixed(4)}` : percent(trainAccuracy);
  const whole = `${shown}${bar(done / total, screen)} epoch ${place}, ${right}, ${pace}`;
  return whole.length <= screen.columns ? whole : plainWords(`${shown}${place}, ${pace}`, screen.columns);
}

/** Sixteen characters, filled up from the left. */
export function bar(share: number, { unicode }: Screen): string {
  const filled = Math.round(16 * Math.min(1, share));
  const [full, empty] = unicode ? ["\u2588", "\u2591"] : ["#", "."];
  return full.repeat(filled) + empty.repeat(16 - filled);
}
