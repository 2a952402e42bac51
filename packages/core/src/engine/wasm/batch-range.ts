import type { Kernels } from "./kernels.ts";
import type { LinearMemory } from "./linear-memory.ts";
import { type Field, SPAN_BYTES, writeRecord } from "./memory-layout.ts";

/** Range and Chunk of assembly/batch-plan.ts, Step of assembly/update.ts */
const RANGE_BYTES = 28;
const CHUNK_BYTES = 36;
const STEP_BYTES = 36;

/** The samples of one step, or a part of them where a step has more than there is room for. */
export interface Chunk {
  /** the first one's place in the range, and how many */
  readonly first: number;
  readonly count: number;
  /** steps done before, from the first epoch on, and the first sample's place in its step */
  readonly step: number;
  readonly position: number;
  /** whether the step begins with these samples */
  readonly begins: boolean;
  /** what the step's gradients are multiplied by, and Step; undefined where more samples follow, or no step is taken */
  readonly ends: { readonly scale: number; readonly step: readonly Field[] } | undefined;
}

/** Samples in linear memory: a Span of entries (see assembly/layer.ts) and a label for each. */
export interface PackedSamples {
  readonly spans: number;
  readonly labels: number;
  /** how many samples, and whether most of their features are zero */
  readonly count: number;
  readonly sparse: boolean;
}

/** Samples in linear memory as they were given: see `pack` of assembly/lists.ts. */
export interface RawSamples {
  readonly features: number;
  readonly table: number;
  readonly count: number;
}

/** A share of non-zero features below which walks over them beat a dense product by BLAS: SPARSE of assembly/lists.ts */
export const SPARSE = 0.3;

/** The samples of `order`, one after the other: their spans and labels, copied. */
export function placeOrder(
  memory: LinearMemory,
  kernels: Kernels,
  packed: PackedSamples,
  order: Uint32Array,
): PackedSamples {
  const spans = memory.allocate(order.length * SPAN_BYTES);
  const labels = memory.allocate(4 * order.length);
  const indices = memory.allocate(4 * order.length);
  memory.words(indices, order.length).set(order);
  kernels.gatherSamples(packed.spans, packed.labels, indices, order.length, spans, labels);
  return { spans, labels, count: order.length, sparse: packed.sparse };
}

/**
 * Writes a Range.
 * @param noise  the address of what is added to the samples' features, or 0
 */
export function placeRange(
  memory: LinearMemory,
  samples: PackedSamples | RawSamples,
  noise: number,
  chunks: readonly Chunk[],
): number {
  const raw = { spans: 0, labels: 0, sparse: false, features: 0, table: 0, ...samples };
  const { spans, labels, sparse, features, table } = raw;
  const addresses = memory.allocate(4 * chunks.length);
  memory
    .words(addresses, chunks.length)
    .set(chunks.map((chunk) => placeChunk(memory, chunk, sparse && noise === 0)));
  const range = memory.allocate(RANGE_BYTES);
  writeRecord(memory, range, [spans, labels, noise, addresses, chunks.length, features, table]);
  return range;
}

/** Writes a Chunk. */
function placeChunk(
  memory: LinearMemory,
  { first, count, step, position, begins, ends }: Chunk,
  sparse: boolean,
): number {
  const update = ends ? memory.allocate(STEP_BYTES) : 0;
  if (ends) writeRecord(memory, update, ends.step);
  const chunk = memory.allocate(CHUNK_BYTES);
  const taken = [begins ? 1 : 0, ends ? 1 : 0, sparse ? 1 : 0, { float: ends?.scale ?? 1 }, update];
  writeRecord(memory, chunk, [first, count, step, position, ...taken]);
  return chunk;
}

/** A step's samples in parts that there is room for. */
export function chunksOf(
  first: number,
  count: number,
  capacity: number,
  step: number,
  ends?: Chunk["ends"],
): Chunk[] {
  return Array.from({ length: Math.ceil(count / capacity) }, (_, index) => {
    const position = index * capacity;
    const part = Math.min(capacity, count - position);
    return {
      first: first + position,
      count: part,
      step,
      position,
      begins: position === 0,
      ends: position + part === count ? ends : undefined,
    };
  });
}
