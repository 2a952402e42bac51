import { type Samples, sliceSamples } from "../../dataset/samples.ts";
import { type Loss, lossOf } from "../../network/losses.ts";
import { checkWeights, type Network, outputUnits, type Weights } from "../../network/network.ts";
import { type Objective, penalty, plainObjective } from "../../network/objective.ts";
import { plainDescent, type UpdateRule } from "../../network/optimizers.ts";
import { setSampleTarget } from "../../network/sample-target.ts";
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
import type { BatchPlace } from "./batch-place.ts";
import {
  type Chunk,
  chunksOf,
  type PackedSamples,
  placeOrder,
  placeRange,
  type RawSamples,
} from "./batch-range.ts";
import { Batches } from "./batches.ts";
import type { Blas } from "./blas.ts";
import type { CrewSize } from "./crew.ts";
import { type Place, placeNoise } from "./input-noise.ts";
import { instantiateKernels, type Kernels } from "./kernels.ts";
import { LinearMemory } from "./linear-memory.ts";
import {
  KEPT_SAMPLES,
  type NetworkPlace,
  placeNetwork,
  readKeptOutputs,
  readTally,
  readWeights,
  SPAN_BYTES,
  writeTally,
  writeWeights,
} from "./memory-layout.ts";
import { OptimizerPlace } from "./optimizer-place.ts";
import { SampleLists } from "./sample-lists.ts";
import { scoreOne, scoreOneByOne } from "./score-one.ts";

/** Samples scored at a time. */
const CHUNK = 2048;
/** Fewer are scored one by one. */
const SMALLEST_BATCH = 16;
/** Place of assembly/index.ts */
const PLACE_BYTES = 8;

/**
 * SIMD kernels, float32; the same bits on every machine and with any number of threads. With the system's BLAS for the
 * large products it is engine blas, which rounds as that library does.
 */
export class WasmEngine implements Engine {
  readonly name: "wasm" | "blas";
  readonly precision = "float32";
  readonly #network: Network;
  readonly #objective: Objective;
  readonly #rule: UpdateRule;
  readonly #loss: Loss;
  readonly #memory: LinearMemory;
  readonly #kernels: Kernels;
  readonly #place: NetworkPlace;
  readonly #lists: SampleLists;
  readonly #position: number;
  /** what only an engine that trains needs */
  #optimizer: OptimizerPlace | undefined;
  readonly #batches: Batches;
  /** of the last steps, or the last scores where none were taken */
  #work: CrewSize = { threads: 1, reason: "nothing done yet" };
  /** what was asked for last: threads share the memory, so one thing is done after the other */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    settings: EngineSettings,
    memory: LinearMemory,
    kernels: Kernels,
    blas: Blas | undefined,
  ) {
    const { network, objective = plainObjective, rule = plainDescent } = settings;
    checkWeights(network, settings.weights);
    this.name = blas ? "blas" : "wasm";
    this.#network = network;
    this.#objective = objective;
    this.#rule = rule;
    this.#loss = lossOf(network);
    this.#memory = memory;
    this.#kernels = kernels;
    this.#place = placeNetwork(memory, network, objective, {
      outputFirst: settings.updateOrder === "output-first",
      blas: blas !== undefined,
    });
    const { threads = "auto" } = settings;
    this.#batches = new Batches(memory, kernels, this.#place, { objective, rule, threads, blas });
    this.#lists = new SampleLists(memory, kernels, this.#place, network);
    this.#position = memory.allocate(PLACE_BYTES);
    writeWeights(memory, this.#place, settings.weights);
  }

  /** @param blas  does the large products, where it is given */
  static async create(settings: EngineSettings, blas?: Blas): Promise<WasmEngine> {
    const memory = new LinearMemory();
    const kernels = await instantiateKernels(memory.memory, blas?.bind(memory.memory));
    return new WasmEngine(settings, memory, kernels, blas);
  }

  get work(): CrewSize {
    return this.#work;
  }

  train(range: StepRange, before: Tally): Promise<Tally> {
    return this.#inTurn(() => this.#train(range, before));
  }

  gradients(batch: Batch): Promise<Gradients> {
    return this.#inTurn(() => this.#gradients(batch));
  }

  scores(samples: Samples): Promise<Scores> {
    return this.#inTurn(() => this.#scores(samples));
  }

  async #train(range: StepRange, before: Tally): Promise<Tally> {
    const { samples, order, batchSize = 1 } = range;
    const packed = this.#lists.keep(samples);
    writeTally(this.#memory, this.#place, before);
    if (batchSize === 1 && isPlainDescent(this.#objective, this.#rule)) {
      this.#work = { threads: 1, reason: "one sample a step" };
      this.#descendSampleBySample(range, packed);
    } else await this.#descendByBatches(range, packed, batchSize);
    return readTally(this.#memory, this.#place, before.samples + order.length);
  }

  async #gradients({ samples, order, step }: Batch): Promise<Gradients> {
    const batch = this.#batches.place(order.length, this.#placeOptimizer());
    this.#work = this.#batches.sizeFor(Math.min(order.length, batch.capacity));
    const { labelSmoothing, classWeights, reduction } = this.#objective;
    const y = new Float32Array(outputUnits(this.#network));
    writeTally(this.#memory, this.#place, emptyTally);
    let sum = 0;
    await this.#memory.temporarily(async () => {
      const packed = this.#lists.kept(samples) ?? this.#lists.pack(samples);
      for (const chunk of chunksOf(0, order.length, batch.capacity, step)) {
        const part = order.subarray(chunk.first, chunk.first + chunk.count);
        await this.#descend(batch, packed, part, [{ ...chunk, first: 0 }]);
        const outputs = readKeptOutputs(this.#memory, this.#place, batch.kept, part.length);
        for (const [index, { z, a }] of outputs.entries()) {
          const label = samples.labels[part[index]];
          setSampleTarget(this.#network, samples, part[index], y, labelSmoothing);
          sum += (classWeights?.[label] ?? 1) * this.#loss.value(z, a, y);
        }
      }
    });
    const scale = reduction === "mean" ? 1 / order.length : 1;
    this.#kernels.finishGradient(batch.plan, scale);
    return {
      objective: scale * sum + penalty(this.weights(), this.#objective),
      weights: readWeights(this.#memory, this.#place, batch.gradients),
      tally: readTally(this.#memory, this.#place, order.length),
    };
  }

  async #scores(samples: Samples): Promise<Scores> {
    const units = outputUnits(this.#network);
    const scores = {
      preActivations: new Float32Array(samples.count * units),
      activations: new Float32Array(samples.count * units),
    };
    const trained = this.#lists.kept(samples);
    const batch =
      samples.count < SMALLEST_BATCH ? undefined : this.#batches.place(samples.count, this.#optimizer);
    for (let from = 0; from < samples.count; from += CHUNK) {
      const count = Math.min(CHUNK, samples.count - from);
      await this.#memory.temporarily(async () => {
        const part = sliceSamples(samples, from, from + count);
        const lists = trained && { ...trained, spans: trained.spans + from * SPAN_BYTES, count };
        if (batch) await this.#scoreBatches(batch, lists ?? this.#lists.copy(part), from, scores);
        else {
          const packed = lists ?? this.#lists.pack(part);
          scoreOneByOne(this.#memory, this.#kernels, this.#place, packed, from, scores);
        }
      });
    }
    return scores;
  }

  scoreOne(features: Samples["features"]): Scores {
    return scoreOne(this.#memory, this.#kernels, this.#place, this.#lists.packOne(features));
  }

  weights(): Weights {
    return readWeights(this.#memory, this.#place);
  }

  memory(): readonly Weights[] {
    return this.#placeOptimizer().read();
  }

  restore(weights: Weights, memory?: readonly Weights[]): void {
    checkWeights(this.#network, weights);
    writeWeights(this.#memory, this.#place, weights);
    this.#placeOptimizer().write(memory);
  }

  keep(): void {
    this.#placeOptimizer().keep();
  }

  revert(): void {
    this.#placeOptimizer().revert();
  }

  isFinite(): boolean {
    return this.#place.layers.every(({ weights, weightBytes }) =>
      this.#kernels.allFinite(weights, weights + weightBytes),
    );
  }

  close(): void {
    this.#batches.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  #placeOptimizer(): OptimizerPlace {
    this.#optimizer ??= new OptimizerPlace(this.#memory, this.#place, this.#rule);
    return this.#optimizer;
  }

  /** Plain descent, a step a sample: nothing but the weights is written. */
  #descendSampleBySample({ order, learningRate, firstStep = 0 }: StepRange, packed: PackedSamples): void {
    const noisy = this.#objective.inputNoise > 0;
    const size = noisy ? KEPT_SAMPLES : order.length;
    const rates =
      typeof learningRate === "number"
        ? new Float32Array(order.length).fill(learningRate)
        : Float32Array.from(learningRate);
    for (let first = 0; first < order.length; first += size) {
      const part = order.subarray(first, first + size);
      const mark = this.#memory.mark();
      const { spans, labels } = placeOrder(this.#memory, this.#kernels, packed, part);
      const ratesAddress = this.#memory.allocate(4 * part.length);
      this.#memory.floats(ratesAddress, part.length).set(rates.subarray(first, first + size));
      const step = firstStep + first;
      const placeOf = (index: number): Place => ({ step: step + index, position: 0 });
      const noise = placeNoise(this.#memory, this.#network, this.#objective, part.length, placeOf);
      this.#memory.words(this.#position, 2).set([step, 0]);
      this.#kernels.train(this.#place.plan, spans, labels, part.length, ratesAddress, this.#position, noise);
      this.#memory.release(mark);
    }
  }

  async #descendByBatches(range: StepRange, packed: PackedSamples, batchSize: number): Promise<void> {
    const { order, firstStep = 0 } = range;
    const optimizer = this.#placeOptimizer();
    const batch = this.#batches.place(Math.min(batchSize, order.length), optimizer);
    this.#work = this.#batches.sizeFor(Math.min(batchSize, order.length, batch.capacity));
    const chunks: Chunk[] = [];
    for (let first = 0, step = firstStep; first < order.length; first += batchSize, step++) {
      const count = Math.min(batchSize, order.length - first);
      const scale = this.#objective.reduction === "mean" ? 1 / count : 1;
      const ends = { scale, step: optimizer.step(rateOf(range, step - firstStep), step + 1) };
      chunks.push(...chunksOf(first, count, batch.capacity, step, ends));
    }
    await this.#memory.temporarily(async () => {
      if (this.#objective.inputNoise === 0) await this.#descend(batch, packed, order, chunks);
      // Noise takes room: a few samples at a time.
      else
        for (const chunk of chunks) {
          const part = order.subarray(chunk.first, chunk.first + chunk.count);
          await this.#descend(batch, packed, part, [{ ...chunk, first: 0 }]);
        }
    });
  }

  /** Carries out chunks of steps over the samples of `order`. */
  async #descend(
    batch: BatchPlace,
    packed: PackedSamples,
    order: Uint32Array,
    chunks: readonly Chunk[],
  ): Promise<void> {
    await this.#memory.temporarily(async () => {
      const placed = placeOrder(this.#memory, this.#kernels, packed, order);
      const [{ step, position }] = chunks; // with noise there is but one
      const placeOf = (index: number): Place => ({ step, position: position + index });
      const noise = placeNoise(this.#memory, this.#network, this.#objective, order.length, placeOf);
      const range = placeRange(this.#memory, placed, noise, chunks);
      await this.#batches.descend(batch, range, this.#work.threads);
    });
  }

  /** Scores of samples, written from row `from` on. */
  async #scoreBatches(
    batch: BatchPlace,
    samples: PackedSamples | RawSamples,
    from: number,
    scores: Scores,
  ): Promise<void> {
    const units = outputUnits(this.#network);
    const z = this.#memory.allocate(4 * samples.count * units);
    const a = this.#memory.allocate(4 * samples.count * units);
    const size = await this.#batches.score(batch, samples, z, a);
    if (!this.#optimizer) this.#work = size;
    scores.preActivations.set(this.#memory.floats(z, samples.count * units), from * units);
    scores.activations.set(this.#memory.floats(a, samples.count * units), from * units);
  }
}
