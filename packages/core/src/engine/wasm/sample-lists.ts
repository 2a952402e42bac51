import type { Samples } from "../../dataset/samples.ts";
import type { Network } from "../../network/network.ts";
import { checkTargets } from "../../network/sample-target.ts";
import {
  type Scaling,
  scaleColumns,
  scaleFeatures,
  scalingTable,
  type TargetScaling,
} from "../../network/scaling.ts";
import { type PackedSamples, type RawSamples, SPARSE } from "./batch-range.ts";
import type { Kernels } from "./kernels.ts";
import type { LinearMemory } from "./linear-memory.ts";
import { ENTRY_BYTES, type NetworkPlace, SPAN_BYTES } from "./memory-layout.ts";

/** Samples packed at a time. */
const CHUNK = 1000;

/** Samples in linear memory, as lists of their non-zero features: see assembly/lists.ts. */
export class SampleLists {
  readonly #memory: LinearMemory;
  readonly #kernels: Kernels;
  readonly #row: number;
  /** numbers that a sample's targets take */
  readonly #stride: number;
  readonly #targets: TargetScaling | undefined;
  readonly #scaling: Scaling;
  /** what each byte stands for, 256 float32; 0 where that differs from feature to feature */
  readonly #table: number;
  /** where the features and the entries of one sample lie */
  readonly #one: { readonly features: number; readonly span: number; readonly entries: number };
  /** Training samples stay packed as long as the engine lives. */
  readonly #kept = new WeakMap<Samples, PackedSamples>();

  constructor(
    memory: LinearMemory,
    kernels: Kernels,
    { layers }: NetworkPlace,
    { scaling, targets }: Pick<Network, "scaling" | "targets">,
  ) {
    const [{ row, inputs }] = layers;
    this.#stride = layers[layers.length - 1].stride;
    this.#targets = targets;
    this.#memory = memory;
    this.#kernels = kernels;
    this.#row = row;
    this.#scaling = scaling;
    const table = scalingTable(scaling);
    this.#table = table ? memory.allocate(4 * 256) : 0;
    if (table) memory.floats(this.#table, 256).set(table);
    const [features, span] = [memory.allocate(4 * inputs), memory.allocate(SPAN_BYTES)];
    this.#one = { features, span, entries: memory.allocate((2 + inputs) * ENTRY_BYTES) };
  }

  /** The samples' lists, which stay. */
  keep(samples: Samples): PackedSamples {
    if (this.#targets) checkTargets(this.#targets.offsets.length, samples);
    const packed = this.#kept.get(samples) ?? this.pack(samples);
    this.#kept.set(samples, packed);
    return packed;
  }

  kept(samples: Samples): PackedSamples | undefined {
    return this.#kept.get(samples);
  }

  /** Copies samples into linear memory, a chunk at a time; the lists last until the memory is released. */
  pack(samples: Samples): PackedSamples {
    const memory = this.#memory;
    const { count, featureCount, features } = samples;
    const spans = memory.allocate(count * SPAN_BYTES);
    const labels = memory.allocate(4 * count);
    memory.words(labels, count).set(this.#targets ? this.#placeTargets(samples) : samples.labels);
    const chunk = memory.allocate(CHUNK * featureCount * this.#size(features));
    const first = memory.allocate(0); // from here on the entries lie without a gap
    for (let from = 0; from < count; from += CHUNK) {
      const size = Math.min(CHUNK, count - from);
      // Beside its features a sample has the bias, and one entry that fills up.
      const entries = memory.reserve(size * (2 + featureCount) * ENTRY_BYTES);
      const part = features.subarray(from * featureCount, (from + size) * featureCount);
      const table = this.#write(part, chunk);
      memory.keepUntil(
        this.#kernels.pack(chunk, featureCount, size, table, this.#row, spans + from * SPAN_BYTES, entries),
      );
    }
    const share = (memory.mark() - first) / (ENTRY_BYTES * count * featureCount);
    return { spans, labels, count, sparse: share < SPARSE };
  }

  /** Where each sample's targets lie, as they are learned; nowhere, where it has none and is only scored. */
  #placeTargets({ targets, count }: Samples): Uint32Array {
    const addresses = new Uint32Array(count);
    if (!targets || !this.#targets) return addresses;
    const columns = this.#targets.offsets.length;
    const place = this.#memory.allocate(4 * this.#stride * count);
    const scaled = new Float32Array(targets.length);
    scaleColumns(this.#targets, targets, scaled);
    const rows = this.#memory.floats(place, this.#stride * count);
    for (let sample = 0; sample < count; sample++) {
      rows.set(scaled.subarray(sample * columns, (sample + 1) * columns), sample * this.#stride);
      addresses[sample] = place + 4 * this.#stride * sample;
    }
    return addresses;
  }

  /** Copies samples into linear memory, row by row, until it is released. */
  copy({ count, features }: Samples): RawSamples {
    const place = this.#memory.allocate(features.length * this.#size(features));
    return { features: place, table: this.#write(features, place), count };
  }

  /** The list of one sample, until the next one's: the addresses of its first entry and past its last. */
  packOne(features: Samples["features"]): readonly [entries: number, end: number] {
    const { features: place, span, entries } = this.#one;
    const table = this.#write(features, place);
    const end = this.#kernels.pack(place, features.length, 1, table, this.#row, span, entries);
    return [entries, end - ENTRY_BYTES]; // without the entry that fills up
  }

  /** Bytes of a feature in linear memory. */
  #size(features: Samples["features"]): 1 | 4 {
    return this.#table !== 0 && features instanceof Uint8Array ? 1 : 4;
  }

  /** Features to an address: bytes as they are, for a table to scale, or else scaled. @returns the table, or 0 */
  #write(features: Samples["features"], place: number): number {
    if (this.#size(features) === 4) {
      scaleFeatures(this.#scaling, features, this.#memory.floats(place, features.length));
      return 0;
    }
    this.#memory.bytes(place, features.length).set(features);
    return this.#table;
  }
}
