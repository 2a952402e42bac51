import type { Samples } from "../dataset/samples.ts";
import type { Precision } from "../network/matrix.ts";
import type { Network, Weights } from "../network/network.ts";
import type { Objective } from "../network/objective.ts";
import type { UpdateRule } from "../network/optimizers.ts";

export type EngineName = "reference" | "wasm" | "blas";

/**
 * Whether the error goes back through the output layer's weights from before the step, as section 3.3 of the
 * report derives it (`together`), or from after it, as the report's program does (`output-first`).
 */
export type UpdateOrder = "together" | "output-first";

/** Everything an engine is built from. */
export interface EngineSettings {
  readonly network: Network;
  readonly weights: Weights;
  readonly precision: Precision;
  readonly updateOrder: UpdateOrder;
  /** what a step makes small; the mean of its samples' losses unless given */
  readonly objective?: Objective;
  /** how it does so; plain gradient descent unless given */
  readonly rule?: UpdateRule;
  /** how many threads an engine that has them works with; as many as gain time unless given. No bit depends on it. */
  readonly threads?: number | "auto" | undefined;
}

/** A range of steps. */
export interface StepRange {
  readonly samples: Samples;
  /** the samples' indices, in the order of the steps */
  readonly order: Uint32Array;
  /** samples a step, 1 unless given; the last step of a range takes what is left */
  readonly batchSize?: number;
  /** one for all steps, or one a step */
  readonly learningRate: number | Float64Array;
  /** steps done before, from the first epoch on: dropout, noise and Adam depend on it; 0 unless given */
  readonly firstStep?: number;
}

/** The samples of one step. */
export interface Batch {
  readonly samples: Samples;
  /** the samples' indices */
  readonly order: Uint32Array;
  /** steps done before, from the first epoch on */
  readonly step: number;
}

export interface Gradients {
  /** J: what `Objective` says is made small */
  readonly objective: number;
  /** dJ/dW of every layer */
  readonly weights: Weights;
  readonly tally: Tally;
}

/**
 * What was counted over samples, one after the other. A range continues the tally of the range before, so that
 * the sums do not depend on where ranges begin and end.
 */
export interface Tally {
  readonly samples: number;
  /** samples whose largest score was the label's, before their own update; none in a regression */
  readonly hits: number;
  /** the sum of the samples' losses */
  readonly loss: number;
  /** the sum of the samples' mean squared errors */
  readonly squaredError: number;
}

export const emptyTally: Tally = { samples: 0, hits: 0, loss: 0, squaredError: 0 };

/** The output layer of n samples, row by row: [n, units] each. */
export interface Scores {
  readonly preActivations: Float32Array | Float64Array;
  readonly activations: Float32Array | Float64Array;
}

/**
 * What does the arithmetic. An engine holds the weights and works on whole ranges of steps, so that it can keep
 * them where and in what layout it likes. Loop, schedule, stopping, metrics and files exist once, above it.
 */
export interface Engine {
  readonly name: EngineName;
  readonly precision: Precision;
  /** How many threads it works with, and why so many. */
  readonly work: { readonly threads: number; readonly reason: string };
  /** Carries out the range's steps and continues the tally. */
  train(range: StepRange, tally: Tally): Promise<Tally>;
  /** The gradient of the objective over a batch, the weights unchanged. */
  gradients(batch: Batch): Promise<Gradients>;
  /** Forward propagation. */
  scores(samples: Samples): Promise<Scores>;
  /** Forward propagation of one sample [features], at once; both rows belong to the caller. */
  scoreOne(features: Samples["features"]): Scores;
  /** A copy of the weights. */
  weights(): Weights;
  /** A copy of what the optimizer remembers: so many times the weights' shapes. */
  memory(): readonly Weights[];
  /** Puts weights and memory back, from this or any other engine; without memory the optimizer begins anew. */
  restore(weights: Weights, memory?: readonly Weights[]): void;
  /** Remembers weights and memory as they are, until the next time; `revert` goes back to them. */
  keep(): void;
  revert(): void;
  /** Whether every weight is a finite number. */
  isFinite(): boolean;
  /** Lets go of what the engine holds; it is not used afterwards. */
  close(): void;
}

/** The learning rate of a range's step, from 0. */
export function rateOf({ learningRate }: StepRange, step: number): number {
  return typeof learningRate === "number" ? learningRate : learningRate[step];
}

/** Whether a step is W -= rate · dL/dW and nothing else, so that one sample's gradient need not be kept. */
export function isPlainDescent({ l1, l2 }: Objective, rule: UpdateRule): boolean {
  const { optimizer, weightDecay, clipNorm, maxNorm } = rule;
  return (
    optimizer === "sgd" && l1 === 0 && l2 === 0 && weightDecay === 0 && clipNorm === null && maxNorm === null
  );
}
