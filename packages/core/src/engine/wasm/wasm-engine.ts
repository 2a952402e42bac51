import { type Samples, sliceSamples } from "../../dataset/samples.ts";
import { type Loss, lossOf, setTarget } from "../../network/losses.ts";
import { checkWeights, type Network, outputUnits, type Weights } from "../../network/network.ts";
import { drawNoise } from "../../network/noise.ts";
import { type Objective, penalty, plainObjective } from "../../network/objective.ts";
import { plainDescent, type UpdateRule } from "../../network/optimizers.ts";
import { scalingTable } from "../../network/scaling.ts";
import {
  type Batch,
  type Engine,
  type EngineSettings,
  emptyTally,
  type Gradients,
  isPlainDescent,
  rateOf,
  type Scores,
  type StepRange,
  type Tally,
} from "../engine.ts";
import { instantiateKernels, type Kernels } from "./kernels.ts";
import { LinearMemory } from "./linear-memory.ts";
import {
  ENTRY_BYTES,
  KEPT_SAMPLES,
  type NetworkPlace,
  placeNetwork,
  readKeptOutputs,
  readTally,
  readWeights,
  setTargets,
  writeTally,
  writeWeights,
} from "./memory-layout.ts";
import { OptimizerPlace } from "./optimizer-place.ts";

/** Samples packed or scored at a time. */
const CHUNK = 1000;
/** Place of assembly/index.ts */
const PLACE_BYTES = 8;

/** Samples in linear memory: the address of each one's entries (see assembly/layer.ts), and of the labels. */
interface PackedSamples {
  readonly rows: number;
  readonly labels: number;
  readonly count: number;
}

/** Where a sample stands in the training: see DrawKey. */
interface Place {
  readonly step: number;
  readonly position: number;
}

/** SIMD kernels on one thread, float32; the same bits on every machine. */
export class WasmEngine implements Engine {
  readonly name = "wasm";
  readonly precision = "float32";
  readonly #network: Network;
  readonly #objective: Objective;
  readonly #rule: UpdateRule;
  readonly #loss: Loss;
  readonly #memory: LinearMemory;
  readonly #kernels: Kernels;
  readonly #place: NetworkPlace;
  readonly #optimizer: OptimizerPlace;
  readonly #table: number;
  readonly #position: number;
  /** copies of weights and memory, by layer: their addresses and the copies' */
  readonly #copies: readonly { readonly address: number; readonly copy: number; readonly bytes: number }[];
  /** Training samples stay packed as long as the engine lives. */
  readonly #packed = new WeakMap<Samples, PackedSamples>();

  private constructor(settings: EngineSettings, memory: LinearMemory, kernels: Kernels) {
    const { network, objective = plainObjective, rule = plainDescent } = settings;
    this.#network = network;
    this.#objective = objective;
    this.#rule = rule;
    this.#loss = lossOf(network);
    this.#memory = memory;
    this.#kernels = kernels;
    this.#place = placeNetwork(memory, network, objective, settings.updateOrder === "output-first");
    this.#table = memory.allocate(4 * 256);
    memory.floats(this.#table, 256).set(scalingTable(network.scaling));
    this.#position = memory.allocate(PLACE_BYTES);
    this.#optimizer = new OptimizerPlace(memory, this.#place, kernels, rule);
    this.#copies = this.#place.layers.flatMap(({ weights, weightsEnd }, l) =>
      [weights, ...this.#optimizer.memories.map((arrays) => arrays[l])].map((address) => {
        const bytes = weightsEnd - weights;
        return { address, bytes, copy: memory.allocate(bytes) };
      }),
    );
    this.restore(settings.weights);
  }

  static async create(settings: EngineSettings): Promise<WasmEngine> {
    const memory = new LinearMemory();
    return new WasmEngine(settings, memory, await instantiateKernels(memory.memory));
  }

  async train(range: StepRange, before: Tally): Promise<Tally> {
    const { samples, order, batchSize = 1, firstStep = 0 } = range;
    const packed = this.#packed.get(samples) ?? this.#pack(samples);
    this.#packed.set(samples, packed);
    writeTally(this.#memory, this.#place, before);
    this.#temporarily(() => {
      if (batchSize === 1 && isPlainDescent(this.#objective, this.#rule)) {
        setTargets(this.#memory, this.#place);
        const { learningRate } = range;
        const rates =
          typeof learningRate === "number"
            ? new Float32Array(order.length).fill(learningRate)
            : Float32Array.from(learningRate);
        this.#run(packed, order, rates, { step: firstStep, position: 0 });
      } else {
        setTargets(this.#memory, this.#place, this.#optimizer.gradients);
        for (let first = 0, step = firstStep; first < order.length; first += batchSize, step++) {
          const batch = order.subarray(first, first + batchSize);
          this.#optimizer.clearGradients();
          this.#run(packed, batch, undefined, { step, position: 0 });
          this.#update(batch.length, rateOf(range, step - firstStep), step + 1);
        }
      }
    });
    return readTally(this.#memory, this.#place, before.samples + order.length);
  }

  async gradients({ samples, order, step }: Batch): Promise<Gradients> {
    return this.#temporarily(() => {
      const packed = this.#packed.get(samples) ?? this.#pack(samples);
      const { labelSmoothing, classWeights, reduction, l1, l2 } = this.#objective;
      const y = new Float32Array(outputUnits(this.#network));
      writeTally(this.#memory, this.#place, emptyTally);
      setTargets(this.#memory, this.#place, this.#optimizer.gradients);
      this.#optimizer.clearGradients();
      let sum = 0;
      for (let first = 0; first < order.length; first += KEPT_SAMPLES) {
        const part = order.subarray(first, first + KEPT_SAMPLES);
        this.#run(packed, part, undefined, { step, position: first });
        for (const [index, { z, a }] of readKeptOutputs(this.#memory, this.#place, part.length).entries()) {
          const label = samples.labels[part[index]];
          setTarget(y, label, labelSmoothing);
          sum += (classWeights?.[label] ?? 1) * this.#loss.value(z, a, y);
        }
      }
      const scale = reduction === "mean" ? 1 / order.length : 1;
      this.#optimizer.regularize(scale, l1, l2);
      return {
        objective: scale * sum + penalty(this.weights(), this.#objective),
        weights: readWeights(this.#memory, this.#place, this.#optimizer.gradients),
        tally: readTally(this.#memory, this.#place, order.length),
      };
    });
  }

  async scores(samples: Samples): Promise<Scores> {
    const units = outputUnits(this.#network);
    const preActivations = new Float32Array(samples.count * units);
    const activations = new Float32Array(samples.count * units);
    const trained = this.#packed.get(samples);
    for (let from = 0; from < samples.count; from += CHUNK) {
      const count = Math.min(CHUNK, samples.count - from);
      this.#temporarily(() => {
        const rows = trained ? trained.rows : this.#pack(sliceSamples(samples, from, from + count)).rows;
        const z = this.#memory.allocate(4 * count * units);
        const a = this.#memory.allocate(4 * count * units);
        this.#kernels.scores(this.#place.plan, rows, trained ? from : 0, count, z, a);
        preActivations.set(this.#memory.floats(z, count * units), from * units);
        activations.set(this.#memory.floats(a, count * units), from * units);
      });
    }
    return { preActivations, activations };
  }

  weights(): Weights {
    return readWeights(this.#memory, this.#place);
  }

  memory(): readonly Weights[] {
    return this.#optimizer.read();
  }

  restore(weights: Weights, memory?: readonly Weights[]): void {
    checkWeights(this.#network, weights);
    writeWeights(this.#memory, this.#place, weights);
    this.#optimizer.write(memory);
  }

  keep(): void {
    for (const { address, copy, bytes } of this.#copies) this.#memory.copy(address, copy, bytes);
  }

  revert(): void {
    for (const { address, copy, bytes } of this.#copies) this.#memory.copy(copy, address, bytes);
  }

  isFinite(): boolean {
    return this.#place.layers.every(({ weights, weightsEnd }) =>
      this.#kernels.allFinite(weights, weightsEnd),
    );
  }

  close(): void {}

  /**
   * Forward and backward for each of the samples: a step each with the rates given, or gathering the gradient.
   * @param rates  one a sample
   */
  #run(packed: PackedSamples, order: Uint32Array, rates: Float32Array | undefined, place: Place): void {
    const noisy = this.#objective.inputNoise > 0;
    const chunk = noisy ? KEPT_SAMPLES : order.length;
    for (let first = 0; first < order.length; first += chunk) {
      const part = order.subarray(first, first + chunk);
      const at = rates
        ? { step: place.step + first, position: place.position }
        : { step: place.step, position: place.position + first };
      this.#temporarily(() => {
        const orderAddress = this.#memory.allocate(4 * part.length);
        this.#memory.words(orderAddress, part.length).set(part);
        const given = rates?.subarray(first, first + chunk) ?? Float32Array.of(-1); // adds the gradient up
        const ratesAddress = this.#memory.allocate(4 * given.length);
        this.#memory.floats(ratesAddress, given.length).set(given);
        const noise = noisy ? this.#drawNoise(part.length, at, rates !== undefined) : 0;
        this.#memory.words(this.#position, 2).set([at.step, at.position]);
        this.#kernels.train(
          this.#place.plan,
          packed.rows,
          packed.labels,
          orderAddress,
          part.length,
          ratesAddress,
          rates !== undefined,
          this.#position,
          noise,
        );
      });
    }
  }

  /** Rows of noise for samples one after the other, each a step or a position further. */
  #drawNoise(count: number, { step, position }: Place, stepEach: boolean): number {
    const { inputs } = this.#network.layers[0];
    const address = this.#memory.allocate(4 * count * inputs);
    const { seed, inputNoise } = this.#objective;
    for (let index = 0; index < count; index++) {
      const row = this.#memory.floats(address + 4 * index * inputs, inputs);
      const place = stepEach ? { step: step + index, position } : { step, position: position + index };
      drawNoise(inputNoise, { seed, layer: 0, layers: this.#network.layers.length, ...place }, row);
    }
    return address;
  }

  /** W -= a step along the gradient that was gathered over so many samples. */
  #update(samples: number, rate: number, t: number): void {
    const { reduction, l1, l2 } = this.#objective;
    const { clipNorm } = this.#rule;
    let scale = reduction === "mean" ? 1 / samples : 1;
    if (l1 > 0 || l2 > 0 || clipNorm !== null) {
      const norm = this.#optimizer.regularize(scale, l1, l2);
      scale = clipNorm !== null && norm > clipNorm ? clipNorm / norm : 1;
    }
    this.#optimizer.update(scale, rate, t);
  }

  /** Copies samples into linear memory as rows of their non-zero entries, a chunk at a time. */
  #pack(samples: Samples): PackedSamples {
    const memory = this.#memory;
    const { count, featureCount, features } = samples;
    const bytes = features instanceof Uint8Array;
    const rows = memory.allocate(4 * (count + 1));
    const labels = memory.allocate(count);
    memory.bytes(labels, count).set(samples.labels);
    const chunk = memory.allocate(CHUNK * featureCount * (bytes ? 1 : 4));
    const stride = 4 * this.#place.layers[0].stride;
    memory.allocate(0); // on a boundary; from here on the entries lie without a gap
    for (let from = 0; from < count; from += CHUNK) {
      const size = Math.min(CHUNK, count - from);
      // Beside its features a sample has the bias, and at the most one entry that fills up.
      const entries = memory.reserve(size * (2 + featureCount) * ENTRY_BYTES);
      const part = features.subarray(from * featureCount, (from + size) * featureCount);
      (bytes ? memory.bytes(chunk, part.length) : memory.floats(chunk, part.length)).set(part);
      const table = bytes ? this.#table : 0;
      memory.keepUntil(
        this.#kernels.pack(chunk, featureCount, size, table, stride, rows + 4 * from, entries),
      );
    }
    return { rows, labels, count };
  }

  /** Runs something whose allocations end with it. */
  #temporarily<T>(work: () => T): T {
    const mark = this.#memory.mark();
    try {
      return work();
    } finally {
      this.#memory.release(mark);
    }
  }
}
