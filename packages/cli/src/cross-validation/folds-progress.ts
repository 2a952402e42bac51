import { createLiveLines } from "../terminal/live-lines.ts";
import { duration, grouped } from "../terminal/numbers.ts";
import { bar } from "../terminal/progress-bar.ts";
import { type Screen, screenOf } from "../terminal/screen.ts";
import { plainWords } from "../terminal/words.ts";
import type { Plan } from "./try-candidates.ts";

/** Shows how far all folds are together, on standard error and only on a terminal. */
export interface FoldsProgress {
  update(task: number, samples: number): void;
  end(task: number): void;
  /** Makes room for a line of the program's own. */
  clear(): void;
}

export function createFoldsProgress({ candidates, folds }: Plan): FoldsProgress {
  const live = createLiveLines();
  const count = createFoldsCount(
    candidates.flatMap(({ experiment }) =>
      folds.map(({ train }) => ({ epochs: experiment.epochs, samples: train.length })),
    ),
  );
  let first: { readonly at: number; readonly done: number } | undefined;
  const draw = () =>
    live.show(() => {
      const counts = count.now();
      first ??= { at: performance.now(), done: counts.done };
      const rate = (1000 * (counts.done - first.done)) / (performance.now() - first.at);
      return [progressLine(counts, rate, screenOf(process.stderr))];
    });
  return {
    update(task, samples) {
      count.note(task, samples);
      draw();
    },
    end(task) {
      count.end(task);
      draw();
    },
    clear: () => live.end(),
  };
}

type Counts = ReturnType<ReturnType<typeof createFoldsCount>["now"]>;

function progressLine(counts: Counts, rate: number, screen: Screen): string {
  const { ended, folds, epochs, allEpochs, done, total } = counts;
  const ofFolds = `${grouped(ended)}/${grouped(folds)} folds`;
  const pace = `${rate > 0 ? grouped(rate) : "?"} samples/s, ${duration((total - done) / rate)} left`;
  const whole = `${bar(done / total, screen)} ${ofFolds}, ${grouped(epochs)}/${grouped(allEpochs)} epochs, ${pace}`;
  return whole.length <= screen.columns ? whole : plainWords(`${ofFolds}, ${pace}`, screen.columns);
}

/** Adds up what the folds say of themselves; one that ends before its last epoch has had all that it gets. */
export function createFoldsCount(planned: readonly { readonly epochs: number; readonly samples: number }[]) {
  const tasks = planned.map(({ epochs, samples }) => ({ epochs, samples, done: 0, ended: false }));
  const sum = (of: (task: (typeof tasks)[number]) => number) =>
    tasks.reduce((total, task) => total + of(task), 0);
  return {
    note(task: number, samples: number) {
      if (!tasks[task].ended) tasks[task].done = samples;
    },
    end(task: number) {
      tasks[task].ended = true;
    },
    now() {
      return {
        done: sum(({ done }) => done),
        total: sum(({ ended, done, epochs, samples }) => (ended ? done : epochs * samples)),
        ended: sum(({ ended }) => (ended ? 1 : 0)),
        folds: tasks.length,
        epochs: sum(({ done, samples }) => Math.floor(done / samples)),
        allEpochs: sum(({ ended, done, epochs, samples }) => (ended ? Math.floor(done / samples) : epochs)),
      };
    },
  };
}
