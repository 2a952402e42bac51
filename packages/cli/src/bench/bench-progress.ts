import cliProgress from "cli-progress";

/** Shows how far the measuring is, on standard error and only on a terminal. */
export interface BenchProgress {
  /** Another measurement is done. */
  update(what: string): void;
  clear(): void;
}

export function createBenchProgress(measurements: number): BenchProgress {
  if (process.stderr.isTTY !== true) return { update: () => {}, clear: () => {} };
  const bar = new cliProgress.SingleBar(
    {
      format: "{bar} {value}/{total} measurements, {what}",
      stream: process.stderr,
      clearOnComplete: true,
      gracefulExit: false,
      barsize: 16,
      barCompleteChar: "\u2588",
      barIncompleteChar: "\u2591",
    },
    cliProgress.Presets.shades_classic,
  );
  bar.start(measurements, 0, { what: "reading MNIST" });
  return { update: (what) => bar.increment(1, { what }), clear: () => bar.stop() };
}
