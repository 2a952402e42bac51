import cliProgress from "cli-progress";
import { duration, grouped } from "../terminal/numbers.ts";
import type { Plan } from "./try-candidates.ts";

/** Shows how far all folds are together, on standard error and only on a terminal. */
export interface FoldsProgress {
  update(task: number, samples: number): void;
  end(task: number): void;
  /** Makes room for a line of the program's own. */
  clear(): void;
}

export function createFoldsProgress({ candidates, folds }: Plan): FoldsProgress {
  if (process.stderr.isTTY !== true) return { update: () => {}, end: () => {}, clear: () => {} };
  const bar = new cliProgress.SingleBar(
    {
      format:
        process.stderr.columns < 80
          ? "{ended}/{folds} folds, {rate} samples/s, {left} left"
          : "{bar} {ended}/{folds} folds, {epochs}/{allEpochs} epochs, {rate} samples/s, {left} left",
      stream: process.stderr,
      clearOnComplete: true,
      gracefulExit: false,
      barsize: 16,
      barCompleteChar: "\u2588",
      barIncompleteChar: "\u2591",
    },
    cliProgress.Presets.shades_classic,
  );
  const count = createFoldsCount(
    candidates.flatMap(({ experiment }) =>
      folds.map(({ train }) => ({ epochs: experiment.epochs, samples: train.length })),
    ),
  );
  let running = false;
  let first: { readonly at: number; readonly done: number } | undefined;
  const draw = () => {
    const { done, total, ...counts } = count.now();
    first ??= { at: performance.now(), done };
    const rate = (1000 * (done - first.done)) / (performance.now() - first.at);
    const payload = {
      ended: grouped(counts.ended),
      folds: grouped(counts.folds),
      epochs: grouped(counts.epochs),
      allEpochs: grouped(counts.allEpochs),
      rate: rate > 0 ? grouped(rate) : "?",
      left: duration((total - done) / rate),
    };
    if (!running) bar.start(total, done, payload);
    else {
      bar.setTotal(total);
      bar.update(done, payload);
    }
    running = true;
  };
  return {
    update(task, samples) {
      count.note(task, samples);
      draw();
    },
    end(task) {
      count.end(task);
      draw();
    },
    clear() {
      if (running) bar.stop();
      running = false;
    },
  };
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
