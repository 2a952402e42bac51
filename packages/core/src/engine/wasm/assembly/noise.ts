// What is random in a step of training, from the same words as network/noise.ts draws: units that are left out, and
// inputs that are left out or have noise on them.

import { ENTRY_BYTES, Layer, Plan, VECTOR_BYTES } from "./layer";

/** `streams.dropout` of random.ts */
const DROPOUT_STREAM: u32 = 5;

/** Philox4x32-10 as in random.ts: `count` words of one seed, step and unit, from block 0 on. */
function fillWords(seedLow: u32, seedHigh: u32, step: u32, unit: u32, words: usize, count: u32): void {
  for (let block: u32 = 0; block * 4 < count; block++) {
    let c0 = block, c1 = unit, c2 = step, c3 = DROPOUT_STREAM;
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

/** a = mask ⊙ f(z), with a mask of this step and this sample's position in its batch; `level` is 1 for the first layer. */
export function leaveOut(plan: Plan, layer: Layer, level: u32, step: u32, position: u32): void {
  const mask = layer.mask;
  fillWords(plan.seedLow, plan.seedHigh, step, position * plan.count + level, mask, layer.units);
  for (let unit: usize = 0; unit < <usize>layer.stride; unit += VECTOR_BYTES) {
    const kept = maskOf(mask + unit, layer.dropThreshold, layer.dropScale);
    v128.store(mask + unit, kept);
    v128.store(layer.output + 4 + unit, f32x4.mul(kept, v128.load(layer.activations + unit)));
  }
}

/** No error goes to a unit that was left out. */
export function maskDelta(layer: Layer): void {
  const delta = layer.delta;
  for (let unit: usize = 0; unit < <usize>layer.stride; unit += VECTOR_BYTES) {
    v128.store(delta + unit, f32x4.mul(v128.load(delta + unit), v128.load(layer.mask + unit)));
  }
}

/** Every unit stays, as when the network is asked for scores. */
export function leaveNothingOut(layer: Layer): void {
  memory.copy(layer.output + 4, layer.activations, layer.stride);
}

/**
 * A sample's entries with noise added and inputs left out, into plan.entries; returns their end.
 * @param noise  f32 [inputs], or 0
 */
export function disturb(
  plan: Plan, layer: Layer, entries: usize, end: usize, noise: usize, step: u32, position: u32,
): usize {
  const inputs = layer.inputs;
  const stride = layer.stride;
  const bytes = <usize>inputs * 4;
  if (noise != 0) memory.copy(plan.features, noise, bytes);
  else memory.fill(plan.features, 0, bytes);
  for (let entry = entries + ENTRY_BYTES; entry < end; entry += ENTRY_BYTES) {
    const offset = load<u32>(entry);
    if (offset == 0) continue; // the entry that fills up
    const place = plan.features + 4 * <usize>(offset / stride - 1);
    store<f32>(place, load<f32>(place) + load<f32>(entry, 4));
  }
  const threshold = plan.dropThreshold;
  if (threshold > 0) fillWords(plan.seedLow, plan.seedHigh, step, position * plan.count, plan.words, inputs);
  store<u32>(plan.entries, 0);
  store<f32>(plan.entries, 1, 4);
  let entry = plan.entries + ENTRY_BYTES;
  for (let input: u32 = 0, offset = stride; input < inputs; input++, offset += stride) {
    let value = load<f32>(plan.features + 4 * <usize>input);
    if (threshold > 0) value = load<u32>(plan.words + 4 * <usize>input) < threshold ? 0 : value * plan.dropScale;
    store<u32>(entry, offset);
    store<f32>(entry, value, 4);
    entry += value != 0 ? ENTRY_BYTES : 0;
  }
  if (((<u32>entry - <u32>plan.entries) & <u32>ENTRY_BYTES) != 0) {
    store<u32>(entry, 0);
    store<f32>(entry, 0, 4);
    entry += ENTRY_BYTES;
  }
  return entry;
}
