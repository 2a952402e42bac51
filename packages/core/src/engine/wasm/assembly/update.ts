// From gradients to steps: one layer's weights and gradient, and what its optimizer remembers, are arrays of the same
// layout, [1 + inputs][stride]. Row 0 holds the biases, which no penalty, decay or limit touches.

import { Layer, VECTOR_BYTES } from "./layer";

// The places in `optimizerCodes` of memory-layout.ts.
const SGD: u32 = 0;
const MOMENTUM: u32 = 1;
const NESTEROV: u32 = 2;
const ADAGRAD: u32 = 3;
const RMSPROP: u32 = 4;

/** The numbers of one step. */
@unmanaged
export class Step {
  optimizer: u32;
  /** what a gradient is multiplied by: one over the number of samples, or what shortens it */
  scale: f32;
  rate: f32;
  /** rate * weight decay */
  decay: f32;
  /** momentum, rho or beta1 */
  first: f32;
  /** 1 - first */
  firstRest: f32;
  /** beta2, and 1 - beta2 */
  second: f32;
  secondRest: f32;
  epsilon: f32;
  /** Adam's bias correction of the second mean: sqrt(v) is multiplied by it */
  root: f32;
}

// @ts-ignore: decorator
@inline
function bytesOf(layer: Layer): usize {
  return (1 + <usize>layer.inputs) * <usize>layer.stride;
}

/** gradient = scale * gradient + l1 sign(w) + l2 w, and returns the sum of its squares. */
export function regularize(layer: Layer, gradient: usize, scale: f32, l1: f32, l2: f32): f64 {
  const weights = layer.weights;
  const biases: usize = layer.stride;
  const end = bytesOf(layer);
  const zero = f32x4.splat(0);
  let sums = f64x2.splat(0);
  for (let at: usize = 0; at < end; at += VECTOR_BYTES) {
    let g = f32x4.mul(v128.load(gradient + at), f32x4.splat(scale));
    if (at >= biases) {
      const w = v128.load(weights + at);
      const sign = v128.or(
        v128.and(f32x4.gt(w, zero), f32x4.splat(1)),
        v128.and(f32x4.lt(w, zero), f32x4.splat(-1)),
      );
      g = f32x4.add(g, f32x4.add(f32x4.mul(f32x4.splat(l1), sign), f32x4.mul(f32x4.splat(l2), w)));
    }
    v128.store(gradient + at, g);
    const low = f64x2.promote_low_f32x4(g);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(g, g, 2, 3, 0, 1));
    sums = f64x2.add(sums, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/**
 * W -= a step along the gradient.
 * @param m, v  what the optimizer remembers, as many as it needs
 */
export function update(layer: Layer, gradient: usize, step: Step, m: usize, v: usize): void {
  const weights = layer.weights;
  const end = bytesOf(layer);
  const optimizer = step.optimizer;
  if (step.decay > 0) {
    const decay = f32x4.splat(step.decay);
    for (let at: usize = layer.stride; at < end; at += VECTOR_BYTES) {
      const w = v128.load(weights + at);
      v128.store(weights + at, f32x4.sub(w, f32x4.mul(decay, w)));
    }
  }
  const scale = f32x4.splat(step.scale);
  const rate = f32x4.splat(step.rate);
  const first = f32x4.splat(step.first);
  const firstRest = f32x4.splat(step.firstRest);
  const epsilon = f32x4.splat(step.epsilon);
  if (optimizer == SGD) {
    for (let at: usize = 0; at < end; at += VECTOR_BYTES) {
      const g = f32x4.mul(scale, v128.load(gradient + at));
      v128.store(weights + at, f32x4.sub(v128.load(weights + at), f32x4.mul(rate, g)));
    }
  } else if (optimizer == MOMENTUM || optimizer == NESTEROV) {
    const ahead = optimizer == NESTEROV;
    for (let at: usize = 0; at < end; at += VECTOR_BYTES) {
      const g = f32x4.mul(scale, v128.load(gradient + at));
      const speed = f32x4.add(f32x4.mul(first, v128.load(m + at)), g);
      v128.store(m + at, speed);
      const along = ahead ? f32x4.add(g, f32x4.mul(first, speed)) : speed;
      v128.store(weights + at, f32x4.sub(v128.load(weights + at), f32x4.mul(rate, along)));
    }
  } else if (optimizer == ADAGRAD || optimizer == RMSPROP) {
    const keeps = optimizer == ADAGRAD ? f32x4.splat(1) : first;
    const takes = optimizer == ADAGRAD ? f32x4.splat(1) : firstRest;
    for (let at: usize = 0; at < end; at += VECTOR_BYTES) {
      const g = f32x4.mul(scale, v128.load(gradient + at));
      const squares = f32x4.add(f32x4.mul(keeps, v128.load(m + at)), f32x4.mul(takes, f32x4.mul(g, g)));
      v128.store(m + at, squares);
      const along = f32x4.div(f32x4.mul(rate, g), f32x4.add(f32x4.sqrt(squares), epsilon));
      v128.store(weights + at, f32x4.sub(v128.load(weights + at), along));
    }
  } else { // Adam; `rate` has its first bias correction in it
    const second = f32x4.splat(step.second);
    const secondRest = f32x4.splat(step.secondRest);
    const root = f32x4.splat(step.root);
    for (let at: usize = 0; at < end; at += VECTOR_BYTES) {
      const g = f32x4.mul(scale, v128.load(gradient + at));
      const mean = f32x4.add(f32x4.mul(first, v128.load(m + at)), f32x4.mul(firstRest, g));
      const squares = f32x4.add(
        f32x4.mul(second, v128.load(v + at)), f32x4.mul(secondRest, f32x4.mul(g, g)),
      );
      v128.store(m + at, mean);
      v128.store(v + at, squares);
      const size = f32x4.add(f32x4.mul(f32x4.sqrt(squares), root), epsilon);
      v128.store(weights + at, f32x4.sub(v128.load(weights + at), f32x4.div(f32x4.mul(rate, mean), size)));
    }
  }
}

/** Shortens each unit's weights, bias left out, to maxNorm: four units at a time. */
export function limitNorms(layer: Layer, maxNorm: f32): void {
  const stride: usize = layer.stride;
  const weights = layer.weights;
  const end = bytesOf(layer);
  const limit = f32x4.splat(maxNorm);
  for (let unit: usize = 0; unit < stride; unit += VECTOR_BYTES) {
    let squares = f32x4.splat(0);
    for (let at = stride + unit; at < end; at += stride) {
      const w = v128.load(weights + at);
      squares = f32x4.add(squares, f32x4.mul(w, w));
    }
    const norm = f32x4.sqrt(squares);
    const tooLong = f32x4.gt(norm, limit);
    if (!v128.any_true(tooLong)) continue;
    const factor = v128.bitselect(f32x4.div(limit, norm), f32x4.splat(1), tooLong);
    for (let at = stride + unit; at < end; at += stride) {
      v128.store(weights + at, f32x4.mul(v128.load(weights + at), factor));
    }
  }
}
