import { createLiveLines } from "../terminal/live-lines.ts";
import { bar } from "../terminal/progress-bar.ts";
import { screenOf } from "../terminal/screen.ts";
import { plainWords } from "../terminal/words.ts";

/** Shows how far the measuring is, on standard error and only on a terminal. */
export interface BenchProgress {
  /** Another measurement is done. */
  update(what: string): void;
  clear(): void;
}

export function createBenchProgress(measurements: number): BenchProgress {
  const live = createLiveLines();
  let done = 0;
  const draw = (what: string) =>
    live.show(() => {
      const screen = screenOf(process.stderr);
      const count = `${bar(done / measurements, screen)} ${done}/${measurements} measurements`;
      return [plainWords(`${count}, ${what}`, screen.columns)];
    });
  draw("reading MNIST");
  return {
    update(what) {
      done++;
      draw(what);
    },
    clear: () => live.end(),
  };
}
