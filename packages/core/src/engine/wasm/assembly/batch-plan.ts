// What a step over a batch works on. batch-place.ts and batch-range.ts write these records.

import { BATCH_LAYER_BYTES, BatchLayer } from "./batch-layer";
import { Layer, Plan, SPAN_BYTES } from "./layer";
import { Disturbance } from "./noise";
import { Step } from "./update";

/** Samples in a tile. */
export const SAMPLES: u32 = 64;
/**
 * Rows of a panel that a list walks over at a time, so that they stay in the first-level cache while a tile's lists walk
 * over them one after the other: longer lists are made in parts.
 */
export const PART: u32 = 128;

/** What is the same for all steps over batches. */
@unmanaged
export class BatchPlan {
  plan: Plan;
  /** BatchLayer of the features; one of each layer follows */
  layers: usize;
  /** vectors of zeros, as wide as a panel */
  zeros: usize;
  /** outputs of a batch's samples, as keepOutput leaves them */
  kept: usize;
  l1: f32;
  l2: f32;
  /** 0: no limit */
  clipNorm: f32;
  maxNorm: f32;
  /** f64, one a tile of gradients: the sum of its squares */
  squares: usize;
  /** whether the system's BLAS multiplies: see stripes.ts */
  blas: u32;
}

/** What one thread has to itself. */
@unmanaged
export class Hand {
  /** the output layer with vectors of its own, for one sample */
  output: Layer;
  /** a tile of gradients; before, a panel's columns while they are turned */
  tile: usize;
  /** to disturb a sample's features in; 0 where none are disturbed */
  room: Disturbance;
}

/** The samples of one step, or a part of them. */
@unmanaged
export class Chunk {
  /** the first one's place in the range, and how many */
  first: u32;
  count: u32;
  /** what dropout is drawn by: of the first sample */
  step: u32;
  position: u32;
  /** whether the gradient begins here, and whether the step is taken at the end */
  begins: u32;
  ends: u32;
  /** whether most features are zero: with BLAS, their products are then walks all the same; packFeatures writes it, too */
  sparse: u32;
  /** what the sum of the samples' gradients is multiplied by */
  scale: f32;
  /** Step of update.ts */
  update: Step;
}

/** A number of steps. */
@unmanaged
export class Range {
  /** Span, one a sample of the range: its entries; 0 where the features are no lists yet */
  spans: usize;
  /** u32, one a sample of the range: the class index, or in a regression the address of its targets */
  labels: usize;
  /** f32 [samples of the range][inputs] to add, or 0 */
  noise: usize;
  /** addresses of Chunk records */
  chunks: usize;
  chunkCount: u32;
  /** without spans: the samples row by row, and what each byte stands for or 0, as `pack` takes them */
  features: usize;
  table: usize;
}

// @ts-ignore: decorator
@inline
export function batchLayerAt(batch: BatchPlan, index: u32): BatchLayer {
  return changetype<BatchLayer>(batch.layers + <usize>index * BATCH_LAYER_BYTES);
}

/** Bytes from the spans of one part of the samples to the next one's, where so many units have columns. */
// @ts-ignore: decorator
@inline
export function columnPart(units: u32): usize {
  return <usize>(1 + units) * SPAN_BYTES;
}

// @ts-ignore: decorator
@inline
export function tilesOf(count: u32, size: u32): u32 {
  return (count + size - 1) / size;
}
