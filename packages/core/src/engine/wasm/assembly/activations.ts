// a = f(z) and f'(z) of a layer. Lanes past the units are never read.

import { exp, normalCumulative, normalDensity, sigmoid, tanh } from "./elementary";
import { Layer, VECTOR_BYTES } from "./layer";
import { SIGMOIDS, sideBySide } from "./side-by-side";

// The places in `activationCodes` of memory-layout.ts.
const SIGMOID: u32 = 0;
const TANH: u32 = 1;
const SCALED_TANH: u32 = 2;
const RELU: u32 = 3;
const LEAKY_RELU: u32 = 4;
const GELU: u32 = 5;
const SILU: u32 = 6;
const IDENTITY: u32 = 7;
const SOFTMAX: u32 = 8;

// LeCun (1989), "Generalization and network design strategies".
const SCALE: f32 = 1.7159;
const SLOPE: f32 = 2.0 / 3.0;
// Maas, Hannun & Ng (2013), "Rectifier nonlinearities improve neural network acoustic models".
const LEAK: f32 = 0.01;

/** f(z) of one vector, but for the sigmoid. */
// @ts-ignore: decorator
@inline
function apply(code: u32, z: v128): v128 {
  if (code == TANH) return tanh(z);
  if (code == SCALED_TANH) return f32x4.mul(f32x4.splat(SCALE), tanh(f32x4.mul(f32x4.splat(SLOPE), z)));
  if (code == RELU) return f32x4.pmax(f32x4.splat(0), z);
  if (code == LEAKY_RELU) return leak(z, z);
  if (code == GELU) return f32x4.mul(z, normalCumulative(z));
  if (code == SILU) return f32x4.mul(z, sigmoid(z));
  return z; // identity
}

/** a = f(z) of a layer. */
export function activate(layer: Layer): void {
  if (layer.activation == SOFTMAX) softmax(layer);
  else activateVectors(layer.activation, layer.preActivation, layer.activations, layer.stride);
}

/** a = f(z) of vectors, but for softmax. */
export function activateVectors(code: u32, z: usize, a: usize, bytes: usize): void {
  if (code == SIGMOID) sideBySide(SIGMOIDS, z, a, bytes);
  else activateOther(code, z, a, bytes);
}

/** a = f(z) of any activation but sigmoid and softmax; each has a loop of its own. */
export function activateOther(code: u32, z: usize, a: usize, bytes: usize): void {
  if (code == TANH) activateAll(TANH, z, a, bytes);
  else if (code == SCALED_TANH) activateAll(SCALED_TANH, z, a, bytes);
  else if (code == RELU) activateAll(RELU, z, a, bytes);
  else if (code == LEAKY_RELU) activateAll(LEAKY_RELU, z, a, bytes);
  else if (code == GELU) activateAll(GELU, z, a, bytes);
  else if (code == SILU) activateAll(SILU, z, a, bytes);
  else activateAll(IDENTITY, z, a, bytes);
}

// @ts-ignore: decorator
@inline
function activateAll(code: u32, z: usize, a: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) v128.store(a + at, apply(code, v128.load(z + at)));
}

/** value where z > 0, LEAK * value elsewhere */
// @ts-ignore: decorator
@inline
function leak(value: v128, z: v128): v128 {
  const leaked = f32x4.mul(f32x4.splat(LEAK), value);
  return v128.bitselect(value, leaked, f32x4.gt(z, f32x4.splat(0)));
}

/** The lanes of the vector at `unit` that belong to units. */
// @ts-ignore: decorator
@inline
export function lanesAt(layer: Layer, unit: usize): v128 {
  return v128.load(layer.lanes + unit);
}

/** The largest of four lanes. */
// @ts-ignore: decorator
@inline
function largestLane(v: v128): f32 {
  return max(
    max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  );
}

/** The largest z of a layer. */
export function largestZ(layer: Layer, z: usize): f32 {
  const least = f32x4.splat(-f32.MAX_VALUE);
  let largest = least;
  for (let unit: usize = 0; unit < <usize>layer.stride; unit += VECTOR_BYTES) {
    largest = f32x4.pmax(largest, v128.bitselect(v128.load(z + unit), least, lanesAt(layer, unit)));
  }
  return largestLane(largest);
}

/** e^(z - largest), zero past the units; the sum of all, lane by lane. */
// @ts-ignore: decorator
@inline
export function powersOf(layer: Layer, z: usize, largest: f32, powers: usize): f32 {
  let sum = f32x4.splat(0);
  for (let unit: usize = 0; unit < <usize>layer.stride; unit += VECTOR_BYTES) {
    const power = v128.and(
      exp(f32x4.sub(v128.load(z + unit), f32x4.splat(largest))), lanesAt(layer, unit),
    );
    if (powers != 0) v128.store(powers + unit, power);
    sum = f32x4.add(sum, power);
  }
  return (
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/** e^z / sum of e^z; the largest z is taken off first, so that nothing overflows. */
export function softmax(layer: Layer): void {
  const a = layer.activations;
  const sum = powersOf(layer, layer.preActivation, largestZ(layer, layer.preActivation), a);
  const sums = f32x4.splat(sum);
  for (let unit: usize = 0; unit < <usize>layer.stride; unit += VECTOR_BYTES) {
    v128.store(a + unit, f32x4.div(v128.load(a + unit), sums));
  }
}

/** f'(z) of one vector, from z and a = f(z), but for the sigmoid. */
// @ts-ignore: decorator
@inline
function derivative(code: u32, z: v128, a: v128): v128 {
  const one = f32x4.splat(1);
  if (code == TANH) return f32x4.sub(one, f32x4.mul(a, a));
  if (code == SCALED_TANH) {
    const bend = f32x4.sub(f32x4.splat(SCALE), f32x4.mul(f32x4.mul(a, a), f32x4.splat(1 / SCALE)));
    return f32x4.mul(f32x4.splat(SLOPE), bend);
  }
  if (code == RELU) return v128.and(one, f32x4.gt(z, f32x4.splat(0)));
  if (code == LEAKY_RELU) return leak(one, z);
  if (code == GELU) return f32x4.add(normalCumulative(z), f32x4.mul(z, normalDensity(z)));
  if (code == SILU) return f32x4.add(a, f32x4.mul(sigmoid(z), f32x4.sub(one, a)));
  return one; // identity
}

/** delta = delta ⊙ f'(z), and rate * delta. */
// @ts-ignore: decorator
@inline
export function throughDerivative(layer: Layer, rate: f32): void {
  const rates = f32x4.splat(rate);
  const code = layer.activation;
  const stride: usize = layer.stride;
  const delta = layer.delta;
  const a = layer.activations;
  if (code == SIGMOID) {
    for (let unit: usize = 0; unit < stride; unit += VECTOR_BYTES) {
      const output = v128.load(a + unit);
      const slope = f32x4.mul(output, f32x4.sub(f32x4.splat(1), output));
      storeDelta(layer, unit, f32x4.mul(v128.load(delta + unit), slope), rates);
    }
  } else throughOtherDerivative(layer, rate);
}

/** delta ⊙ f'(z) of any activation but the sigmoid. */
export function throughOtherDerivative(layer: Layer, rate: f32): void {
  const rates = f32x4.splat(rate);
  const code = layer.activation;
  const stride: usize = layer.stride;
  const delta = layer.delta;
  const a = layer.activations;
  const z = layer.preActivation;
  for (let unit: usize = 0; unit < stride; unit += VECTOR_BYTES) {
    const slope = derivative(code, v128.load(z + unit), v128.load(a + unit));
    storeDelta(layer, unit, f32x4.mul(v128.load(delta + unit), slope), rates);
  }
}

/** delta = delta ⊙ f'(z) of vectors, where no lane needs to be cleared. */
export function multiplyByDerivative(code: u32, z: usize, a: usize, delta: usize, bytes: usize): void {
  if (code == SIGMOID) {
    for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
      const output = v128.load(a + at);
      const slope = f32x4.mul(output, f32x4.sub(f32x4.splat(1), output));
      v128.store(delta + at, f32x4.mul(v128.load(delta + at), slope));
    }
  } else multiplyByOtherDerivative(code, z, a, delta, bytes);
}

/** delta ⊙ f'(z) of any activation but the sigmoid; each has a loop of its own. */
function multiplyByOtherDerivative(code: u32, z: usize, a: usize, delta: usize, bytes: usize): void {
  if (code == TANH) multiplyAll(TANH, z, a, delta, bytes);
  else if (code == SCALED_TANH) multiplyAll(SCALED_TANH, z, a, delta, bytes);
  else if (code == RELU) multiplyAll(RELU, z, a, delta, bytes);
  else if (code == LEAKY_RELU) multiplyAll(LEAKY_RELU, z, a, delta, bytes);
  else if (code == GELU) multiplyAll(GELU, z, a, delta, bytes);
  else if (code == SILU) multiplyAll(SILU, z, a, delta, bytes);
  else multiplyAll(IDENTITY, z, a, delta, bytes);
}

// @ts-ignore: decorator
@inline
function multiplyAll(code: u32, z: usize, a: usize, delta: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
    const slope = derivative(code, v128.load(z + at), v128.load(a + at));
    v128.store(delta + at, f32x4.mul(v128.load(delta + at), slope));
  }
}

/** delta and rate * delta, zero in the lanes past the units. */
// @ts-ignore: decorator
@inline
export function storeDelta(layer: Layer, unit: usize, delta: v128, rate: v128): void {
  delta = v128.and(delta, lanesAt(layer, unit));
  v128.store(layer.delta + unit, delta);
  v128.store(layer.step + unit, f32x4.mul(rate, delta));
}
