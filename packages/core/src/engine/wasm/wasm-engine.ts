import { type Samples, sliceSamples } from "../../dataset/samples.ts";
import { checkWeights, type Network, outputUnits, type Weights } from "../../network/network.ts";
import { scalingTable } from "../../network/scaling.ts";
import {
  type Engine,
  type EngineSettings,
  emptyTally,
  type Scores,
  type StepRange,
  type Tally,
} from "../engine.ts";
import { instantiateKernels, type Kernels } from "./kernels.ts";
import {
  LinearMemory,
  type NetworkPlace,
  placeNetwork,
  readWeights,
  setTargets,
  writeWeights,
} from "./memory-layout.ts";

/** loss f64, squaredError f64, hits u32: Tally of assembly/counting.ts */
const TALLY_BYTES = 24;
const ENTRY_BYTES = 8;
/** KEPT_SAMPLES of assembly/counting.ts */
const KEPT_SAMPLES = 64;
/** Samples packed or scored at a time. */
const CHUNK = 1000;

/** Samples in linear memory: the address of each one's entries (see assembly/layer.ts), and of the labels. */
interface PackedSamples {
  readonly rows: number;
  readonly labels: number;
  readonly count: number;
}

/** SIMD kernels on one thread, float32; the same bits on every machine. */
export class WasmEngine implements Engine {
  readonly name = "wasm";
  readonly precision = "float32";
  readonly #network: Network;
  readonly #outputFirst: boolean;
  readonly #memory: LinearMemory;
  readonly #kernels: Kernels;
  readonly #place: NetworkPlace;
  readonly #table: number;
  readonly #tally: number;
  /** the output layer's z and a of some samples, until they are counted */
  readonly #kept: number;
  /** Training samples stay packed as long as the engine lives. */
  readonly #packed = new WeakMap<Samples, PackedSamples>();

  private constructor(settings: EngineSettings, memory: LinearMemory, kernels: Kernels) {
    this.#network = settings.network;
    this.#outputFirst = settings.updateOrder === "output-first";
    this.#memory = memory;
    this.#kernels = kernels;
    this.#place = placeNetwork(memory, settings.network);
    this.#table = memory.allocate(4 * 256);
    memory.floats(this.#table, 256).set(scalingTable(settings.network.scaling));
    this.#tally = memory.allocate(TALLY_BYTES);
    const outputs = this.#place.layers[this.#place.layers.length - 1];
    this.#kept = memory.allocate(KEPT_SAMPLES * 2 * 4 * outputs.stride);
    this.restore(settings.weights);
  }

  static async create(settings: EngineSettings): Promise<WasmEngine> {
    const memory = new LinearMemory();
    return new WasmEngine(settings, memory, await instantiateKernels(memory.memory));
  }

  async train({ samples, order, learningRate }: StepRange, before: Tally): Promise<Tally> {
    const packed = this.#packed.get(samples) ?? this.#pack(samples);
    this.#packed.set(samples, packed);
    return this.#temporarily(() => this.#steps(packed, order, learningRate, before));
  }

  async gradients(samples: Samples): Promise<Weights> {
    return this.#temporarily(() => {
      const targets = this.#place.layers.map(({ weights, weightsEnd }) =>
        this.#memory.allocate(weightsEnd - weights),
      );
      setTargets(this.#memory, this.#place, targets);
      const order = Uint32Array.from({ length: samples.count }, (_, sample) => sample);
      this.#steps(this.#pack(samples), order, -1, emptyTally);
      setTargets(this.#memory, this.#place);
      return readWeights(this.#memory, this.#place, targets);
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
        const { address, layers } = this.#place;
        this.#kernels.scores(address, layers.length, rows, trained ? from : 0, count, z, a);
        preActivations.set(this.#memory.floats(z, count * units), from * units);
        activations.set(this.#memory.floats(a, count * units), from * units);
      });
    }
    return { preActivations, activations };
  }

  weights(): Weights {
    return readWeights(this.#memory, this.#place);
  }

  restore(weights: Weights): void {
    checkWeights(this.#network, weights);
    writeWeights(this.#memory, this.#place, weights);
  }

  isFinite(): boolean {
    return this.#place.layers.every(({ weights, weightsEnd }) =>
      this.#kernels.allFinite(weights, weightsEnd),
    );
  }

  close(): void {}

  #steps(packed: PackedSamples, order: Uint32Array, rate: number, before: Tally): Tally {
    const orderAddress = this.#memory.allocate(4 * order.length);
    this.#memory.words(orderAddress, order.length).set(order);
    const sums = new DataView(this.#memory.memory.buffer, this.#tally, TALLY_BYTES);
    sums.setFloat64(0, before.loss, true);
    sums.setFloat64(8, before.squaredError, true);
    sums.setUint32(16, before.hits, true);
    const { address, layers } = this.#place;
    const { rows, labels } = packed;
    this.#kernels.train(
      address,
      layers.length,
      rows,
      labels,
      orderAddress,
      order.length,
      rate,
      this.#outputFirst,
      this.#tally,
      this.#kept,
    );
    return {
      samples: before.samples + order.length,
      hits: sums.getUint32(16, true),
      loss: sums.getFloat64(0, true),
      squaredError: sums.getFloat64(8, true),
    };
  }

  /** Copies samples into linear memory as rows of their non-zero entries, a chunk at a time. */
  #pack(samples: Samples): PackedSamples {
    const memory = this.#memory;
    const { count, featureCount, features } = samples;
    const rows = memory.allocate(4 * (count + 1));
    const labels = memory.allocate(count);
    memory.bytes(labels, count).set(samples.labels);
    const chunk = memory.allocate(CHUNK * featureCount);
    const stride = 4 * this.#place.layers[0].stride;
    memory.allocate(0); // on a boundary; from here on the entries lie without a gap
    for (let from = 0; from < count; from += CHUNK) {
      const size = Math.min(CHUNK, count - from);
      // Beside its features a sample has the bias, and at the most one entry that fills up.
      const entries = memory.reserve(size * (2 + featureCount) * ENTRY_BYTES);
      memory
        .bytes(chunk, size * featureCount)
        .set(features.subarray(from * featureCount, (from + size) * featureCount));
      memory.keepUntil(
        this.#kernels.pack(chunk, featureCount, size, this.#table, stride, rows + 4 * from, entries),
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
