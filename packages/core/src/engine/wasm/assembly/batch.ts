// A step over a batch: the report's equations, section 3, for all of its samples layer by layer. Each phase is a number
// of tasks, which the threads take, and ends with their meeting.

import { activate } from "./activations";
import { packBiasColumn, packColumns, packRows, turnLists } from "./batch-lists";
import { batchLayerAt, BatchPlan, Chunk, Hand, Range, SAMPLES, tilesOf } from "./batch-plan";
import { countKept, keepOutput, keptBytes, Tally } from "./counting";
import { Crew, meet, take } from "./crew";
import { layerAt, SPAN_BYTES, widthOf } from "./layer";
import { isSparse, pack } from "./lists";
import { disturb } from "./noise";
import { outputDelta } from "./output";
import { backwardStripe, forwardStripe, spreadFeatures } from "./stripes";
import { backwardTile, finishTile, forwardTile, gather, gradientTile, scatter, stepTile, weightTiles } from "./tiles";
import { transpose } from "./transpose";
import { limitNorms } from "./update";

/** Carries out a range's steps; every thread of the crew calls it. */
export function descend(batch: BatchPlan, range: Range, crew: Crew, hand: Hand): void {
  for (let index: u32 = 0; index < range.chunkCount; index++) {
    const chunk = changetype<Chunk>(load<u32>(range.chunks + 4 * <usize>index));
    forward(batch, range, chunk, crew, hand, true);
    outputs(batch, range, chunk, crew, hand);
    backward(batch, chunk, crew);
    gradients(batch, range, chunk, crew, hand);
  }
}

/** z and a [samples, units] of the output layer for a range's samples; every thread of the crew calls it. */
export function score(
  batch: BatchPlan, range: Range, preActivations: usize, activations: usize, crew: Crew, hand: Hand,
): void {
  for (let index: u32 = 0; index < range.chunkCount; index++) {
    const chunk = changetype<Chunk>(load<u32>(range.chunks + 4 * <usize>index));
    if (range.spans == 0) packFeatures(batch, range, chunk, crew);
    forward(batch, range, chunk, crew, hand, false);
    const first: usize = 4 * <usize>chunk.first * <usize>hand.output.units;
    copyOutputs(batch, chunk, preActivations + first, activations + first, crew, hand);
  }
}

/** The features of a chunk's samples as lists. */
function packFeatures(batch: BatchPlan, range: Range, chunk: Chunk, crew: Crew): void {
  const first = layerAt(batch.plan, 0);
  const features = batchLayerAt(batch, 0);
  const bytes: usize = <usize>first.inputs * (range.table != 0 ? 1 : 4);
  const tiles = tilesOf(chunk.count, SAMPLES);
  for (let task = take(crew); task < tiles; task = take(crew)) {
    const from = task * SAMPLES;
    const given = range.features + <usize>(chunk.first + from) * bytes;
    const spans = features.rows + <usize>from * SPAN_BYTES;
    const entries = features.rowEntries + <usize>from * <usize>features.rowCapacity;
    pack(given, first.inputs, min(SAMPLES, chunk.count - from), range.table, first.row, spans, entries);
  }
  meet(crew);
  // Every thread comes to the same.
  chunk.sparse = u32(isSparse(features.rows, chunk.count, first.inputs));
}

function copyOutputs(
  batch: BatchPlan, chunk: Chunk, preActivations: usize, activations: usize, crew: Crew, hand: Hand,
): void {
  const here = batchLayerAt(batch, batch.plan.count);
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

/** Report, section 3.1: z = W·[1 a] and a = f(z), layer after layer. */
function forward(batch: BatchPlan, range: Range, chunk: Chunk, crew: Crew, hand: Hand, training: bool): void {
  const plan = batch.plan;
  const disturbed = training && plan.disturbed != 0;
  if (disturbed) disturbFeatures(batch, range, chunk, crew, hand);
  const given = range.spans + <usize>chunk.first * SPAN_BYTES;
  const spans = disturbed || range.spans == 0 ? batchLayerAt(batch, 0).rows : given;
  const byBlas = batch.blas != 0;
  const dense = byBlas && chunk.sparse == 0;
  if (dense) {
    for (let task = take(crew); task < tilesOf(chunk.count, SAMPLES); task = take(crew)) {
      spreadFeatures(batch, spans, task * SAMPLES, min((task + 1) * SAMPLES, chunk.count));
    }
    meet(crew);
  }
  for (let index: u32 = 0; index < plan.count; index++) {
    if (index == 0 ? dense : byBlas) {
      for (let task = take(crew); task < crew.threads; task = take(crew)) {
        forwardStripe(batch, chunk, index, task, crew.threads, training);
      }
    } else forwardTiles(batch, chunk, index, index == 0 ? spans : batchLayerAt(batch, index).rows, crew, training);
    meet(crew);
    if (!byBlas && index + 1 < plan.count) makeLists(batch, chunk, index, crew, hand, training);
  }
}

function disturbFeatures(batch: BatchPlan, range: Range, chunk: Chunk, crew: Crew, hand: Hand): void {
  const first = layerAt(batch.plan, 0);
  const features = batchLayerAt(batch, 0);
  const inputs: usize = first.inputs;
  for (let sample = take(crew); sample < chunk.count; sample = take(crew)) {
    const given = range.spans + <usize>(chunk.first + sample) * SPAN_BYTES;
    const noise = range.noise == 0 ? <usize>0 : range.noise + 4 * <usize>(chunk.first + sample) * inputs;
    const entries = features.rowEntries + <usize>sample * <usize>features.rowCapacity;
    const end = disturb(
      batch.plan, first, hand.room, load<u32>(given), load<u32>(given, 4), noise, chunk.step,
      chunk.position + sample, entries,
    );
    const span = features.rows + <usize>sample * SPAN_BYTES;
    store<u32>(span, <u32>entries);
    store<u32>(span, <u32>end, 4);
  }
  meet(crew);
}

function forwardTiles(
  batch: BatchPlan, chunk: Chunk, index: u32, lists: usize, crew: Crew, training: bool,
): void {
  const layer = layerAt(batch.plan, index);
  const tiles = tilesOf(chunk.count, SAMPLES);
  // The features' columns are wanted on the way back; one thread makes them while the others begin.
  const extra = u32(training && index == 0);
  for (let task = take(crew); task < extra + tiles * layer.panels; task = take(crew)) {
    if (task < extra) {
      const next = batchLayerAt(batch, 1).row;
      turnLists(batchLayerAt(batch, 0), layer.inputs, layer.row, lists, chunk.count, next);
    } else {
      const tile = task - extra;
      forwardTile(batch, chunk, index, lists, tile / tiles, (tile % tiles) * SAMPLES, training);
    }
  }
}

/** What a hidden layer sends up, as lists by sample and by unit; and, while nobody writes them, the weights above turned. */
function makeLists(batch: BatchPlan, chunk: Chunk, index: u32, crew: Crew, hand: Hand, training: bool): void {
  const layer = layerAt(batch.plan, index);
  const above = layerAt(batch.plan, index + 1);
  const here = batchLayerAt(batch, index + 1);
  const next = batchLayerAt(batch, index + 2);
  const count = chunk.count;
  const tiles = tilesOf(count, SAMPLES);
  const columns = training ? 1 + layer.panels : 0;
  const transposes = training ? layer.panels : 0;
  for (let task = take(crew); task < tiles + columns + transposes; task = take(crew)) {
    if (task < tiles) {
      const from = task * SAMPLES;
      packRows(layer, here, here.output, from, min(from + SAMPLES, count), above.row, true);
    } else if (task == tiles) packBiasColumn(here, layer.units, count, next.row);
    else if (task < tiles + columns) packColumns(layer, here, here.output, task - tiles - 1, count, next.row, hand.tile);
    else transpose(above, next, layer, task - tiles - columns);
  }
  meet(crew);
}

/** The output layer's a and delta; the outputs are kept to be counted. */
function outputs(batch: BatchPlan, range: Range, chunk: Chunk, crew: Crew, hand: Hand): void {
  const plan = batch.plan;
  const here = batchLayerAt(batch, plan.count);
  const output = hand.output;
  const tiles = tilesOf(chunk.count, SAMPLES);
  for (let task = take(crew); task < tiles; task = take(crew)) {
    const from = task * SAMPLES;
    const until = min(from + SAMPLES, chunk.count);
    for (let sample = from; sample < until; sample++) {
      gather(output, here, sample);
      activate(output);
      keepOutput(output, batch.kept + <usize>sample * keptBytes(output));
      outputDelta(plan, output, load<u32>(range.labels + 4 * <usize>(chunk.first + sample)), 0);
      scatter(output, here, sample);
    }
    if (batch.blas == 0) packDeltas(batch, plan.count, from, until);
  }
  meet(crew);
}

/** The deltas of some samples as lists, where they are sent further down. */
function packDeltas(batch: BatchPlan, level: u32, from: u32, until: u32): void {
  if (level == 1) return;
  const here = batchLayerAt(batch, level);
  const next = <u32>widthOf(layerAt(batch.plan, level - 2));
  packRows(layerAt(batch.plan, level - 1), here, here.delta, from, until, next, false);
}

/** Report, section 3.3: delta of each layer below = (Wᵀ·delta) ⊙ mask ⊙ f'(z). */
function backward(batch: BatchPlan, chunk: Chunk, crew: Crew): void {
  const plan = batch.plan;
  const tiles = tilesOf(chunk.count, SAMPLES);
  for (let index = plan.count - 1; index > 0; index--) {
    if (batch.blas != 0) {
      for (let task = take(crew); task < crew.threads; task = take(crew)) {
        backwardStripe(batch, chunk, index, task, crew.threads);
      }
      meet(crew);
      continue;
    }
    const below = layerAt(plan, index - 1);
    for (let task = take(crew); task < tiles * below.panels; task = take(crew)) {
      backwardTile(batch, chunk, index, task / tiles, (task % tiles) * SAMPLES);
    }
    meet(crew);
    if (index == 1) break;
    for (let task = take(crew); task < tiles; task = take(crew)) {
      packDeltas(batch, index, task * SAMPLES, min((task + 1) * SAMPLES, chunk.count));
    }
    meet(crew);
  }
}

/**
 * dJ/dW of every layer, tile by tile, and the step along it: at once where a tile needs to know nothing of the others.
 * One thread meanwhile counts what the samples came to.
 */
function gradients(batch: BatchPlan, range: Range, chunk: Chunk, crew: Crew, hand: Hand): void {
  const plan = batch.plan;
  const tiles = weightTiles(batch);
  const ends = chunk.ends != 0;
  const clips = ends && batch.clipNorm > 0;
  for (let task = take(crew); task < 1 + tiles; task = take(crew)) {
    if (task == 0) countOutputs(batch, range, chunk);
    else gradientTile(batch, chunk, task - 1, clips, hand);
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
  if (!ends || batch.maxNorm == 0) return;
  for (let index: u32 = 0; index < plan.count; index++) {
    const layer = layerAt(plan, index);
    for (let task = take(crew); task < layer.panels; task = take(crew)) limitNorms(layer, task, batch.maxNorm);
    meet(crew);
  }
}

function countOutputs(batch: BatchPlan, range: Range, chunk: Chunk): void {
  const plan = batch.plan;
  const output = layerAt(plan, plan.count - 1);
  const end = batch.kept + <usize>chunk.count * keptBytes(output);
  countKept(output, plan.loss, batch.kept, end, range.labels + 4 * <usize>chunk.first, changetype<Tally>(plan.tally));
}

/** The whole gradient times `scale`, with its penalties. */
export function finishGradient(batch: BatchPlan, scale: f32): void {
  const tiles = weightTiles(batch);
  for (let tile: u32 = 0; tile < tiles; tile++) finishTile(batch, tile, scale);
}
