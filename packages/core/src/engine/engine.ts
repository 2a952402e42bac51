import type { Samples } from "../dataset/samples.ts";
import type { Precision } from "../network/matrix.ts";
import type { Network, Weights } from "../network/network.ts";

export type EngineName = "reference" | "wasm";

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
}

/** A range of steps; stochastic descent takes one sample a step. */
export interface StepRange {
  readonly samples: Samples;
  /** the samples' indices, in the order of the steps */
  readonly order: Uint32Array;
  readonly learningRate: number;
}

/**
 * What was counted over samples, one after the other. A range continues the tally of the range before, so that
 * the sums do not depend on where ranges begin and end.
 */
export interface Tally {
  readonly samples: number;
  /** samples whose largest score was the label's, before their own update */
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
  /** Carries out the range's steps and continues the tally. */
  train(range: StepRange, tally: Tally): Promise<Tally>;
  /** dL/dW of every layer, summed over the given samples, the weights unchanged. */
  gradients(samples: Samples): Promise<Weights>;
  /** Forward propagation. */
  scores(samples: Samples): Promise<Scores>;
  /** A copy of the weights. */
  weights(): Weights;
  /** Puts weights back, from this or any other engine. */
  restore(weights: Weights): void;
  /** Whether every weight is a finite number. */
  isFinite(): boolean;
  /** Lets go of what the engine holds; it is not used afterwards. */
  close(): void;
}
