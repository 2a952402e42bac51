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
import { type BatchPlace, placeBatch } from "./batch-place.ts";
import {
  type Chunk,
  chunksOf,
  type PackedSamples,
  placeChunk,
  placeOrder,
  placeRange,
  SPARSE,
} from "./batch-range.ts";
import type { Blas } from "./blas.ts";
import { Crew, type CrewSize, crewSize, mostThreads } from "./crew.ts";
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
  SPAN_BYTES,
  writeTally,
  writeWeights,
} from "./memory-layout.ts";
import { OptimizerPlace } from "./optimizer-place.ts";

/** Samples packed or scored at a time. */
const CHUNK = 1000;
/** Samples of a step that are worked on together; a larger step gathers its gradient from several such parts. */
const LARGEST_BATCH = 512;
/** Fewer are scored one by one. */
const SMALLEST_BATCH = 16;
/** Place of assembly/index.ts */
const PLACE_BYTES = 8;

/** What only an engine that trains needs. */
interface TrainingPlace {
  readonly optimizer: OptimizerPlace;
  /** copies of weights and memory, by layer: their addresses and the copies' */
  readonly copies: readonly { readonly address: number; readonly copy: number; readonly bytes: number }[];
}

/**
 * SIMD kernels, float32; the same bits on every machine and with any number of threads. With the system's BLAS for the
 * large products it is engine blas, which rounds as that library does.
 */
export class WasmEngine implements Engine {
  readonly name: "wasm" | "blas";
  readonly precision = "float32";
  readonly #blas: Blas | undefined;
  readonly #network: Network;
  readonly #objective: Objective;
  readonly #rule: UpdateRule;
  readonly #loss: Loss;
  readonly #memory: LinearMemory;
  readonly #kernels: Kernels;
  readonly #place: NetworkPlace;
  readonly #table: number;
  readonly #position: number;
  /** where the features and the entries of one sample lie */
  readonly #one: { readonly features: number; readonly span: number; readonly entries: number };
  readonly #threads: number | "auto";
  #training: TrainingPlace | undefined;
  #batch: BatchPlace | undefined;
  readonly #crew: Crew;
  /** of the last steps, or the last scores where none were taken */
  #work: CrewSize = { threads: 1, reason: "nothing done yet" };
  /** what was asked for last: threads share the memory, so one thing is done after the other */
  #last: Promise<unknown> = Promise.resolve();
  /** Training samples stay packed as long as the engine lives. */
  readonly #packed = new WeakMap<Samples, PackedSamples>();

  private constructor(
    settings: EngineSettings,
    memory: LinearMemory,
    kernels: Kernels,
    blas: Blas | undefined,
  ) {
    const { network, objective = plainObjective, rule = plainDescent } = settings;
    checkWeights(network, settings.weights);
    this.name = blas ? "blas" : "wasm";
    this.#blas = blas;
    this.#network = network;
    this.#objective = objective;
    this.#rule = rule;
    this.#loss = lossOf(network);
    this.#memory = memory;
    this.#kernels = kernels;
    this.#threads = settings.threads ?? "auto";
    mostThreads(this.#threads); // refuses a wrong number
    this.#crew = new Crew(memory.memory, blas?.forThreads);
    this.#place = placeNetwork(memory, network, objective, {
      outputFirst: settings.updateOrder === "output-first",
      blas: blas !== undefined,
    });
    this.#table = memory.allocate(4 * 256);
    memory.floats(this.#table, 256).set(scalingTable(network.scaling));
    this.#position = memory.allocate(PLACE_BYTES);
    const { inputs } = this.#place.layers[0];
    const [features, span] = [memory.allocate(4 * inputs), memory.allocate(SPAN_BYTES)];
    this.#one = { features, span, entries: memory.allocate((2 + inputs) * ENTRY_BYTES) };
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
    const packed = this.#keepPacked(samples);
    writeTally(this.#memory, this.#place, before);
    if (batchSize === 1 && isPlainDescent(this.#objective, this.#rule)) {
      this.#work = { threads: 1, reason: "one sample a step" };
      this.#descendSampleBySample(range, packed);
    } else await this.#descendByBatches(range, packed, batchSize);
    return readTally(this.#memory, this.#place, before.samples + order.length);
  }

  async #gradients({ samples, order, step }: Batch): Promise<Gradients> {
    const batch = this.#placeBatch(order.length, true);
    this.#work = this.#sizeFor(Math.min(order.length, batch.capacity));
    const { labelSmoothing, classWeights, reduction } = this.#objective;
    const y = new Float32Array(outputUnits(this.#network));
    writeTally(this.#memory, this.#place, emptyTally);
    let sum = 0;
    await this.#temporarily(async () => {
      const packed = this.#packed.get(samples) ?? this.#pack(samples);
      for (const chunk of chunksOf(0, order.length, batch.capacity, step)) {
        const part = order.subarray(chunk.first, chunk.first + chunk.count);
        await this.#descend(batch, packed, part, [{ ...chunk, first: 0 }]);
        const outputs = readKeptOutputs(this.#memory, this.#place, batch.kept, part.length);
        for (const [index, { z, a }] of outputs.entries()) {
          const label = samples.labels[part[index]];
          setTarget(y, label, labelSmoothing);
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
    const trained = this.#packed.get(samples);
    const batch = samples.count < SMALLEST_BATCH ? undefined : this.#placeBatch(samples.count, false);
    for (let from = 0; from < samples.count; from += CHUNK) {
      const count = Math.min(CHUNK, samples.count - from);
      await this.#temporarily(async () => {
        const packed = trained
          ? { ...trained, spans: trained.spans + from * SPAN_BYTES, count }
          : this.#pack(sliceSamples(samples, from, from + count));
        if (batch) await this.#scoreBatches(batch, packed, from, scores);
        else this.#scoreOneByOne(packed, from, scores);
      });
    }
    return scores;
  }

  scoreOne(features: Samples["features"]): Scores {
    const { span, entries, features: place } = this.#one;
    const { plan, layers, outputs } = this.#place;
    const bytes = features instanceof Uint8Array;
    const count = features.length;
    (bytes ? this.#memory.bytes(place, count) : this.#memory.floats(place, count)).set(features);
    const end = this.#kernels.pack(place, count, 1, bytes ? this.#table : 0, layers[0].row, span, entries);
    this.#kernels.scoreOne(plan, entries, end - ENTRY_BYTES); // without the entry that fills up
    const units = outputUnits(this.#network);
    return {
      preActivations: this.#memory.floats(outputs.z, units).slice(),
      activations: this.#memory.floats(outputs.a, units).slice(),
    };
  }

  weights(): Weights {
    return readWeights(this.#memory, this.#place);
  }

  memory(): readonly Weights[] {
    return this.#placeTraining().optimizer.read();
  }

  restore(weights: Weights, memory?: readonly Weights[]): void {
    checkWeights(this.#network, weights);
    writeWeights(this.#memory, this.#place, weights);
    this.#placeTraining().optimizer.write(memory);
  }

  keep(): void {
    for (const { address, copy, bytes } of this.#placeTraining().copies)
      this.#memory.copy(address, copy, bytes);
  }

  revert(): void {
    for (const { address, copy, bytes } of this.#placeTraining().copies)
      this.#memory.copy(copy, address, bytes);
  }

  isFinite(): boolean {
    return this.#place.layers.every(({ weights, weightBytes }) =>
      this.#kernels.allFinite(weights, weights + weightBytes),
    );
  }

  close(): void {
    this.#crew.stop();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  #placeTraining(): TrainingPlace {
    if (!this.#training) {
      const optimizer = new OptimizerPlace(this.#memory, this.#place, this.#rule);
      const copies = this.#place.layers.flatMap(({ weights, weightBytes: bytes }, l) =>
        [weights, ...optimizer.memories.map((arrays) => arrays[l])].map((address) => {
          return { address, bytes, copy: this.#memory.allocate(bytes) };
        }),
      );
      this.#training = { optimizer, copies };
    }
    return this.#training;
  }

  /** Room for a batch of so many samples, or as many as are worked on together. */
  #placeBatch(samples: number, trains: boolean): BatchPlace {
    const wanted = Math.min(samples, LARGEST_BATCH);
    const place = this.#batch;
    if (place && place.capacity >= wanted && (!trains || place.gradients.length > 0)) return place;
    this.#batch = placeBatch(this.#memory, this.#place, {
      objective: this.#objective,
      rule: this.#rule,
      capacity: Math.max(wanted, place?.capacity ?? 0),
      threads: mostThreads(this.#threads),
      blas: this.#blas !== undefined,
      optimizer: trains || this.#training ? this.#placeTraining().optimizer : undefined,
    });
    return this.#batch;
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
      const noise = this.#memory.allocate(noisy ? 4 * part.length * this.#network.layers[0].inputs : 0);
      for (let index = 0; noisy && index < part.length; index++)
        this.#drawNoise(noise, index, firstStep + first + index, 0);
      this.#memory.words(this.#position, 2).set([firstStep + first, 0]);
      this.#kernels.train(
        this.#place.plan,
        spans,
        labels,
        part.length,
        ratesAddress,
        this.#position,
        noisy ? noise : 0,
      );
      this.#memory.release(mark);
    }
  }

  async #descendByBatches(range: StepRange, packed: PackedSamples, batchSize: number): Promise<void> {
    const { order, firstStep = 0 } = range;
    const { optimizer } = this.#placeTraining();
    const batch = this.#placeBatch(Math.min(batchSize, order.length), true);
    this.#work = this.#sizeFor(Math.min(batchSize, order.length, batch.capacity));
    const chunks: Chunk[] = [];
    for (let first = 0, step = firstStep; first < order.length; first += batchSize, step++) {
      const count = Math.min(batchSize, order.length - first);
      const scale = this.#objective.reduction === "mean" ? 1 / count : 1;
      const ends = { scale, step: optimizer.step(rateOf(range, step - firstStep), step + 1) };
      chunks.push(...chunksOf(first, count, batch.capacity, step, ends));
    }
    await this.#temporarily(async () => {
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
    await this.#temporarily(async () => {
      const placed = placeOrder(this.#memory, this.#kernels, packed, order);
      const { inputs } = this.#network.layers[0];
      const noisy = this.#objective.inputNoise > 0;
      const noise = noisy ? this.#memory.allocate(4 * order.length * inputs) : 0;
      if (noisy)
        for (const { first, count, step, position } of chunks)
          for (let index = 0; index < count; index++)
            this.#drawNoise(noise, first + index, step, position + index);
      const range = placeRange(this.#memory, placed, noise, chunks);
      const { threads } = this.#work;
      await this.#carryOut("descend", threads, batch, (hand) => [batch.plan, range, batch.crew, hand]);
    });
  }

  /** How many threads a batch of so many samples is worth. */
  #sizeFor(samples: number): CrewSize {
    const weights = this.#place.layers.reduce((sum, { units, inputs }) => sum + units * (1 + inputs), 0);
    const size = crewSize(this.#threads, samples * weights);
    return this.#blas ? { ...size, reason: `${size.reason}; ${this.#blas.name}` } : size;
  }

  /** Calls a kernel on so many threads: on this one, where one is enough. */
  async #carryOut<Name extends "descend" | "score">(
    name: Name,
    members: number,
    { crew, hands }: BatchPlace,
    argsOf: (hand: number) => Parameters<Kernels[Name]>,
  ): Promise<void> {
    this.#memory.words(crew, 1)[0] = members;
    if (members > 1) await this.#crew.run(members, name, (member) => argsOf(hands[member]));
    else (this.#kernels[name] as (...args: readonly number[]) => void)(...argsOf(hands[0]));
  }

  /** The noise of one sample, as row `index` of [samples][inputs]. */
  #drawNoise(address: number, index: number, step: number, position: number): void {
    const { inputs } = this.#network.layers[0];
    const { seed, inputNoise } = this.#objective;
    const row = this.#memory.floats(address + 4 * index * inputs, inputs);
    drawNoise(inputNoise, { seed, layer: 0, layers: this.#network.layers.length, step, position }, row);
  }

  /** Scores of samples, written from row `from` on. */
  async #scoreBatches(
    batch: BatchPlace,
    packed: PackedSamples,
    from: number,
    { preActivations, activations }: Scores,
  ): Promise<void> {
    const { count, sparse } = packed;
    const units = outputUnits(this.#network);
    const z = this.#memory.allocate(4 * count * units);
    const a = this.#memory.allocate(4 * count * units);
    const range = placeRange(this.#memory, packed, 0, []);
    const size = this.#sizeFor(Math.min(count, batch.capacity));
    if (!this.#training) this.#work = size;
    const { threads } = size;
    for (const chunk of chunksOf(0, count, batch.capacity, 0)) {
      const offset = 4 * chunk.first * units;
      const address = placeChunk(this.#memory, chunk, sparse);
      await this.#carryOut("score", threads, batch, (hand) => {
        return [batch.plan, range, address, z + offset, a + offset, batch.crew, hand];
      });
    }
    preActivations.set(this.#memory.floats(z, count * units), from * units);
    activations.set(this.#memory.floats(a, count * units), from * units);
  }

  #scoreOneByOne(
    { spans, count }: PackedSamples,
    from: number,
    { preActivations, activations }: Scores,
  ): void {
    const units = outputUnits(this.#network);
    for (let sample = 0; sample < count; sample++) {
      const [entries, end] = this.#memory.words(spans + sample * SPAN_BYTES, 2);
      this.#kernels.scoreOne(this.#place.plan, entries, end);
      preActivations.set(this.#memory.floats(this.#place.outputs.z, units), (from + sample) * units);
      activations.set(this.#memory.floats(this.#place.outputs.a, units), (from + sample) * units);
    }
  }

  #keepPacked(samples: Samples): PackedSamples {
    const packed = this.#packed.get(samples) ?? this.#pack(samples);
    this.#packed.set(samples, packed);
    return packed;
  }

  /** Copies samples into linear memory as lists of their non-zero features, a chunk at a time. */
  #pack(samples: Samples): PackedSamples {
    const memory = this.#memory;
    const { count, featureCount, features } = samples;
    const bytes = features instanceof Uint8Array;
    const spans = memory.allocate(count * SPAN_BYTES);
    const labels = memory.allocate(count);
    memory.bytes(labels, count).set(samples.labels);
    const chunk = memory.allocate(CHUNK * featureCount * (bytes ? 1 : 4));
    const { row } = this.#place.layers[0];
    const first = memory.allocate(0); // from here on the entries lie without a gap
    for (let from = 0; from < count; from += CHUNK) {
      const size = Math.min(CHUNK, count - from);
      // Beside its features a sample has the bias, and one entry that fills up.
      const entries = memory.reserve(size * (2 + featureCount) * ENTRY_BYTES);
      const part = features.subarray(from * featureCount, (from + size) * featureCount);
      (bytes ? memory.bytes(chunk, part.length) : memory.floats(chunk, part.length)).set(part);
      const table = bytes ? this.#table : 0;
      memory.keepUntil(
        this.#kernels.pack(chunk, featureCount, size, table, row, spans + from * SPAN_BYTES, entries),
      );
    }
    const share = (memory.mark() - first) / (ENTRY_BYTES * count * featureCount);
    return { spans, labels, count, sparse: share < SPARSE };
  }

  /** Runs something whose allocations end with it. */
  async #temporarily(work: () => Promise<void>): Promise<void> {
    const mark = this.#memory.mark();
    try {
      await work();
    } finally {
      this.#memory.release(mark);
    }
  }
}
