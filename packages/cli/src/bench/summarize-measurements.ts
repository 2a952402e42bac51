import type { BenchCase } from "./bench-cases.ts";
import type { Measurement } from "./prepare-case.ts";

export interface BenchSummary {
  readonly unit: "s/epoch" | "us/image" | "ms";
  /** of the measurements, in the unit */
  readonly median: number;
  readonly quartiles: readonly [low: number, high: number];
  /** at the median */
  readonly samplesPerSecond: number;
}

/** An epoch of MNIST, and the samples of T5. */
const ALL = 60_000;

const units = {
  train: { unit: "s/epoch", samples: ALL, perSecond: 1 },
  scores: { unit: "us/image", samples: 1, perSecond: 1e6 },
  single: { unit: "us/image", samples: 1, perSecond: 1e6 },
  metrics: { unit: "ms", samples: ALL, perSecond: 1e3 },
} as const;

/** What a case's measurements, one or more, come to. */
export function summarizeMeasurements(
  kind: BenchCase["kind"],
  measured: readonly Measurement[],
): BenchSummary {
  const { unit, samples, perSecond } = units[kind];
  const secondsEach = measured.map((one) => one.seconds / one.samples).sort((a, b) => a - b);
  const inUnit = (share: number) => quantile(secondsEach, share) * samples * perSecond;
  return {
    unit,
    median: inUnit(0.5),
    quartiles: [inUnit(0.25), inUnit(0.75)],
    samplesPerSecond: 1 / quantile(secondsEach, 0.5),
  };
}

/** The value at a share of the way through sorted values, between two of them where it lies there. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)];
  return low + (sorted[Math.ceil(place)] - low) * (place - Math.floor(place));
}
