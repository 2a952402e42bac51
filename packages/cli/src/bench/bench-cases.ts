// The standard tasks, as bench/tasks has them for percept and its peers: a test holds the two to each other.

import type { Experiment } from "percept";
import { ParameterError } from "percept/errors";

export interface BenchCase {
  /** the task that it belongs to */
  readonly task: string;
  readonly id: string;
  readonly what: string;
  readonly kind: "train" | "scores" | "single" | "metrics";
  /** units of each layer, the inputs first */
  readonly layers: readonly number[];
  readonly activation: "sigmoid" | "relu";
  readonly output: "sigmoid" | "softmax";
  /** whether the work is divided among threads */
  readonly sharesWork: boolean;
  /** that a measurement works on, unless it is told otherwise */
  readonly samples: number;
  /** of a training */
  readonly descent?: Pick<Experiment, "optimizer" | "learningRate" | "momentum" | "shuffle"> & {
    readonly batchSize: number;
  };
}

const relu = { activation: "relu", output: "softmax" } as const;
const wide = {
  ...relu,
  task: "t3",
  kind: "train",
  layers: [784, 800, 800, 10],
  sharesWork: true,
  samples: 5120, // whole batches, of 128 and of 512
} as const;
const momentum = { optimizer: "momentum", learningRate: 0.05, momentum: 0.9, shuffle: true } as const;

export const benchCases: readonly BenchCase[] = [
  {
    task: "t1",
    id: "t1",
    what: "train 784-20-10, one sample a step",
    kind: "train",
    layers: [784, 20, 10],
    activation: "sigmoid",
    output: "sigmoid",
    sharesWork: false,
    samples: 60_000,
    descent: { optimizer: "sgd", learningRate: 0.01, shuffle: false, batchSize: 1 },
  },
  {
    ...relu,
    task: "t2",
    id: "t2",
    what: "train 784-128-10, Adam, batch 128",
    kind: "train",
    layers: [784, 128, 10],
    sharesWork: true,
    samples: 60_000,
    descent: { optimizer: "adam", learningRate: 0.001, shuffle: true, batchSize: 128 },
  },
  {
    ...wide,
    id: "t3-128",
    what: "train 784-800-800-10, momentum, batch 128",
    descent: { ...momentum, batchSize: 128 },
  },
  {
    ...wide,
    id: "t3-512",
    what: "train 784-800-800-10, momentum, batch 512",
    descent: { ...momentum, batchSize: 512 },
  },
  {
    ...relu,
    task: "t4",
    id: "t4-all",
    what: "ask 784-800-800-10, 10,000 images at once",
    kind: "scores",
    layers: [784, 800, 800, 10],
    sharesWork: true,
    samples: 10_000,
  },
  {
    ...relu,
    task: "t4",
    id: "t4-one",
    what: "ask 784-128-10, one image at a time",
    kind: "single",
    layers: [784, 128, 10],
    sharesWork: false,
    samples: 10_000,
  },
  {
    ...relu,
    task: "t5",
    id: "t5",
    what: "every metric of 60,000 x 10 scores",
    kind: "metrics",
    layers: [784, 128, 10],
    sharesWork: false,
    samples: 60_000,
  },
];

/** What --tasks may name: tasks, and cases of tasks. */
export const benchNames: readonly string[] = [
  ...new Set(benchCases.flatMap(({ task, id }) => [task, id])),
].sort();

/**
 * The cases that are named, in their own order.
 * @throws {ParameterError} for a name that is none
 */
export function chooseCases(names: readonly string[]): BenchCase[] {
  const unknown = names.find((name) => !benchNames.includes(name));
  if (unknown !== undefined) {
    throw new ParameterError(
      `tasks must be some of ${benchNames.join(", ")}, got ${unknown || "nothing"} (from --tasks).`,
    );
  }
  return benchCases.filter(({ task, id }) => names.includes(task) || names.includes(id));
}
