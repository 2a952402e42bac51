// The work of one task: a tile of a panel and some samples, or of a panel and some rows of weights.

import { activateVectors, multiplyByDerivative } from "./activations";
import { BatchLayer } from "./batch-layer";
import { batchLayerAt, BatchPlan, Chunk, columnPart, Hand, PART, SAMPLES, tilesOf } from "./batch-plan";
import { Layer, layerAt, SPAN_BYTES, VECTOR_BYTES, widthOf } from "./layer";
import { leaveOut, maskDelta } from "./noise";
import { multiplyRowsByBlas } from "./stripes";
import { regularize, update } from "./update";
import { walk } from "./walk";

/** Rows of weights in a tile: what they are multiplied into stays in the first-level cache until it is used. */
const ROWS: u32 = 128;
/** With BLAS a layer's rows are divided into so many tiles, each as high as can be. */
const BLAS_TILES: u32 = 4;

/** z of one panel's units for some samples, and a = mask ⊙ f(z) where the layer is hidden. */
export function forwardTile(
  batch: BatchPlan, chunk: Chunk, index: u32, lists: usize, panel: u32, from: u32, training: bool,
): void {
  const plan = batch.plan;
  const layer = layerAt(plan, index);
  const here = batchLayerAt(batch, index + 1);
  const count = min(SAMPLES, chunk.count - from);
  const at = <usize>panel * <usize>here.panel + <usize>from * <usize>here.row;
  const weights = layer.weights + <usize>panel * <usize>layer.panel;
  const spans = lists + <usize>from * SPAN_BYTES;
  const z = here.z + at;
  if (index == 0) walk(layer.width, weights, spans, count, z, here.row, batch.zeros, 0);
  else walkParts(batch, layer.width, weights, batchLayerAt(batch, index), layer.inputs, from, count, z, here.row);
  if (index + 1 < plan.count) activateTile(batch, chunk, index, at, from, count, panel, 1, training);
}

/** The product of some samples' lists, part after part, with a panel. */
// @ts-ignore: decorator
@inline
function walkParts(
  batch: BatchPlan, width: u32, panel: usize, lists: BatchLayer, units: u32, from: u32, count: u32, out: usize,
  step: usize,
): void {
  let spans = lists.rows + <usize>from * SPAN_BYTES;
  for (let first: u32 = 0; first < units; first += PART, spans += lists.part) {
    const start = first == 0 ? batch.zeros : out;
    walk(width, panel, spans, count, out, step, start, first == 0 ? 0 : step);
  }
}

/** a = mask ⊙ f(z) of some panels' units, whose numbers lie beside each other, for some samples. */
export function activateTile(
  batch: BatchPlan, chunk: Chunk, index: u32, at: usize, from: u32, count: u32, panel: u32, panels: u32,
  training: bool,
): void {
  const plan = batch.plan;
  const layer = layerAt(plan, index);
  const here = batchLayerAt(batch, index + 1);
  const bytes = panels * layer.width * <u32>VECTOR_BYTES;
  const code = layer.activation;
  if (here.row == bytes) activateVectors(code, here.z + at, here.activations + at, count * bytes);
  for (let sample: u32 = 0; sample < count; sample++, at += here.row) {
    const f = here.activations + at;
    if (here.row != bytes) activateVectors(code, here.z + at, f, bytes);
    if (here.mask == 0) continue;
    const a = here.output + at;
    const position = chunk.position + from + sample;
    const first = panel * layer.width;
    if (!training) memory.copy(a, f, bytes);
    else {
      leaveOut(
        plan, layer, index + 1, chunk.step, position, first, panels * layer.width, here.mask + at, f, a,
      );
    }
  }
}

/** One sample's z of a layer, out of the panels. */
// @ts-ignore: decorator
@inline
export function gather(layer: Layer, here: BatchLayer, sample: u32): void {
  const width = widthOf(layer);
  let z = here.z + <usize>sample * <usize>here.row;
  for (let at: usize = 0; at < <usize>layer.stride; at += width, z += here.panel) {
    memory.copy(layer.preActivation + at, z, width);
  }
}

/** One sample's delta of a layer, into the panels. */
// @ts-ignore: decorator
@inline
export function scatter(layer: Layer, here: BatchLayer, sample: u32): void {
  const width = widthOf(layer);
  let delta = here.delta + <usize>sample * <usize>here.row;
  for (let at: usize = 0; at < <usize>layer.stride; at += width, delta += here.panel) {
    memory.copy(delta, layer.delta + at, width);
  }
}

/** delta of a panel's units below = (Wᵀ·delta) ⊙ mask ⊙ f'(z), for some samples. */
export function backwardTile(batch: BatchPlan, chunk: Chunk, index: u32, panel: u32, from: u32): void {
  const plan = batch.plan;
  const layer = layerAt(plan, index);
  const below = layerAt(plan, index - 1);
  const above = batchLayerAt(batch, index + 1);
  const here = batchLayerAt(batch, index);
  const count = min(SAMPLES, chunk.count - from);
  const at = <usize>panel * <usize>here.panel + <usize>from * <usize>here.row;
  const weights = above.transposed + <usize>panel * <usize>(layer.stride / 4) * widthOf(below);
  walkParts(batch, below.width, weights, above, layer.units, from, count, here.delta + at, here.row);
  differentiateTile(below, here, at, count, below.width * <u32>VECTOR_BYTES);
}

/** delta = delta ⊙ mask ⊙ f'(z) for some samples, so many bytes of each. */
export function differentiateTile(layer: Layer, here: BatchLayer, at: usize, count: u32, bytes: u32): void {
  let rows = count;
  if (here.row == bytes) {
    bytes *= count;
    rows = 1;
  }
  for (let sample: u32 = 0; sample < rows; sample++, at += here.row) {
    const delta = here.delta + at;
    if (here.mask != 0) maskDelta(delta, here.mask + at, bytes);
    multiplyByDerivative(layer.activation, here.z + at, here.activations + at, delta, bytes);
  }
}

/** With BLAS the panels of every layer but the first lie beside each other: a tile of weights is as wide as its layer. */
// @ts-ignore: decorator
@inline
function isWide(batch: BatchPlan, index: u32): bool {
  return batch.blas != 0 && index > 0;
}

// @ts-ignore: decorator
@inline
function rowsOfTile(batch: BatchPlan, index: u32): u32 {
  return isWide(batch, index) ? tilesOf(1 + layerAt(batch.plan, index).inputs, BLAS_TILES) : ROWS;
}

// @ts-ignore: decorator
@inline
function tilesOfLayer(batch: BatchPlan, index: u32): u32 {
  const layer = layerAt(batch.plan, index);
  return (isWide(batch, index) ? 1 : layer.panels) * tilesOf(1 + layer.inputs, rowsOfTile(batch, index));
}

/** Tiles of all weights. */
export function weightTiles(batch: BatchPlan): u32 {
  let tiles: u32 = 0;
  for (let index: u32 = 0; index < batch.plan.count; index++) tiles += tilesOfLayer(batch, index);
  return tiles;
}

// Where the tile at hand lies: each thread has these for itself.
let index: u32 = 0;
let panel: u32 = 0;
let first: u32 = 0;
let rows: u32 = 0;
/** its place in the arrays of the weights' layout, its bytes, and how many of them at the front are biases */
let at: usize = 0;
let bytes: usize = 0;
let biases: usize = 0;

function find(batch: BatchPlan, tile: u32): Layer {
  index = 0;
  while (tile >= tilesOfLayer(batch, index)) tile -= tilesOfLayer(batch, index++);
  const layer = layerAt(batch.plan, index);
  const high = rowsOfTile(batch, index);
  const inPanel = tilesOf(1 + layer.inputs, high);
  panel = tile / inPanel;
  first = (tile % inPanel) * high;
  rows = min(high, 1 + layer.inputs - first);
  at = <usize>panel * <usize>layer.panel + <usize>first * <usize>layer.row;
  bytes = <usize>rows * <usize>layer.row;
  biases = first == 0 ? <usize>layer.row : 0;
  return layer;
}

/**
 * dJ/dW of a tile of weights, and at the end of a step its penalties and - unless the norm of the whole gradient is
 * wanted first - the step itself.
 */
export function gradientTile(batch: BatchPlan, chunk: Chunk, tile: u32, clips: bool, hand: Hand): void {
  const layer = find(batch, tile);
  const here = batchLayerAt(batch, index + 1);
  const ends = chunk.ends != 0;
  const wide = isWide(batch, index);
  // Of a step that is taken at once the gradient of a small tile is written nowhere else.
  const gradient = chunk.begins != 0 && ends && !clips && !wide ? hand.tile : here.gradient + at;
  if (batch.blas != 0 && (wide || chunk.sparse == 0)) {
    const lanes = wide ? layer.stride / 4 : 4 * layer.width;
    multiplyRowsByBlas(batch, chunk, index, panel, lanes, first, rows, gradient);
  } else multiplyRows(batch, chunk, layer, index, panel, first, rows, gradient);
  if (!ends) return;
  let scale = chunk.scale;
  if (clips || batch.l1 > 0 || batch.l2 > 0) {
    const squares = regularize(layer.weights + at, gradient, bytes, biases, scale, batch.l1, batch.l2);
    store<f64>(batch.squares + 8 * <usize>tile, squares);
    scale = 1;
  }
  if (!clips) stepAlong(chunk, layer, here, gradient, scale);
}

/** dJ/dW of some rows of a panel: what their inputs were in every sample walks over the samples' deltas. */
function multiplyRows(
  batch: BatchPlan, chunk: Chunk, layer: Layer, level: u32, panel: u32, first: u32, rows: u32, gradient: usize,
): void {
  const step: usize = layer.row;
  const below = batchLayerAt(batch, level);
  const here = batchLayerAt(batch, level + 1);
  const deltas = here.delta + <usize>panel * <usize>here.panel;
  let spans = below.columns + <usize>first * SPAN_BYTES;
  for (let sample: u32 = 0; sample < chunk.count; sample += PART, spans += columnPart(layer.inputs)) {
    const begins = sample == 0 && chunk.begins != 0;
    const start = begins ? batch.zeros : gradient;
    walk(layer.width, deltas, spans, rows, gradient, step, start, begins ? 0 : step);
  }
}

// @ts-ignore: decorator
@inline
function stepAlong(chunk: Chunk, layer: Layer, here: BatchLayer, gradient: usize, scale: f32): void {
  const m = here.firstMemory + at;
  const v = here.secondMemory + at;
  update(chunk.update, scale, layer.weights + at, gradient, m, v, bytes, biases);
}

/** The step of a tile along a gradient that is there. */
export function stepTile(batch: BatchPlan, chunk: Chunk, tile: u32, scale: f32): void {
  const layer = find(batch, tile);
  const here = batchLayerAt(batch, index + 1);
  stepAlong(chunk, layer, here, here.gradient + at, scale);
}

/** A tile's gradient times `scale`, with its penalties. */
export function finishTile(batch: BatchPlan, tile: u32, scale: f32): void {
  const layer = find(batch, tile);
  const gradient = batchLayerAt(batch, index + 1).gradient + at;
  regularize(layer.weights + at, gradient, bytes, biases, scale, batch.l1, batch.l2);
}
