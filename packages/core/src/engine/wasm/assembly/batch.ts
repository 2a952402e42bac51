// A step over a batch: the report's equations, section 3, for all of its samples layer by layer. Each phase is a number
// of tasks - tiles of a panel and some samples, or of a panel and some rows of weights - and ends with a meeting of the
// threads.

import { activate, activateVectors, multiplyByDerivative } from "./activations";
import { BATCH_LAYER_BYTES, BatchLayer } from "./batch-layer";
import { countKept, keepOutput, Tally } from "./counting";
import { Crew, meet, take } from "./crew";
import { ENTRY_BYTES, Layer, layerAt, Plan, SPAN_BYTES } from "./layer";
import { packBiasColumn, packColumns, packRows, turnLists } from "./lists";
import { disturb, Disturbance, leaveOut, maskDelta } from "./noise";
import { outputDelta } from "./output";
import { transpose } from "./transpose";
import { limitNorms, regularize, Step, update } from "./update";
import { walk } from "./walk";

/** Samples in a tile. */
const SAMPLES: u32 = 16;
/** Rows of weights in a tile: what they are multiplied into stays in the first-level cache until it is used. */
export const ROWS: u32 = 64;

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
}

/** What one thread has to itself. */
@unmanaged
export class Hand {
  /** the output layer with vectors of its own, for one sample */
  output: Layer;
  /** a tile of gradients */
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
  /** what the sum of the samples' gradients is multiplied by */
  scale: f32;
  /** Step of update.ts */
  update: Step;
}

/** A number of steps. */
@unmanaged
export class Range {
  /** Span, one a sample of the range: its entries */
  spans: usize;
  /** u8, one a sample of the range */
  labels: usize;
  /** f32 [samples of the range][inputs] to add, or 0 */
  noise: usize;
  /** addresses of Chunk records */
  chunks: usize;
  chunkCount: u32;
}

// @ts-ignore: decorator
@inline
function batchLayerAt(batch: BatchPlan, index: u32): BatchLayer {
  return changetype<BatchLayer>(batch.layers + <usize>index * BATCH_LAYER_BYTES);
}

// @ts-ignore: decorator
@inline
function tilesOf(count: u32, size: u32): u32 {
  return (count + size - 1) / size;
}

/** Carries out a range's steps; every thread of the crew calls it. */
export function descend(batch: BatchPlan, range: Range, crew: Crew, hand: Hand): void {
  for (let index: u32 = 0; index < range.chunkCount; index++) {
    const chunk = changetype<Chunk>(load<u32>(range.chunks + 4 * <usize>index));
    const spans = forward(batch, range, chunk, crew, hand, true);
    outputs(batch, range, chunk, crew, hand);
    backward(batch, chunk, crew);
    gradients(batch, range, chunk, spans, crew, hand);
  }
}

/** z and a [samples, units] of the output layer for a chunk's samples; every thread of the crew calls it. */
export function score(
  batch: BatchPlan, range: Range, chunk: Chunk, preActivations: usize, activations: usize, crew: Crew, hand: Hand,
): void {
  forward(batch, range, chunk, crew, hand, false);
  const plan = batch.plan;
  const here = batchLayerAt(batch, plan.count);
  const output = hand.output;
  const bytes: usize = 4 * output.units;
  const tiles = tilesOf(chunk.count, SAMPLES);
  for (let task = take(crew); task < tiles; task = take(crew)) {
    const until = min((task + 1) * SAMPLES, chunk.count);
    for (let sample = task * SAMPLES; sample < until; sample++) {
      gather(output, here, sample);
      activate(output);
      memory.copy(preActivations + bytes * sample, output.preActivation, bytes);
      memory.copy(activations + bytes * sample, output.output + 4, bytes);
    }
  }
  meet(crew);
}

/** Report, section 3.1: z = W·[1 a] and a = f(z), layer after layer. Returns the spans of the features. */
function forward(
  batch: BatchPlan, range: Range, chunk: Chunk, crew: Crew, hand: Hand, training: bool,
): usize {
  const plan = batch.plan;
  const count = chunk.count;
  let spans = range.spans + <usize>chunk.first * SPAN_BYTES;
  if (training && plan.disturbed != 0) spans = disturbFeatures(batch, range, chunk, spans, crew, hand);
  const tiles = tilesOf(count, SAMPLES);
  for (let index: u32 = 0; index < plan.count; index++) {
    const layer = layerAt(plan, index);
    const here = batchLayerAt(batch, index + 1);
    const lists = index == 0 ? spans : batchLayerAt(batch, index).rows;
    const isOutput = index + 1 == plan.count;
    // The features' columns are wanted on the way back; one thread makes them while the others begin.
    const extra = u32(training && index == 0);
    for (let task = take(crew); task < extra + tiles * layer.panels; task = take(crew)) {
      if (task < extra) turnLists(batchLayerAt(batch, 0), layer.inputs, layer.row, lists, count, layer.row);
      else {
        const tile = task - extra;
        forwardTile(batch, chunk, index, lists, tile / tiles, (tile % tiles) * SAMPLES, !isOutput, training);
      }
    }
    meet(crew);
    if (isOutput) break;
    const above = layerAt(plan, index + 1);
    const columns = training ? 1 + layer.panels : 0;
    const transposes = training ? layer.panels : 0;
    for (let task = take(crew); task < tiles + columns + transposes; task = take(crew)) {
      if (task < tiles) {
        const from = task * SAMPLES;
        packRows(layer, here, here.output, from, min(from + SAMPLES, count), above.row, true);
      } else if (task == tiles) packBiasColumn(here, count, above.row);
      else if (task < tiles + columns) packColumns(layer, here, here.output, task - tiles - 1, count, above.row);
      else transpose(above, batchLayerAt(batch, index + 2), layer, task - tiles - columns);
    }
    meet(crew);
  }
  return spans;
}

function disturbFeatures(
  batch: BatchPlan, range: Range, chunk: Chunk, spans: usize, crew: Crew, hand: Hand,
): usize {
  const plan = batch.plan;
  const first = layerAt(plan, 0);
  const features = batchLayerAt(batch, 0);
  for (let sample = take(crew); sample < chunk.count; sample = take(crew)) {
    const span = spans + <usize>sample * SPAN_BYTES;
    const noise = range.noise == 0 ? <usize>0 : range.noise + 4 * <usize>(chunk.first + sample) * <usize>first.inputs;
    const entries = features.rowEntries + <usize>sample * <usize>features.rowCapacity;
    const end = disturb(
      plan, first, hand.room, load<u32>(span), load<u32>(span, 4), noise, chunk.step, chunk.position + sample, entries,
    );
    store<u32>(features.rows + <usize>sample * SPAN_BYTES, <u32>entries);
    store<u32>(features.rows + <usize>sample * SPAN_BYTES, <u32>end, 4);
  }
  meet(crew);
  return features.rows;
}

/** z of one panel's units for some samples, and a = mask ⊙ f(z) where the layer is hidden. */
function forwardTile(
  batch: BatchPlan, chunk: Chunk, index: u32, lists: usize, panel: u32, from: u32, hidden: bool, training: bool,
): void {
  const plan = batch.plan;
  const layer = layerAt(plan, index);
  const here = batchLayerAt(batch, index + 1);
  const row: usize = layer.row;
  const count = min(SAMPLES, chunk.count - from);
  const bytes = <usize>count * row;
  const at = <usize>panel * <usize>here.panel + <usize>from * row;
  const complete = (1 + layer.inputs) * <u32>ENTRY_BYTES;
  const z = here.z + at;
  const weights = layer.weights + <usize>panel * <usize>layer.panel;
  walk(layer.width, weights, lists + <usize>from * SPAN_BYTES, count, complete, z, row, batch.zeros, 0);
  if (!hidden) return;
  const f = here.activations + at;
  activateVectors(layer.activation, z, f, bytes);
  if (here.mask == 0) return;
  const a = here.output + at;
  if (!training) {
    memory.copy(a, f, bytes);
    return;
  }
  for (let sample: u32 = 0; sample < count; sample++) {
    const place = <usize>sample * row;
    const position = chunk.position + from + sample;
    leaveOut(
      plan, layer, index + 1, chunk.step, position, panel * layer.width, layer.width, here.mask + at + place, f + place,
      a + place,
    );
  }
}

/** One sample's z, out of the panels. */
// @ts-ignore: decorator
@inline
function gather(layer: Layer, here: BatchLayer, sample: u32): void {
  const row: usize = layer.row;
  let z = here.z + <usize>sample * row;
  for (let at: usize = 0; at < <usize>layer.stride; at += row, z += here.panel) {
    memory.copy(layer.preActivation + at, z, row);
  }
}

/** The output layer's a and delta; the outputs are kept to be counted. */
function outputs(batch: BatchPlan, range: Range, chunk: Chunk, crew: Crew, hand: Hand): void {
  const plan = batch.plan;
  const here = batchLayerAt(batch, plan.count);
  const output = hand.output;
  const row: usize = output.row;
  const tiles = tilesOf(chunk.count, SAMPLES);
  for (let task = take(crew); task < tiles; task = take(crew)) {
    const from = task * SAMPLES;
    const until = min(from + SAMPLES, chunk.count);
    for (let sample = from; sample < until; sample++) {
      gather(output, here, sample);
      activate(output);
      keepOutput(output, batch.kept + 2 * <usize>sample * <usize>output.stride);
      outputDelta(plan, output, load<u8>(range.labels + chunk.first + sample), 0);
      let delta = here.delta + <usize>sample * row;
      for (let at: usize = 0; at < <usize>output.stride; at += row, delta += here.panel) {
        memory.copy(delta, output.delta + at, row);
      }
    }
    if (plan.count > 1) packRows(output, here, here.delta, from, until, layerAt(plan, plan.count - 2).row, false);
  }
  meet(crew);
}

/** Report, section 3.3: delta of each layer below = (Wᵀ·delta) ⊙ mask ⊙ f'(z). */
function backward(batch: BatchPlan, chunk: Chunk, crew: Crew): void {
  const plan = batch.plan;
  const tiles = tilesOf(chunk.count, SAMPLES);
  for (let index = plan.count - 1; index > 0; index--) {
    const below = layerAt(plan, index - 1);
    for (let task = take(crew); task < tiles * below.panels; task = take(crew)) {
      backwardTile(batch, chunk, index, task / tiles, (task % tiles) * SAMPLES);
    }
    meet(crew);
    if (index == 1) break;
    const next = layerAt(plan, index - 2).row;
    const here = batchLayerAt(batch, index);
    for (let task = take(crew); task < tiles; task = take(crew)) {
      const from = task * SAMPLES;
      packRows(below, here, here.delta, from, min(from + SAMPLES, chunk.count), next, false);
    }
    meet(crew);
  }
}

function backwardTile(batch: BatchPlan, chunk: Chunk, index: u32, panel: u32, from: u32): void {
  const plan = batch.plan;
  const layer = layerAt(plan, index);
  const below = layerAt(plan, index - 1);
  const above = batchLayerAt(batch, index + 1);
  const here = batchLayerAt(batch, index);
  const row: usize = below.row;
  const count = min(SAMPLES, chunk.count - from);
  const bytes = <usize>count * row;
  const at = <usize>panel * <usize>here.panel + <usize>from * row;
  const complete = layer.units * <u32>ENTRY_BYTES;
  const weights = above.transposed + <usize>panel * <usize>(layer.stride / 4) * row;
  const delta = here.delta + at;
  walk(below.width, weights, above.rows + <usize>from * SPAN_BYTES, count, complete, delta, row, batch.zeros, 0);
  if (here.mask != 0) maskDelta(delta, here.mask + at, bytes);
  multiplyByDerivative(below.activation, here.z + at, here.activations + at, delta, bytes);
}

/**
 * dJ/dW of every layer, tile by tile, and the step along it: at once where a tile needs to know nothing of the others.
 * One thread meanwhile counts what the samples came to.
 */
function gradients(batch: BatchPlan, range: Range, chunk: Chunk, spans: usize, crew: Crew, hand: Hand): void {
  const plan = batch.plan;
  const tiles = gradientTiles(plan);
  const clips = chunk.ends != 0 && batch.clipNorm > 0;
  const whole = chunk.begins != 0 && chunk.ends != 0 && !clips;
  for (let task = take(crew); task < 1 + tiles; task = take(crew)) {
    if (task == 0) countOutputs(batch, range, chunk);
    else gradientTile(batch, chunk, task - 1, whole, clips, hand);
  }
  meet(crew);
  if (clips) {
    let sum: f64 = 0;
    for (let tile: usize = 0; tile < <usize>tiles; tile++) sum += load<f64>(batch.squares + 8 * tile);
    const norm = Math.sqrt(sum);
    const shrink = norm > <f64>batch.clipNorm ? <f32>(<f64>batch.clipNorm / norm) : 1;
    for (let task = take(crew); task < tiles; task = take(crew)) stepTile(batch, chunk, task, shrink);
    meet(crew);
  }
  if (chunk.ends != 0 && batch.maxNorm > 0) {
    for (let index: u32 = 0; index < plan.count; index++) {
      const layer = layerAt(plan, index);
      for (let task = take(crew); task < layer.panels; task = take(crew)) limitNorms(layer, task, batch.maxNorm);
      meet(crew);
    }
  }
}

function countOutputs(batch: BatchPlan, range: Range, chunk: Chunk): void {
  const plan = batch.plan;
  const output = layerAt(plan, plan.count - 1);
  const end = batch.kept + 2 * <usize>chunk.count * <usize>output.stride;
  countKept(output, plan.loss, batch.kept, end, range.labels + chunk.first, changetype<Tally>(plan.tally));
}

// @ts-ignore: decorator
@inline
function tilesOfLayer(layer: Layer): u32 {
  return layer.panels * tilesOf(1 + layer.inputs, ROWS);
}

function gradientTiles(plan: Plan): u32 {
  let tiles: u32 = 0;
  for (let index: u32 = 0; index < plan.count; index++) tiles += tilesOfLayer(layerAt(plan, index));
  return tiles;
}

/** Where a tile of weights lies. */
let tileIndex: u32 = 0;
let tilePanel: u32 = 0;
let tileFirst: u32 = 0;

function findTile(plan: Plan, tile: u32): Layer {
  let index: u32 = 0;
  while (tile >= tilesOfLayer(layerAt(plan, index))) tile -= tilesOfLayer(layerAt(plan, index++));
  const layer = layerAt(plan, index);
  const inPanel = tilesOf(1 + layer.inputs, ROWS);
  tileIndex = index;
  tilePanel = tile / inPanel;
  tileFirst = (tile % inPanel) * ROWS;
  return layer;
}

function gradientTile(batch: BatchPlan, chunk: Chunk, tile: u32, whole: bool, clips: bool, hand: Hand): void {
  const layer = findTile(batch.plan, tile);
  const below = batchLayerAt(batch, tileIndex);
  const here = batchLayerAt(batch, tileIndex + 1);
  const row: usize = layer.row;
  const count = min(ROWS, 1 + layer.inputs - tileFirst);
  const at = <usize>tilePanel * <usize>layer.panel + <usize>tileFirst * row;
  const gradient = whole ? hand.tile : here.gradient + at;
  const begins = chunk.begins != 0;
  walk(
    layer.width, here.delta + <usize>tilePanel * <usize>here.panel, below.columns + <usize>tileFirst * SPAN_BYTES, count,
    chunk.count * <u32>ENTRY_BYTES, gradient, row, begins ? batch.zeros : gradient, begins ? 0 : row,
  );
  if (chunk.ends == 0) return;
  const bytes = <usize>count * row;
  const biases: usize = tileFirst == 0 ? row : 0;
  const weights = layer.weights + at;
  let scale = chunk.scale;
  if (clips || batch.l1 > 0 || batch.l2 > 0) {
    const squares = regularize(weights, gradient, bytes, biases, scale, batch.l1, batch.l2);
    store<f64>(batch.squares + 8 * <usize>tile, squares);
    scale = 1;
  }
  if (!clips) update(chunk.update, scale, weights, gradient, here.firstMemory + at, here.secondMemory + at, bytes, biases);
}

/** The step of one tile along a gradient that is there. */
function stepTile(batch: BatchPlan, chunk: Chunk, tile: u32, scale: f32): void {
  const layer = findTile(batch.plan, tile);
  const here = batchLayerAt(batch, tileIndex + 1);
  const at = <usize>tilePanel * <usize>layer.panel + <usize>tileFirst * <usize>layer.row;
  const bytes = <usize>min(ROWS, 1 + layer.inputs - tileFirst) * <usize>layer.row;
  const biases: usize = tileFirst == 0 ? <usize>layer.row : 0;
  update(
    chunk.update, scale, layer.weights + at, here.gradient + at, here.firstMemory + at, here.secondMemory + at, bytes,
    biases,
  );
}

/** The whole gradient times `scale`, with its penalties. */
export function finishGradient(batch: BatchPlan, scale: f32): void {
  const tiles = gradientTiles(batch.plan);
  for (let tile: u32 = 0; tile < tiles; tile++) {
    const layer = findTile(batch.plan, tile);
    const here = batchLayerAt(batch, tileIndex + 1);
    const at = <usize>tilePanel * <usize>layer.panel + <usize>tileFirst * <usize>layer.row;
    const bytes = <usize>min(ROWS, 1 + layer.inputs - tileFirst) * <usize>layer.row;
    regularize(
      layer.weights + at, here.gradient + at, bytes, tileFirst == 0 ? <usize>layer.row : 0, scale, batch.l1, batch.l2,
    );
  }
}
