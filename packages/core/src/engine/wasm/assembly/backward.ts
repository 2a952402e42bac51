// The way down through a layer for one sample:
//   back = Wᵀ·delta without the bias
// Four rows of W, which lead up from four inputs, are multiplied by delta; what they come to is turned and added, so that
// each input's product is in a lane. An element is summed over outputs four apart, then over the four lanes.

import { Layer, VECTOR_BYTES, widthOf } from "./layer";
import { minus, plus, updateDense } from "./products";

/** The sum of each vector's lanes, one a lane. */
// @ts-ignore: decorator
@inline
function addAcross(r0: v128, r1: v128, r2: v128, r3: v128): v128 {
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

/** The four products W[j..j+3]·delta, one a lane: four rows are multiplied, then transposed and added. */
// @ts-ignore: decorator
@inline
function fourDots(first: usize, row: usize, panel: usize, width: usize, delta: usize, end: usize): v128 {
  let r0 = f32x4.splat(0);
  let r1 = r0, r2 = r0, r3 = r0;
  for (let rows = first; ; rows += panel) {
    const past = delta + width;
    for (let w = rows; delta < past; w += VECTOR_BYTES, delta += VECTOR_BYTES) {
      const d = v128.load(delta);
      r0 = plus(r0, v128.load(w), d);
      r1 = plus(r1, v128.load(w + row), d);
      r2 = plus(r2, v128.load(w + 2 * row), d);
      r3 = plus(r3, v128.load(w + 3 * row), d);
    }
    if (delta == end) break;
  }
  return addAcross(r0, r1, r2, r3);
}

/**
 * back[j] = W[1 + j]·delta for the layer's inputs j, written as whole vectors. The rows of a last, partial four
 * are read past the panel: memory-layout.ts leaves room behind the last one, and the caller clears those lanes.
 */
export function backward(layer: Layer, back: usize): void {
  const row: usize = layer.row;
  const panel: usize = layer.panel;
  const width = widthOf(layer);
  const delta = layer.delta;
  const end = delta + layer.stride;
  const inputs: usize = layer.inputs;
  let first = layer.weights + row;
  for (let j: usize = 0; j < inputs; j += 4, first += 4 * row) {
    v128.store(back + 4 * j, fourDots(first, row, panel, width, delta, end));
  }
}

/** The most vectors of units for which backwardAndUpdate finds registers. */
const WIDEST: u32 = 4;

/**
 * back as above, from the weights as they are, and W -= step ⊗ [1 a]. Narrow layers read their weights once for both.
 * Rows past the last, up to three, are written as well, where memory-layout.ts leaves room.
 */
export function backwardAndUpdate(layer: Layer, input: usize, back: usize): void {
  if (layer.panels == 1 && layer.width <= WIDEST) {
    switch (layer.width) {
      case 1: passRows(1, layer, input, back); break;
      case 2: passRows(2, layer, input, back); break;
      case 3: passRows(3, layer, input, back); break;
      default: passRows(4, layer, input, back);
    }
  } else {
    backward(layer, back);
    updateDense(layer, input);
  }
}

// @ts-ignore: decorator
@inline
function passRows(width: u32, layer: Layer, input: usize, back: usize): void {
  const row = <usize>width * VECTOR_BYTES;
  const delta = layer.delta;
  const step = layer.step;
  const d0 = v128.load(delta), t0 = v128.load(step);
  let d1 = d0, d2 = d0, d3 = d0;
  let t1 = t0, t2 = t0, t3 = t0;
  if (width > 1) {
    d1 = v128.load(delta, 16);
    t1 = v128.load(step, 16);
  }
  if (width > 2) {
    d2 = v128.load(delta, 32);
    t2 = v128.load(step, 32);
  }
  if (width > 3) {
    d3 = v128.load(delta, 48);
    t3 = v128.load(step, 48);
  }
  let w = layer.weights;
  passRow(width, w, v128.load32_splat(input), d0, d1, d2, d3, t0, t1, t2, t3);
  w += row;
  const end = back + 4 * <usize>layer.inputs;
  for (; back < end; back += VECTOR_BYTES, input += VECTOR_BYTES, w += 4 * row) {
    const r0 = passRow(width, w, v128.load32_splat(input, 4), d0, d1, d2, d3, t0, t1, t2, t3);
    const r1 = passRow(width, w + row, v128.load32_splat(input, 8), d0, d1, d2, d3, t0, t1, t2, t3);
    const r2 = passRow(width, w + 2 * row, v128.load32_splat(input, 12), d0, d1, d2, d3, t0, t1, t2, t3);
    const r3 = passRow(width, w + 3 * row, v128.load32_splat(input, 16), d0, d1, d2, d3, t0, t1, t2, t3);
    v128.store(back, addAcross(r0, r1, r2, r3));
  }
}

/** What a row comes to with delta, lane by lane; the row then takes its step. */
// @ts-ignore: decorator
@inline
function passRow(
  width: u32, row: usize, value: v128, d0: v128, d1: v128, d2: v128, d3: v128, t0: v128, t1: v128, t2: v128, t3: v128,
): v128 {
  const w0 = v128.load(row);
  let sum = plus(f32x4.splat(0), w0, d0);
  v128.store(row, minus(w0, t0, value));
  if (width > 1) {
    const w = v128.load(row, 16);
    sum = plus(sum, w, d1);
    v128.store(row, minus(w, t1, value), 16);
  }
  if (width > 2) {
    const w = v128.load(row, 32);
    sum = plus(sum, w, d2);
    v128.store(row, minus(w, t2, value), 32);
  }
  if (width > 3) {
    const w = v128.load(row, 48);
    sum = plus(sum, w, d3);
    v128.store(row, minus(w, t3, value), 48);
  }
  return sum;
}
