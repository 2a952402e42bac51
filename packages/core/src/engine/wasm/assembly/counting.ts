// What is counted of a sample: loss, squared error and hit. Nothing of it is needed for the next step, so the outputs
// of some samples are kept and counted together, where one sample does not wait for another.

import { lanesAt, largestZ, powersOf } from "./activations";
import { Layer, VECTOR_BYTES } from "./layer";
import { BINARY_CROSS_ENTROPY, CATEGORICAL_CROSS_ENTROPY, SQUARED_ERROR_TARGETS } from "./output";
import { POWERS, SOFTPLUSES, sideBySide } from "./side-by-side";

/** Samples whose outputs are kept at a time; memory-layout.ts makes room for them. */
export const KEPT_SAMPLES: u32 = 32;

/** Sums over samples, in the order of the samples. */
@unmanaged
export class Tally {
  loss: f64;
  squaredError: f64;
  hits: u32;
}

/** What is kept of a sample: z [stride] and a [stride] of the output layer, and room [stride] to count in. */
// @ts-ignore: decorator
@inline
export function keptBytes(layer: Layer): usize {
  return 3 * <usize>layer.stride;
}

/** Keeps z and a of the output layer; returns the place behind them. */
export function keepOutput(layer: Layer, place: usize): usize {
  const stride: usize = layer.stride;
  const z = layer.preActivation;
  const a = layer.output + 4;
  for (let unit: usize = 0; unit < stride; unit += VECTOR_BYTES) {
    v128.store(place + unit, v128.load(z + unit));
    v128.store(place + stride + unit, v128.load(a + unit));
  }
  return place + keptBytes(layer);
}

/** Adds the samples kept from..end to the tally, one after the other; each one's label is in `labels`. */
export function countKept(layer: Layer, loss: u32, from: usize, end: usize, labels: usize, tally: Tally): void {
  const stride: usize = layer.stride;
  if (loss == SQUARED_ERROR_TARGETS) {
    countTargets(layer, from, end, labels, tally);
    return;
  }
  if (loss == BINARY_CROSS_ENTROPY) softpluses(layer, from, end);
  for (let z = from; z < end; z += keptBytes(layer), labels += 4) {
    const label: u32 = load<u32>(labels);
    const squaredError = countSample(layer, z + stride, label, tally);
    if (loss == BINARY_CROSS_ENTROPY) tally.loss += binaryCrossEntropy(layer, z, label);
    else if (loss == CATEGORICAL_CROSS_ENTROPY) tally.loss += categoricalCrossEntropy(layer, z, label);
    else tally.loss += squaredError;
  }
}

/** The same for a regression, where the loss is the squared error: the mean over the targets of (a - y)². */
export function countTargets(layer: Layer, from: usize, end: usize, labels: usize, tally: Tally): void {
  const stride: usize = layer.stride;
  for (let z = from; z < end; z += keptBytes(layer), labels += 4) {
    const targets: usize = load<u32>(labels);
    let squares = f32x4.splat(0);
    for (let unit: usize = 0; unit < stride; unit += VECTOR_BYTES) {
      const difference = f32x4.sub(v128.load(z + stride + unit), v128.load(targets + unit));
      squares = f32x4.add(squares, v128.and(f32x4.mul(difference, difference), lanesAt(layer, unit)));
    }
    const squaredError = sumOfLanes(squares) / <f64>layer.units;
    tally.squaredError += squaredError;
    tally.loss += squaredError;
  }
}

/**
 * The squared error is the mean over the units of (a - y)², and is returned. A hit has its largest output at the label;
 * of equal outputs the first is the prediction.
 */
// @ts-ignore: decorator
@inline
function countSample(layer: Layer, a: usize, label: u32, tally: Tally): f64 {
  const stride: usize = layer.stride;
  const ofLabel = v128.load32_splat(a + (<usize>label << 2));
  let toLabel = i32x4.sub(i32x4(0, 1, 2, 3), i32x4.splat(label)); // 0 in the label's lane
  let squares = f32x4.splat(0);
  let beaten = i32x4.splat(0);
  for (let unit: usize = 0; unit < stride; unit += VECTOR_BYTES) {
    const units = lanesAt(layer, unit);
    const output = v128.and(v128.load(a + unit), units);
    const y = v128.and(i32x4.eq(toLabel, i32x4.splat(0)), f32x4.splat(1));
    const difference = f32x4.sub(output, y);
    squares = f32x4.add(squares, f32x4.mul(difference, difference));
    const equalBefore = v128.and(f32x4.eq(output, ofLabel), i32x4.lt_s(toLabel, i32x4.splat(0)));
    beaten = v128.or(beaten, v128.and(v128.or(f32x4.gt(output, ofLabel), equalBefore), units));
    toLabel = i32x4.add(toLabel, i32x4.splat(4));
  }
  const squaredError = sumOfLanes(squares) / <f64>layer.units;
  tally.squaredError += squaredError;
  tally.hits += u32(!v128.any_true(beaten));
  return squaredError;
}

/** log(1 + e^z) of all that is kept, into the room behind it: in two passes, as each is too long a chain for one. */
// @ts-ignore: decorator
@inline
function softpluses(layer: Layer, from: usize, end: usize): void {
  const stride: usize = layer.stride;
  for (let z = from; z < end; z += keptBytes(layer)) sideBySide(POWERS, z, z + 2 * stride, stride);
  for (let z = from; z < end; z += keptBytes(layer)) sideBySide(SOFTPLUSES, z, z + 2 * stride, stride);
}

/** The sum of log(1 + e^z), which softpluses left behind z and a, less the z of the label. */
// @ts-ignore: decorator
@inline
function binaryCrossEntropy(layer: Layer, z: usize, label: u32): f64 {
  const stride: usize = layer.stride;
  let losses = f32x4.splat(0);
  for (let unit: usize = 0; unit < stride; unit += VECTOR_BYTES) {
    losses = f32x4.add(losses, v128.and(v128.load(z + 2 * stride + unit), lanesAt(layer, unit)));
  }
  return sumOfLanes(losses) - <f64>load<f32>(z + (<usize>label << 2));
}

/** The log of the sum of e^z, less the z of the label; the largest z is taken off first. */
export function categoricalCrossEntropy(layer: Layer, z: usize, label: u32): f64 {
  const largest = largestZ(layer, z);
  // AssemblyScript's own log, compiled into this module: the same bits everywhere.
  const total = NativeMath.log(<f64>powersOf(layer, z, largest, 0));
  return total - (<f64>load<f32>(z + (<usize>label << 2)) - <f64>largest);
}

// @ts-ignore: decorator
@inline
function sumOfLanes(v: v128): f64 {
  return (
    <f64>f32x4.extract_lane(v, 0) + <f64>f32x4.extract_lane(v, 1) +
    (<f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3))
  );
}
