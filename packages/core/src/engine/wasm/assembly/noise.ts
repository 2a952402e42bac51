// What is random in a step of training, from the same words as network/noise.ts draws: units that are left out, and
// inputs that are left out or have noise on them.

import { ENTRY_BYTES, Layer, Plan, VECTOR_BYTES } from "./layer";
import { append, bias, fillUp } from "./entries";

/** `streams.dropout` of random.ts */
const DROPOUT_STREAM: u32 = 5;

/** Philox4x32-10 as in random.ts: `blocks` blocks of four words of one seed, step and unit, from block `first` on. */
function fillWords(
  seedLow: u32, seedHigh: u32, step: u32, unit: u32, words: usize, first: u32, blocks: u32,
): void {
  for (let block: u32 = 0; block < blocks; block++) {
    let c0 = first + block, c1 = unit, c2 = step, c3 = DROPOUT_STREAM;
    let k0 = seedLow, k1 = seedHigh;
    for (let round = 0; round < 10; round++) {
      const product0 = <u64>0xd2511f53 * <u64>c0;
      const product1 = <u64>0xcd9e8d57 * <u64>c2;
      c0 = <u32>(product1 >> 32) ^ c1 ^ k0;
      c2 = <u32>(product0 >> 32) ^ c3 ^ k1;
      c1 = <u32>product1;
      c3 = <u32>product0;
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    const place = words + 16 * <usize>block;
    store<u32>(place, c0);
    store<u32>(place, c1, 4);
    store<u32>(place, c2, 8);
    store<u32>(place, c3, 12);
  }
}

/** 0 where a word is below the threshold, the scale elsewhere. */
// @ts-ignore: decorator
@inline
function maskOf(words: usize, threshold: u32, scale: f32): v128 {
  const out = i32x4.lt_u(v128.load(words), i32x4.splat(threshold));
  return v128.andnot(f32x4.splat(scale), out);
}

/**
 * a = mask ⊙ f of vectors, with a mask of this step and this sample's position in its batch.
 * @param level  1 for the first layer
 * @param firstBlock  the vectors' place among the layer's
 */
export function leaveOut(
  plan: Plan, layer: Layer, level: u32, step: u32, position: u32, firstBlock: u32, vectors: u32,
  mask: usize, f: usize, a: usize,
): void {
  fillWords(plan.seedLow, plan.seedHigh, step, position * plan.count + level, mask, firstBlock, vectors);
  for (let at: usize = 0; at < <usize>vectors * VECTOR_BYTES; at += VECTOR_BYTES) {
    const kept = maskOf(mask + at, layer.dropThreshold, layer.dropScale);
    v128.store(mask + at, kept);
    v128.store(a + at, f32x4.mul(kept, v128.load(f + at)));
  }
}

/** No error goes to a unit that was left out. */
export function maskDelta(delta: usize, mask: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
    v128.store(delta + at, f32x4.mul(v128.load(delta + at), v128.load(mask + at)));
  }
}

/** Every unit stays, as when the network is asked for scores. */
export function leaveNothingOut(layer: Layer): void {
  memory.copy(layer.output + 4, layer.activations, layer.stride);
}

/** Room to disturb a sample in: its features, their random words. */
@unmanaged
export class Disturbance {
  features: usize;
  words: usize;
}

/**
 * A sample's entries with noise added and inputs left out, into `out`; returns their end.
 * @param noise  f32 [inputs], or 0
 */
export function disturb(
  plan: Plan, layer: Layer, room: Disturbance, entries: usize, end: usize, noise: usize, step: u32, position: u32,
  out: usize,
): usize {
  const inputs = layer.inputs;
  const row = layer.row;
  const bytes = <usize>inputs * 4;
  const features = room.features;
  if (noise != 0) memory.copy(features, noise, bytes);
  else memory.fill(features, 0, bytes);
  for (let entry = entries + ENTRY_BYTES; entry < end; entry += ENTRY_BYTES) {
    const place = features + 4 * <usize>(load<u32>(entry) / row - 1);
    store<f32>(place, load<f32>(place) + load<f32>(entry, 4));
  }
  const threshold = plan.dropThreshold;
  const words = room.words;
  if (threshold > 0) {
    fillWords(plan.seedLow, plan.seedHigh, step, position * plan.count, words, 0, (inputs + 3) / 4);
  }
  let entry = bias(out);
  for (let input: u32 = 0, offset = row; input < inputs; input++, offset += row) {
    let value = load<f32>(features + 4 * <usize>input);
    if (threshold > 0) value = load<u32>(words + 4 * <usize>input) < threshold ? 0 : value * plan.dropScale;
    entry = append(entry, offset, reinterpret<u32>(value));
  }
  fillUp(entry);
  return entry;
}
