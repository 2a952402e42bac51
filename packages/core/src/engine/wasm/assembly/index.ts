// The kernels' entry points.

import { activate, throughDerivative } from "./activations";
import { countKept, KEPT_SAMPLES, keepOutput, Tally } from "./counting";
import { ENTRY_BYTES, Layer, layerAt, Plan, VECTOR_BYTES } from "./layer";
import { disturb, leaveNothingOut, leaveOut, maskDelta } from "./noise";
import { outputDelta } from "./output";
import { backward, forwardDense, forwardSparse, updateDense, updateSparse } from "./products";

export { limitNorms, regularize, update } from "./update";

// Exported so that they stay functions of their own: inlined into `train` they cost its inner loops their registers.
export { activateOther, softmax, throughOtherDerivative } from "./activations";
export { categoricalCrossEntropy } from "./counting";
export { disturb, leaveNothingOut, leaveOut, maskDelta } from "./noise";
export { squaredErrorDelta } from "./output";

/** Where a sample stands in the training: what its dropout is drawn by. */
@unmanaged
class Place {
  step: u32;
  position: u32;
}

/** Report, section 3.1: z = W·[1 a] and a = f(z), layer after layer; without a place no unit is left out. */
function forward(plan: Plan, entries: usize, end: usize, place: Place | null): void {
  const count = plan.count;
  let layer = layerAt(plan, 0);
  forwardSparse(layer, entries, end);
  activate(layer);
  for (let index: u32 = 1; index < count; index++) {
    if (layer.mask != 0) {
      if (place) leaveOut(plan, layer, index, place.step, place.position);
      else leaveNothingOut(layer);
    }
    const below = layer.output;
    layer = layerAt(plan, index);
    forwardDense(layer, below);
    activate(layer);
  }
}

/** delta of the layer below = (Wᵀ·delta) ⊙ mask ⊙ f'(z) */
function propagate(layer: Layer, below: Layer, rate: f32): void {
  backward(layer, below.delta);
  if (below.mask != 0) maskDelta(below);
  throughDerivative(below, rate);
}

/**
 * Report, section 3.3: from the output layer's delta down, target -= rate * delta ⊗ [1 a]. The error goes back
 * through the weights from before the update, or after it with `outputFirst` (as the report's program does).
 */
function descend(plan: Plan, entries: usize, end: usize, rate: f32): void {
  const outputFirst = plan.outputFirst != 0;
  for (let index = plan.count - 1; index > 0; index--) {
    const layer = layerAt(plan, index);
    const below = layerAt(plan, index - 1);
    if (!outputFirst) propagate(layer, below, rate);
    updateDense(layer, below.output);
    if (outputFirst) propagate(layer, below, rate);
  }
  updateSparse(layerAt(plan, 0), entries, end);
}

/**
 * Forward, backward and target -= rate * gradient for each of the samples order[0..samples).
 * @param rows  byte address of each sample's entries; rows[i + 1] ends sample i
 * @param rates  the learning rates, one a sample where each is a step of its own; otherwise one, for all
 * @param place  of the first sample; the next one is the next step where each is one, or the next position
 * @param noise  f32 [samples][inputs] to add, or 0
 */
export function train(
  plan: Plan, rows: usize, labels: usize, order: usize, samples: u32,
  rates: usize, stepEach: bool, place: Place, noise: usize,
): void {
  const first = layerAt(plan, 0);
  const output = layerAt(plan, plan.count - 1);
  const disturbed = plan.entries != 0;
  for (let from: u32 = 0; from < samples; from += KEPT_SAMPLES) {
    const until = min(samples, from + KEPT_SAMPLES);
    let kept = plan.kept;
    for (let index = from; index < until; index++) {
      const sample: usize = load<u32>(order + 4 * <usize>index);
      let entries: usize = load<u32>(rows + 4 * sample);
      let end: usize = load<u32>(rows + 4 * sample, 4);
      if (disturbed) {
        const row = noise != 0 ? noise + 4 * <usize>index * <usize>first.inputs : 0;
        end = disturb(plan, first, entries, end, row, place.step, place.position);
        entries = plan.entries;
      }
      const rate = load<f32>(stepEach ? rates + 4 * <usize>index : rates);
      forward(plan, entries, end, place);
      kept = keepOutput(output, kept);
      outputDelta(plan, output, <u32>load<u8>(labels + sample), rate);
      descend(plan, entries, end, rate);
      if (stepEach) place.step++;
      else place.position++;
    }
    const tally = changetype<Tally>(plan.tally);
    countKept(output, plan.loss, plan.kept, kept, labels, order + 4 * <usize>from, tally);
  }
}

/** z and a [steps, units] of the output layer, for the samples from..from + steps. */
export function scores(
  plan: Plan, rows: usize, from: u32, steps: u32, preActivations: usize, activations: usize,
): void {
  const output = layerAt(plan, plan.count - 1);
  const bytes = <usize>output.units * 4;
  for (let step: u32 = 0; step < steps; step++) {
    const row = rows + 4 * <usize>(from + step);
    forward(plan, load<u32>(row), load<u32>(row, 4), null);
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
 * The entries of samples that lie row by row: first (0, 1) for the bias, then the non-zero features in their order,
 * filled up to an even number. Returns the address past the last entry.
 * @param table  what each byte stands for, 256 float32; 0 where the features are float32 already
 */
export function pack(
  features: usize, featureCount: u32, samples: u32, table: usize, stride: u32, rows: usize, entries: usize,
): usize {
  const size: usize = table != 0 ? 1 : 4;
  let feature = features;
  for (let sample: u32 = 0; sample < samples; sample++, rows += 4) {
    store<u32>(rows, <u32>entries);
    store<u32>(entries, 0);
    store<f32>(entries, 1, 4);
    entries += ENTRY_BYTES;
    const end = feature + <usize>featureCount * size;
    for (let offset = stride; feature < end; feature += size, offset += stride) {
      const value = table != 0 ? load<f32>(table + 4 * <usize>load<u8>(feature)) : load<f32>(feature);
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
