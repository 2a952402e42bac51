// From gradients to steps: weights, gradient and what the optimizer remembers are arrays of the same layout, of which
// any part can be taken. The first row of a panel holds biases, which no penalty, decay or limit touches.

import { Layer, VECTOR_BYTES, widthOf } from "./layer";

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

/**
 * gradient = scale * gradient + l1 sign(w) + l2 w, and returns the sum of its squares.
 * @param biases  bytes at the front that have no penalty
 */
export function regularize(
  weights: usize, gradient: usize, bytes: usize, biases: usize, scale: f32, l1: f32, l2: f32,
): f64 {
  const zero = f32x4.splat(0);
  let sums = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
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
 * W -= a step along scale * gradient.
 * @param m, v  what the optimizer remembers, as many as it needs
 * @param biases  bytes at the front that do not decay
 */
export function update(
  step: Step, scale: f32, weights: usize, gradient: usize, m: usize, v: usize, bytes: usize, biases: usize,
): void {
  if (step.decay > 0) {
    const decay = f32x4.splat(step.decay);
    for (let at = biases; at < bytes; at += VECTOR_BYTES) {
      const w = v128.load(weights + at);
      v128.store(weights + at, f32x4.sub(w, f32x4.mul(decay, w)));
    }
  }
  const optimizer = step.optimizer;
  const scales = f32x4.splat(scale);
  const rate = f32x4.splat(step.rate);
  const first = f32x4.splat(step.first);
  const firstRest = f32x4.splat(step.firstRest);
  const epsilon = f32x4.splat(step.epsilon);
  if (optimizer == SGD) {
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      const g = f32x4.mul(scales, v128.load(gradient + at));
      v128.store(weights + at, f32x4.sub(v128.load(weights + at), f32x4.mul(rate, g)));
    }
  } else if (optimizer == MOMENTUM || optimizer == NESTEROV) {
    const ahead = optimizer == NESTEROV;
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      const g = f32x4.mul(scales, v128.load(gradient + at));
      const speed = f32x4.add(f32x4.mul(first, v128.load(m + at)), g);
      v128.store(m + at, speed);
      const along = ahead ? f32x4.add(g, f32x4.mul(first, speed)) : speed;
      v128.store(weights + at, f32x4.sub(v128.load(weights + at), f32x4.mul(rate, along)));
    }
  } else if (optimizer == ADAGRAD || optimizer == RMSPROP) {
    const keeps = optimizer == ADAGRAD ? f32x4.splat(1) : first;
    const takes = optimizer == ADAGRAD ? f32x4.splat(1) : firstRest;
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      const g = f32x4.mul(scales, v128.load(gradient + at));
      const squares = f32x4.add(f32x4.mul(keeps, v128.load(m + at)), f32x4.mul(takes, f32x4.mul(g, g)));
      v128.store(m + at, squares);
      const along = f32x4.div(f32x4.mul(rate, g), f32x4.add(f32x4.sqrt(squares), epsilon));
      v128.store(weights + at, f32x4.sub(v128.load(weights + at), along));
    }
  } else { // Adam; `rate` has its first bias correction in it
    const second = f32x4.splat(step.second);
    const secondRest = f32x4.splat(step.secondRest);
    const root = f32x4.splat(step.root);
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      const g = f32x4.mul(scales, v128.load(gradient + at));
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

/** Shortens the weights of a panel's units, bias left out, to maxNorm: four units at a time. */
export function limitNorms(layer: Layer, panel: u32, maxNorm: f32): void {
  const row: usize = layer.row;
  const weights = layer.weights + <usize>panel * <usize>layer.panel;
  const end: usize = (1 + layer.inputs) * layer.row;
  const limit = f32x4.splat(maxNorm);
  for (let unit: usize = 0; unit < widthOf(layer); unit += VECTOR_BYTES) {
    let squares = f32x4.splat(0);
    for (let at = row + unit; at < end; at += row) {
      const w = v128.load(weights + at);
      squares = f32x4.add(squares, f32x4.mul(w, w));
    }
    const norm = f32x4.sqrt(squares);
    const tooLong = f32x4.gt(norm, limit);
    if (!v128.any_true(tooLong)) continue;
    const factor = v128.bitselect(f32x4.div(limit, norm), f32x4.splat(1), tooLong);
    for (let at = row + unit; at < end; at += row) {
      v128.store(weights + at, f32x4.mul(v128.load(weights + at), factor));
    }
  }
}
