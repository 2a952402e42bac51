import type { Weights } from "../../network/network.ts";
import { adamScales, type OptimizerName, optimizers, type UpdateRule } from "../../network/optimizers.ts";
import type { LinearMemory } from "./linear-memory.ts";
import { type Field, type NetworkPlace, readWeights, writeWeights } from "./memory-layout.ts";

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

/** What the optimizer remembers, in linear memory beside the weights and in their layout, and a copy of both. */
export class OptimizerPlace {
  readonly #memory: LinearMemory;
  readonly #network: NetworkPlace;
  readonly #rule: UpdateRule;
  /** by array, by layer */
  readonly memories: readonly (readonly number[])[];
  /** of weights and memory, by layer: their addresses and the copies' */
  readonly #copies: readonly { readonly address: number; readonly copy: number; readonly bytes: number }[];

  constructor(memory: LinearMemory, network: NetworkPlace, rule: UpdateRule) {
    this.#memory = memory;
    this.#network = network;
    this.#rule = rule;
    this.memories = Array.from({ length: optimizers[rule.optimizer].memories }, () =>
      network.layers.map(({ weightBytes }) => memory.allocate(weightBytes)),
    );
    this.#copies = network.layers.flatMap(({ weights, weightBytes: bytes }, l) =>
      [weights, ...this.memories.map((arrays) => arrays[l])].map((address) => {
        return { address, bytes, copy: memory.allocate(bytes) };
      }),
    );
  }

  /**
   * Step of assembly/update.ts.
   * @param t  the number of the step, from 1
   */
  step(rate: number, t: number): Field[] {
    const { optimizer, momentum, rho, beta1, beta2, epsilon, weightDecay } = this.#rule;
    const adam = optimizer === "adam" || optimizer === "adamw";
    const { size, root } = adam ? adamScales(beta1, beta2, rate, t) : { size: rate, root: 1 };
    const first = adam ? beta1 : optimizer === "rmsprop" ? rho : momentum;
    const numbers = [size, rate * weightDecay, first, 1 - first, beta2, 1 - beta2, epsilon, root];
    return [optimizerCodes[optimizer], ...numbers.map((float) => ({ float }))];
  }

  read(): readonly Weights[] {
    return this.memories.map((arrays) => readWeights(this.#memory, this.#network, arrays));
  }

  write(memories: readonly Weights[] | undefined): void {
    this.memories.forEach((arrays, index) => {
      if (memories?.[index]) writeWeights(this.#memory, this.#network, memories[index], arrays);
      else {
        this.#network.layers.forEach(({ weightBytes }, l) => {
          this.#memory.bytes(arrays[l], weightBytes).fill(0);
        });
      }
    });
  }

  /** Copies weights and memory as they are. */
  keep(): void {
    for (const { address, copy, bytes } of this.#copies) this.#memory.copy(address, copy, bytes);
  }

  /** Goes back to the copies. */
  revert(): void {
    for (const { address, copy, bytes } of this.#copies) this.#memory.copy(copy, address, bytes);
  }
}
