import type { EngineSettings } from "../engine.ts";
import { type BatchPlace, type BatchPurpose, placeBatch } from "./batch-place.ts";
import { chunksOf, type PackedSamples, placeRange, type RawSamples } from "./batch-range.ts";
import type { Blas } from "./blas.ts";
import { Crew, type CrewSize, crewSize, mostThreads } from "./crew.ts";
import type { Kernels } from "./kernels.ts";
import type { LinearMemory } from "./linear-memory.ts";
import type { NetworkPlace } from "./memory-layout.ts";
import type { OptimizerPlace } from "./optimizer-place.ts";

/** Samples of a step that are worked on together; a larger step gathers its gradient from several such parts. */
const LARGEST_BATCH = 512;

/** What all batches of an engine have in common. */
export interface BatchSettings extends Pick<BatchPurpose, "objective" | "rule"> {
  readonly threads: NonNullable<EngineSettings["threads"]>;
  readonly blas: Blas | undefined;
}

/** Carries batches through the network, on as many threads as they are worth. */
export class Batches {
  readonly #memory: LinearMemory;
  readonly #kernels: Kernels;
  readonly #network: NetworkPlace;
  readonly #settings: BatchSettings;
  readonly #crew: Crew;
  #place: BatchPlace | undefined;

  /** @throws {ParameterError} for a number of threads that is none */
  constructor(memory: LinearMemory, kernels: Kernels, network: NetworkPlace, settings: BatchSettings) {
    mostThreads(settings.threads);
    this.#memory = memory;
    this.#kernels = kernels;
    this.#network = network;
    this.#settings = settings;
    this.#crew = new Crew(memory.memory, settings.blas?.forThreads);
  }

  /**
   * Room for a batch of so many samples, or as many as are worked on together.
   * @param optimizer  undefined where only scores are wanted
   */
  place(samples: number, optimizer: OptimizerPlace | undefined): BatchPlace {
    const wanted = Math.min(samples, LARGEST_BATCH);
    const place = this.#place;
    if (place && place.capacity >= wanted && (!optimizer || place.gradients.length > 0)) return place;
    const { objective, rule, threads, blas } = this.#settings;
    this.#place = placeBatch(this.#memory, this.#network, {
      objective,
      rule,
      optimizer,
      capacity: Math.max(wanted, place?.capacity ?? 0),
      threads: mostThreads(threads),
      blas: blas !== undefined,
    });
    return this.#place;
  }

  /** How many threads a batch of so many samples is worth. */
  sizeFor(samples: number): CrewSize {
    const { threads, blas } = this.#settings;
    const weights = this.#network.layers.reduce((sum, { units, inputs }) => sum + units * (1 + inputs), 0);
    const size = crewSize(threads, samples * weights);
    return blas ? { ...size, reason: `${size.reason}; ${blas.name}` } : size;
  }

  /** Carries out the steps of a range: see placeRange. */
  async descend(batch: BatchPlace, range: number, threads: number): Promise<void> {
    await this.#carryOut("descend", threads, batch, (hand) => [batch.plan, range, batch.crew, hand]);
  }

  /** z and a of the output layer, [samples, units], to these addresses. */
  async score(
    batch: BatchPlace,
    samples: PackedSamples | RawSamples,
    z: number,
    a: number,
  ): Promise<CrewSize> {
    const size = this.sizeFor(Math.min(samples.count, batch.capacity));
    const chunks = chunksOf(0, samples.count, batch.capacity, 0);
    // Other threads leave this one free: they are called once.
    for (const called of size.threads > 1 ? [chunks] : chunks.map((chunk) => [chunk])) {
      const range = placeRange(this.#memory, samples, 0, called);
      await this.#carryOut("score", size.threads, batch, (hand) => [
        batch.plan,
        range,
        z,
        a,
        batch.crew,
        hand,
      ]);
    }
    return size;
  }

  close(): void {
    this.#crew.stop();
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
}
