// The kernels' entry points: a network is the address of its first Layer record and the number of layers.

import { countKept, KEPT_SAMPLES, keepOutput, Tally } from "./counting";
import { sigmoid } from "./elementary";
import { ENTRY_BYTES, LAYER_BYTES, Layer, VECTOR_BYTES } from "./layer";
import { backward, forwardDense, forwardSparse, updateDense, updateSparse } from "./products";

// @ts-ignore: decorator
@inline
function layerAt(network: usize, index: u32): Layer {
  return changetype<Layer>(network + <usize>index * LAYER_BYTES);
}

/** a = sigmoid(z), for every lane; those past the units hold sigmoid(0) and are never read. */
function activate(layer: Layer): void {
  const stride: usize = layer.stride;
  const z = layer.preActivation;
  const a = layer.output + 4;
  for (let unit: usize = 0; unit < stride; unit += VECTOR_BYTES) {
    v128.store(a + unit, sigmoid(v128.load(z + unit)));
  }
}

/** Report, section 3.1: z = W·[1 a] and a = sigmoid(z), layer after layer. */
function forward(network: usize, count: u32, entries: usize, end: usize): void {
  let layer = layerAt(network, 0);
  forwardSparse(layer, entries, end);
  activate(layer);
  for (let index: u32 = 1; index < count; index++) {
    const below = layer.output;
    layer = layerAt(network, index);
    forwardDense(layer, below);
    activate(layer);
  }
}

/** delta and rate * delta, zero in the lanes past the units: there the vector at `unit` is the layer's last. */
// @ts-ignore: decorator
@inline
function storeDelta(layer: Layer, unit: usize, delta: v128, rate: v128): void {
  if (unit + VECTOR_BYTES == <usize>layer.stride) delta = v128.and(delta, v128.load(layer.lastLanes));
  v128.store(layer.delta + unit, delta);
  v128.store(layer.step + unit, f32x4.mul(rate, delta));
}

/** delta = a - y of the output layer; y is 1 for the label and 0 for every other unit. */
function outputDelta(layer: Layer, label: u32, rate: v128): void {
  const a = layer.output + 4;
  let toLabel = i32x4.sub(i32x4(0, 1, 2, 3), i32x4.splat(label)); // 0 in the label's lane
  for (let unit: usize = 0; unit < <usize>layer.stride; unit += VECTOR_BYTES) {
    const y = v128.and(i32x4.eq(toLabel, i32x4.splat(0)), f32x4.splat(1));
    storeDelta(layer, unit, f32x4.sub(v128.load(a + unit), y), rate);
    toLabel = i32x4.add(toLabel, i32x4.splat(4));
  }
}

/** delta of the layer below = (Wᵀ·delta) ⊙ a (1 - a), the derivative of the sigmoid from its output. */
function propagate(layer: Layer, below: Layer, rate: v128): void {
  const delta = below.delta;
  const a = below.output + 4;
  backward(layer, delta);
  for (let unit: usize = 0; unit < <usize>below.stride; unit += VECTOR_BYTES) {
    const output = v128.load(a + unit);
    const derivative = f32x4.mul(output, f32x4.sub(f32x4.splat(1), output));
    storeDelta(below, unit, f32x4.mul(v128.load(delta + unit), derivative), rate);
  }
}

/**
 * Report, section 3.3: from the output layer's delta down, target -= rate * delta ⊗ [1 a]. The error goes back
 * through the weights from before the update, or after it where `outputFirst` (as the report's program does).
 */
function descend(network: usize, count: u32, entries: usize, end: usize, rate: v128, outputFirst: bool): void {
  for (let index = count - 1; index > 0; index--) {
    const layer = layerAt(network, index);
    const below = layerAt(network, index - 1);
    if (!outputFirst) propagate(layer, below, rate);
    updateDense(layer, below.output);
    if (outputFirst) propagate(layer, below, rate);
  }
  updateSparse(layerAt(network, 0), entries, end);
}

/**
 * One step for each of the samples order[0..steps): forward, backward, update.
 * @param rows  byte address of each sample's entries; rows[i + 1] ends sample i
 * @param rate  the learning rate; -1 with a gradient as target adds the gradient up instead
 * @param kept  room for the outputs of KEPT_SAMPLES samples, which are counted together
 */
export function train(
  network: usize, count: u32, rows: usize, labels: usize, order: usize, steps: u32,
  rate: f32, outputFirst: bool, tally: usize, kept: usize,
): void {
  const output = layerAt(network, count - 1);
  const rates = f32x4.splat(rate);
  for (let from: u32 = 0; from < steps; from += KEPT_SAMPLES) {
    const until = min(steps, from + KEPT_SAMPLES);
    let place = kept;
    for (let step = from; step < until; step++) {
      const sample: usize = load<u32>(order + 4 * <usize>step);
      const entries: usize = load<u32>(rows + 4 * sample);
      const end: usize = load<u32>(rows + 4 * sample, 4);
      forward(network, count, entries, end);
      place = keepOutput(output, place);
      outputDelta(output, <u32>load<u8>(labels + sample), rates);
      descend(network, count, entries, end, rates, outputFirst);
    }
    countKept(output, kept, place, labels, order + 4 * <usize>from, changetype<Tally>(tally));
  }
}

/** z and a [steps, units] of the output layer, for the samples from..from + steps. */
export function scores(
  network: usize, count: u32, rows: usize, from: u32, steps: u32, preActivations: usize, activations: usize,
): void {
  const output = layerAt(network, count - 1);
  const bytes = <usize>output.units * 4;
  for (let step: u32 = 0; step < steps; step++) {
    const row = rows + 4 * <usize>(from + step);
    forward(network, count, load<u32>(row), load<u32>(row, 4));
    memory.copy(preActivations, output.preActivation, bytes);
    memory.copy(activations, output.output + 4, bytes);
    preActivations += bytes;
    activations += bytes;
  }
}

/** Whether every value of whole vectors is finite: x - x is 0 then, and NaN otherwise. */
export function allFinite(from: usize, end: usize): bool {
  let sum = f32x4.splat(0);
  for (let at = from; at < end; at += VECTOR_BYTES) {
    const value = v128.load(at);
    sum = f32x4.add(sum, f32x4.sub(value, value));
  }
  return !v128.any_true(f32x4.ne(sum, sum));
}

/**
 * The entries of samples that lie row by row as bytes: first (0, 1) for the bias, then the non-zero features in
 * their order, filled up to an even number. Returns the address past the last entry.
 * @param table  what each byte stands for: 256 float32
 */
export function pack(
  features: usize, featureCount: u32, samples: u32, table: usize, stride: u32, rows: usize, entries: usize,
): usize {
  let feature = features;
  for (let sample: u32 = 0; sample < samples; sample++, rows += 4) {
    store<u32>(rows, <u32>entries);
    store<u32>(entries, 0);
    store<f32>(entries, 1, 4);
    entries += ENTRY_BYTES;
    const end = feature + <usize>featureCount;
    for (let offset = stride; feature < end; feature++, offset += stride) {
      const value = load<f32>(table + 4 * <usize>load<u8>(feature));
      // Written always, kept only where it is not zero: no branch to guess wrong.
      store<u32>(entries, offset);
      store<f32>(entries, value, 4);
      entries += value != 0 ? ENTRY_BYTES : 0;
    }
    if (((<u32>entries - load<u32>(rows)) & <u32>ENTRY_BYTES) != 0) {
      store<u32>(entries, 0);
      store<f32>(entries, 0, 4);
      entries += ENTRY_BYTES;
    }
  }
  store<u32>(rows, <u32>entries);
  return entries;
}
