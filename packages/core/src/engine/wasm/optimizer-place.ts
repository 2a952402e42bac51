import type { Weights } from "../../network/network.ts";
import { adamScales, type OptimizerName, optimizers, type UpdateRule } from "../../network/optimizers.ts";
import type { Kernels } from "./kernels.ts";
import type { LinearMemory } from "./linear-memory.ts";
import { LAYER_BYTES, type NetworkPlace, readWeights, writeRecord, writeWeights } from "./memory-layout.ts";

/** Codes of assembly/update.ts; both Adams are one there. */
const optimizerCodes: Record<OptimizerName, number> = {
  sgd: 0,
  momentum: 1,
  nesterov: 2,
  adagrad: 3,
  rmsprop: 4,
  adam: 5,
  adamw: 5,
};
/** Step of assembly/update.ts */
const STEP_BYTES = 40;

/** The gradient of a step and what the optimizer remembers, in linear memory beside the weights. */
export class OptimizerPlace {
  readonly #memory: LinearMemory;
  readonly #network: NetworkPlace;
  readonly #kernels: Kernels;
  readonly #rule: UpdateRule;
  readonly #step: number;
  /** by layer, arrays of the weights' layout */
  readonly gradients: readonly number[];
  readonly memories: readonly (readonly number[])[];

  constructor(memory: LinearMemory, network: NetworkPlace, kernels: Kernels, rule: UpdateRule) {
    this.#memory = memory;
    this.#network = network;
    this.#kernels = kernels;
    this.#rule = rule;
    this.#step = memory.allocate(STEP_BYTES);
    const likeWeights = () =>
      network.layers.map(({ weights, weightsEnd }) => memory.allocate(weightsEnd - weights));
    this.gradients = likeWeights();
    this.memories = Array.from({ length: optimizers[rule.optimizer].memories }, likeWeights);
  }

  clearGradients(): void {
    this.#clear(this.gradients);
  }

  /** gradient = scale · gradient and the penalties' gradients; returns its norm, over all layers. */
  regularize(scale: number, l1: number, l2: number): number {
    const squares = this.gradients.map((gradient, l) =>
      this.#kernels.regularize(this.#layer(l), gradient, scale, l1, l2),
    );
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
  }

  /**
   * W -= a step along scale · gradient.
   * @param t  the number of the step, from 1
   */
  update(scale: number, rate: number, t: number): void {
    const { optimizer, momentum, rho, beta1, beta2, epsilon, weightDecay, maxNorm } = this.#rule;
    const adam = optimizer === "adam" || optimizer === "adamw";
    const { size, root } = adam ? adamScales(beta1, beta2, rate, t) : { size: rate, root: 1 };
    const first = adam ? beta1 : optimizer === "rmsprop" ? rho : momentum;
    const numbers = [scale, size, rate * weightDecay, first, 1 - first, beta2, 1 - beta2, epsilon, root];
    writeRecord(this.#memory, this.#step, [
      optimizerCodes[optimizer],
      ...numbers.map((float) => ({ float })),
    ]);
    this.gradients.forEach((gradient, l) => {
      const [m = 0, v = 0] = this.memories.map((arrays) => arrays[l]);
      this.#kernels.update(this.#layer(l), gradient, this.#step, m, v);
      if (maxNorm !== null) this.#kernels.limitNorms(this.#layer(l), maxNorm);
    });
  }

  read(): readonly Weights[] {
    return this.memories.map((arrays) => readWeights(this.#memory, this.#network, arrays));
  }

  write(memories: readonly Weights[] | undefined): void {
    this.memories.forEach((arrays, index) => {
      if (memories?.[index]) writeWeights(this.#memory, this.#network, memories[index], arrays);
      else this.#clear(arrays);
    });
  }

  #clear(arrays: readonly number[]): void {
    this.#network.layers.forEach(({ weights, weightsEnd }, l) => {
      this.#memory.bytes(arrays[l], weightsEnd - weights).fill(0);
    });
  }

  #layer(l: number): number {
    return this.#network.records + l * LAYER_BYTES;
  }
}
