// The three products of a layer, for a sample given as its non-zero entries (sparse) or as [1, a] (dense):
//   z = W·[1 a]     forward
//   W -= step ⊗ [1 a]     update
//   back = Wᵀ·delta without the bias     backward (dense only: samples receive no error)
// Units are taken 20 at a time, five vectors held in registers (12 and 4 at a time at the end). Every element is
// summed over the inputs in their order, whatever the block.

import { ENTRY_BYTES, Layer, VECTOR_BYTES } from "./layer";

const BLOCK_BYTES: usize = 5 * VECTOR_BYTES;
const SMALL_BLOCK_BYTES: usize = 3 * VECTOR_BYTES;

// @ts-ignore: decorator
@inline
function plus(sum: v128, weights: v128, value: v128): v128 {
  return f32x4.add(sum, f32x4.mul(weights, value));
}

// @ts-ignore: decorator
@inline
function minus(weights: v128, step: v128, value: v128): v128 {
  return f32x4.sub(weights, f32x4.mul(step, value));
}

export function forwardSparse(layer: Layer, entries: usize, end: usize): void {
  const stride: usize = layer.stride;
  const z = layer.preActivation;
  let unit: usize = 0;
  for (; unit + BLOCK_BYTES <= stride; unit += BLOCK_BYTES) {
    const weights = layer.weights + unit;
    let s0 = f32x4.splat(0);
    let s1 = s0, s2 = s0, s3 = s0, s4 = s0;
    for (let entry = entries; entry < end; entry += ENTRY_BYTES) {
      const w = weights + <usize>load<u32>(entry);
      const value = v128.load32_splat(entry, 4);
      s0 = plus(s0, v128.load(w), value);
      s1 = plus(s1, v128.load(w, 16), value);
      s2 = plus(s2, v128.load(w, 32), value);
      s3 = plus(s3, v128.load(w, 48), value);
      s4 = plus(s4, v128.load(w, 64), value);
    }
    v128.store(z + unit, s0);
    v128.store(z + unit, s1, 16);
    v128.store(z + unit, s2, 32);
    v128.store(z + unit, s3, 48);
    v128.store(z + unit, s4, 64);
  }
  for (; unit < stride; unit += VECTOR_BYTES) {
    const weights = layer.weights + unit;
    let sum = f32x4.splat(0);
    for (let entry = entries; entry < end; entry += ENTRY_BYTES) {
      sum = plus(sum, v128.load(weights + <usize>load<u32>(entry)), v128.load32_splat(entry, 4));
    }
    v128.store(z + unit, sum);
  }
}

export function forwardDense(layer: Layer, input: usize): void {
  const stride: usize = layer.stride;
  const end = input + 4 * (1 + <usize>layer.inputs);
  const z = layer.preActivation;
  let unit: usize = 0;
  for (; unit + BLOCK_BYTES <= stride; unit += BLOCK_BYTES) {
    let w = layer.weights + unit;
    let s0 = f32x4.splat(0);
    let s1 = s0, s2 = s0, s3 = s0, s4 = s0;
    for (let a = input; a < end; a += 4, w += stride) {
      const value = v128.load32_splat(a);
      s0 = plus(s0, v128.load(w), value);
      s1 = plus(s1, v128.load(w, 16), value);
      s2 = plus(s2, v128.load(w, 32), value);
      s3 = plus(s3, v128.load(w, 48), value);
      s4 = plus(s4, v128.load(w, 64), value);
    }
    v128.store(z + unit, s0);
    v128.store(z + unit, s1, 16);
    v128.store(z + unit, s2, 32);
    v128.store(z + unit, s3, 48);
    v128.store(z + unit, s4, 64);
  }
  for (; unit + SMALL_BLOCK_BYTES <= stride; unit += SMALL_BLOCK_BYTES) {
    let w = layer.weights + unit;
    let s0 = f32x4.splat(0);
    let s1 = s0, s2 = s0;
    for (let a = input; a < end; a += 4, w += stride) {
      const value = v128.load32_splat(a);
      s0 = plus(s0, v128.load(w), value);
      s1 = plus(s1, v128.load(w, 16), value);
      s2 = plus(s2, v128.load(w, 32), value);
    }
    v128.store(z + unit, s0);
    v128.store(z + unit, s1, 16);
    v128.store(z + unit, s2, 32);
  }
  for (; unit < stride; unit += VECTOR_BYTES) {
    let w = layer.weights + unit;
    let sum = f32x4.splat(0);
    for (let a = input; a < end; a += 4, w += stride) sum = plus(sum, v128.load(w), v128.load32_splat(a));
    v128.store(z + unit, sum);
  }
}

export function updateSparse(layer: Layer, entries: usize, end: usize): void {
  const stride: usize = layer.stride;
  let unit: usize = 0;
  for (; unit + BLOCK_BYTES <= stride; unit += BLOCK_BYTES) {
    const target = layer.target + unit;
    const step = layer.step + unit;
    const d0 = v128.load(step), d1 = v128.load(step, 16), d2 = v128.load(step, 32);
    const d3 = v128.load(step, 48), d4 = v128.load(step, 64);
    for (let entry = entries; entry < end; entry += 2 * ENTRY_BYTES) {
      const w = target + <usize>load<u32>(entry);
      const wValue = v128.load32_splat(entry, 4);
      v128.store(w, minus(v128.load(w), d0, wValue));
      v128.store(w, minus(v128.load(w, 16), d1, wValue), 16);
      v128.store(w, minus(v128.load(w, 32), d2, wValue), 32);
      v128.store(w, minus(v128.load(w, 48), d3, wValue), 48);
      v128.store(w, minus(v128.load(w, 64), d4, wValue), 64);
      const next = target + <usize>load<u32>(entry, 8);
      const nextValue = v128.load32_splat(entry, 12);
      v128.store(next, minus(v128.load(next), d0, nextValue));
      v128.store(next, minus(v128.load(next, 16), d1, nextValue), 16);
      v128.store(next, minus(v128.load(next, 32), d2, nextValue), 32);
      v128.store(next, minus(v128.load(next, 48), d3, nextValue), 48);
      v128.store(next, minus(v128.load(next, 64), d4, nextValue), 64);
    }
  }
  for (; unit < stride; unit += VECTOR_BYTES) {
    const target = layer.target + unit;
    const step = v128.load(layer.step + unit);
    for (let entry = entries; entry < end; entry += ENTRY_BYTES) {
      const w = target + <usize>load<u32>(entry);
      v128.store(w, minus(v128.load(w), step, v128.load32_splat(entry, 4)));
    }
  }
}

export function updateDense(layer: Layer, input: usize): void {
  const stride: usize = layer.stride;
  const end = input + 4 * (1 + <usize>layer.inputs);
  let unit: usize = 0;
  for (; unit + SMALL_BLOCK_BYTES <= stride; unit += SMALL_BLOCK_BYTES) {
    const step = layer.step + unit;
    const d0 = v128.load(step), d1 = v128.load(step, 16), d2 = v128.load(step, 32);
    let w = layer.target + unit;
    for (let a = input; a < end; a += 4, w += stride) {
      const value = v128.load32_splat(a);
      v128.store(w, minus(v128.load(w), d0, value));
      v128.store(w, minus(v128.load(w, 16), d1, value), 16);
      v128.store(w, minus(v128.load(w, 32), d2, value), 32);
    }
  }
  for (; unit < stride; unit += VECTOR_BYTES) {
    const step = v128.load(layer.step + unit);
    let w = layer.target + unit;
    for (let a = input; a < end; a += 4, w += stride) {
      v128.store(w, minus(v128.load(w), step, v128.load32_splat(a)));
    }
  }
}

/** The four products W[j..j+3]·delta, one a lane: four rows are multiplied, then transposed and added. */
// @ts-ignore: decorator
@inline
function fourDots(row: usize, stride: usize, delta: usize): v128 {
  let r0 = f32x4.splat(0);
  let r1 = r0, r2 = r0, r3 = r0;
  for (let unit: usize = 0; unit < stride; unit += VECTOR_BYTES) {
    const d = v128.load(delta + unit);
    const w = row + unit;
    r0 = plus(r0, v128.load(w), d);
    r1 = plus(r1, v128.load(w + stride), d);
    r2 = plus(r2, v128.load(w + 2 * stride), d);
    r3 = plus(r3, v128.load(w + 3 * stride), d);
  }
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  const c0 = v128.shuffle<f32>(low01, low23, 0, 1, 4, 5);
  const c1 = v128.shuffle<f32>(low01, low23, 2, 3, 6, 7);
  const c2 = v128.shuffle<f32>(high01, high23, 0, 1, 4, 5);
  const c3 = v128.shuffle<f32>(high01, high23, 2, 3, 6, 7);
  return f32x4.add(f32x4.add(c0, c1), f32x4.add(c2, c3));
}

/**
 * back[j] = W[1 + j]·delta for the layer's inputs j, written as whole vectors. The rows of a last, partial four
 * are read past the weights: memory-layout.ts leaves room there, and the caller clears those lanes.
 */
export function backward(layer: Layer, back: usize): void {
  const stride: usize = layer.stride;
  const inputs: usize = layer.inputs;
  let row = layer.weights + stride;
  for (let j: usize = 0; j < inputs; j += 4, row += 4 * stride) {
    v128.store(back + 4 * j, fourDots(row, stride, layer.delta));
  }
}
