// The products of a layer for one sample, given as its non-zero entries (sparse) or as [1, a] (dense):
//   z = W·[1 a]     forward
//   W -= step ⊗ [1 a]     update
// A panel's units are held in registers, and every element is summed over the inputs in their order. A loop is written
// once for all widths of a panel: inlined with a constant width it keeps only what that width needs.

import { ENTRY_BYTES, Layer, VECTOR_BYTES, widthOf } from "./layer";

/** Vectors of a panel that are taken at a time: all, or half of them where these kernels find no registers for more. */
// @ts-ignore: decorator
@inline
function sliceOf(width: u32): u32 {
  return width > 7 ? (width + 1) / 2 : width;
}

// @ts-ignore: decorator
@inline
export function plus(sum: v128, weights: v128, value: v128): v128 {
  return f32x4.add(sum, f32x4.mul(weights, value));
}

// @ts-ignore: decorator
@inline
export function minus(weights: v128, step: v128, value: v128): v128 {
  return f32x4.sub(weights, f32x4.mul(step, value));
}

export function forwardSparse(layer: Layer, entries: usize, end: usize): void {
  const z = layer.preActivation;
  let weights = layer.weights;
  for (let at: usize = 0; at < <usize>layer.stride; weights += layer.panel) {
    for (let left = layer.width, w = weights; left > 0; ) {
      const width = sliceOf(left);
      sumEntriesOf(width, w, entries, end, z + at);
      left -= width;
      at += <usize>width * VECTOR_BYTES;
      w += <usize>width * VECTOR_BYTES;
    }
  }
}

// @ts-ignore: decorator
@inline
function sumEntriesOf(width: u32, weights: usize, entries: usize, end: usize, z: usize): void {
  switch (width) {
    case 1: sumEntries(1, weights, entries, end, z); break;
    case 2: sumEntries(2, weights, entries, end, z); break;
    case 3: sumEntries(3, weights, entries, end, z); break;
    case 4: sumEntries(4, weights, entries, end, z); break;
    case 5: sumEntries(5, weights, entries, end, z); break;
    case 6: sumEntries(6, weights, entries, end, z); break;
    default: sumEntries(7, weights, entries, end, z);
  }
}

// @ts-ignore: decorator
@inline
function sumEntries(width: u32, weights: usize, entries: usize, end: usize, z: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0;
  for (let entry = entries; entry < end; entry += ENTRY_BYTES) {
    const w = weights + <usize>load<u32>(entry);
    const value = v128.load32_splat(entry, 4);
    s0 = plus(s0, v128.load(w, 0), value);
    if (width > 1) s1 = plus(s1, v128.load(w, 16), value);
    if (width > 2) s2 = plus(s2, v128.load(w, 32), value);
    if (width > 3) s3 = plus(s3, v128.load(w, 48), value);
    if (width > 4) s4 = plus(s4, v128.load(w, 64), value);
    if (width > 5) s5 = plus(s5, v128.load(w, 80), value);
    if (width > 6) s6 = plus(s6, v128.load(w, 96), value);
  }
  v128.store(z, s0, 0);
  if (width > 1) v128.store(z, s1, 16);
  if (width > 2) v128.store(z, s2, 32);
  if (width > 3) v128.store(z, s3, 48);
  if (width > 4) v128.store(z, s4, 64);
  if (width > 5) v128.store(z, s5, 80);
  if (width > 6) v128.store(z, s6, 96);
}

export function forwardDense(layer: Layer, input: usize): void {
  const z = layer.preActivation;
  const end = input + 4 * (1 + <usize>layer.inputs);
  let weights = layer.weights;
  for (let at: usize = 0; at < <usize>layer.stride; weights += layer.panel) {
    for (let left = layer.width, w = weights; left > 0; ) {
      const width = sliceOf(left);
      sumInputsOf(width, w, layer.row, input, end, z + at);
      left -= width;
      at += <usize>width * VECTOR_BYTES;
      w += <usize>width * VECTOR_BYTES;
    }
  }
}

// @ts-ignore: decorator
@inline
function sumInputsOf(width: u32, weights: usize, row: usize, input: usize, end: usize, z: usize): void {
  switch (width) {
    case 1: sumInputs(1, weights, row, input, end, z); break;
    case 2: sumInputs(2, weights, row, input, end, z); break;
    case 3: sumInputs(3, weights, row, input, end, z); break;
    case 4: sumInputs(4, weights, row, input, end, z); break;
    case 5: sumInputs(5, weights, row, input, end, z); break;
    case 6: sumInputs(6, weights, row, input, end, z); break;
    default: sumInputs(7, weights, row, input, end, z);
  }
}

// @ts-ignore: decorator
@inline
function sumInputs(width: u32, weights: usize, row: usize, input: usize, end: usize, z: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0;
  for (let a = input, w = weights; a < end; a += 4, w += row) {
    const value = v128.load32_splat(a);
    s0 = plus(s0, v128.load(w, 0), value);
    if (width > 1) s1 = plus(s1, v128.load(w, 16), value);
    if (width > 2) s2 = plus(s2, v128.load(w, 32), value);
    if (width > 3) s3 = plus(s3, v128.load(w, 48), value);
    if (width > 4) s4 = plus(s4, v128.load(w, 64), value);
    if (width > 5) s5 = plus(s5, v128.load(w, 80), value);
    if (width > 6) s6 = plus(s6, v128.load(w, 96), value);
  }
  v128.store(z, s0, 0);
  if (width > 1) v128.store(z, s1, 16);
  if (width > 2) v128.store(z, s2, 32);
  if (width > 3) v128.store(z, s3, 48);
  if (width > 4) v128.store(z, s4, 64);
  if (width > 5) v128.store(z, s5, 80);
  if (width > 6) v128.store(z, s6, 96);
}

/** An odd entry at the end is followed by one that changes nothing: two are taken at a time. */
export function updateSparse(layer: Layer, entries: usize, end: usize): void {
  const step = layer.step;
  let weights = layer.weights;
  for (let at: usize = 0; at < <usize>layer.stride; weights += layer.panel) {
    for (let left = layer.width, w = weights; left > 0; ) {
      const width = sliceOf(left);
      subtractEntriesOf(width, w, entries, end, step + at);
      left -= width;
      at += <usize>width * VECTOR_BYTES;
      w += <usize>width * VECTOR_BYTES;
    }
  }
}

// @ts-ignore: decorator
@inline
function subtractEntriesOf(width: u32, weights: usize, entries: usize, end: usize, step: usize): void {
  switch (width) {
    case 1: subtractEntries(1, weights, entries, end, step); break;
    case 2: subtractEntries(2, weights, entries, end, step); break;
    case 3: subtractEntries(3, weights, entries, end, step); break;
    case 4: subtractEntries(4, weights, entries, end, step); break;
    case 5: subtractEntries(5, weights, entries, end, step); break;
    case 6: subtractEntries(6, weights, entries, end, step); break;
    default: subtractEntries(7, weights, entries, end, step);
  }
}

// @ts-ignore: decorator
@inline
function subtractEntries(width: u32, weights: usize, entries: usize, end: usize, step: usize): void {
  const d0 = v128.load(step);
  let d1 = d0;
  if (width > 1) d1 = v128.load(step, 16);
  let d2 = d0;
  if (width > 2) d2 = v128.load(step, 32);
  let d3 = d0;
  if (width > 3) d3 = v128.load(step, 48);
  let d4 = d0;
  if (width > 4) d4 = v128.load(step, 64);
  let d5 = d0;
  if (width > 5) d5 = v128.load(step, 80);
  let d6 = d0;
  if (width > 6) d6 = v128.load(step, 96);
  for (let entry = entries; entry < end; entry += 2 * ENTRY_BYTES) {
    const w = weights + <usize>load<u32>(entry);
    const value = v128.load32_splat(entry, 4);
    v128.store(w, minus(v128.load(w, 0), d0, value), 0);
    if (width > 1) v128.store(w, minus(v128.load(w, 16), d1, value), 16);
    if (width > 2) v128.store(w, minus(v128.load(w, 32), d2, value), 32);
    if (width > 3) v128.store(w, minus(v128.load(w, 48), d3, value), 48);
    if (width > 4) v128.store(w, minus(v128.load(w, 64), d4, value), 64);
    if (width > 5) v128.store(w, minus(v128.load(w, 80), d5, value), 80);
    if (width > 6) v128.store(w, minus(v128.load(w, 96), d6, value), 96);
    const next = weights + <usize>load<u32>(entry, 8);
    const nextValue = v128.load32_splat(entry, 12);
    v128.store(next, minus(v128.load(next, 0), d0, nextValue), 0);
    if (width > 1) v128.store(next, minus(v128.load(next, 16), d1, nextValue), 16);
    if (width > 2) v128.store(next, minus(v128.load(next, 32), d2, nextValue), 32);
    if (width > 3) v128.store(next, minus(v128.load(next, 48), d3, nextValue), 48);
    if (width > 4) v128.store(next, minus(v128.load(next, 64), d4, nextValue), 64);
    if (width > 5) v128.store(next, minus(v128.load(next, 80), d5, nextValue), 80);
    if (width > 6) v128.store(next, minus(v128.load(next, 96), d6, nextValue), 96);
  }
}

export function updateDense(layer: Layer, input: usize): void {
  const step = layer.step;
  const end = input + 4 * (1 + <usize>layer.inputs);
  let weights = layer.weights;
  for (let at: usize = 0; at < <usize>layer.stride; weights += layer.panel) {
    for (let left = layer.width, w = weights; left > 0; ) {
      const width = sliceOf(left);
      subtractInputsOf(width, w, layer.row, input, end, step + at);
      left -= width;
      at += <usize>width * VECTOR_BYTES;
      w += <usize>width * VECTOR_BYTES;
    }
  }
}

// @ts-ignore: decorator
@inline
function subtractInputsOf(width: u32, weights: usize, row: usize, input: usize, end: usize, step: usize): void {
  switch (width) {
    case 1: subtractInputs(1, weights, row, input, end, step); break;
    case 2: subtractInputs(2, weights, row, input, end, step); break;
    case 3: subtractInputs(3, weights, row, input, end, step); break;
    case 4: subtractInputs(4, weights, row, input, end, step); break;
    case 5: subtractInputs(5, weights, row, input, end, step); break;
    case 6: subtractInputs(6, weights, row, input, end, step); break;
    default: subtractInputs(7, weights, row, input, end, step);
  }
}

// @ts-ignore: decorator
@inline
function subtractInputs(width: u32, weights: usize, row: usize, input: usize, end: usize, step: usize): void {
  const d0 = v128.load(step);
  let d1 = d0;
  if (width > 1) d1 = v128.load(step, 16);
  let d2 = d0;
  if (width > 2) d2 = v128.load(step, 32);
  let d3 = d0;
  if (width > 3) d3 = v128.load(step, 48);
  let d4 = d0;
  if (width > 4) d4 = v128.load(step, 64);
  let d5 = d0;
  if (width > 5) d5 = v128.load(step, 80);
  let d6 = d0;
  if (width > 6) d6 = v128.load(step, 96);
  for (let a = input, w = weights; a < end; a += 4, w += row) {
    const value = v128.load32_splat(a);
    v128.store(w, minus(v128.load(w, 0), d0, value), 0);
    if (width > 1) v128.store(w, minus(v128.load(w, 16), d1, value), 16);
    if (width > 2) v128.store(w, minus(v128.load(w, 32), d2, value), 32);
    if (width > 3) v128.store(w, minus(v128.load(w, 48), d3, value), 48);
    if (width > 4) v128.store(w, minus(v128.load(w, 64), d4, value), 64);
    if (width > 5) v128.store(w, minus(v128.load(w, 80), d5, value), 80);
    if (width > 6) v128.store(w, minus(v128.load(w, 96), d6, value), 96);
  }
}
