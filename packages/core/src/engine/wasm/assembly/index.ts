// The kernels' entry points.

import { activate, throughDerivative } from "./activations";
import { backward, backwardAndUpdate } from "./backward";
import { countKept, KEPT_SAMPLES, keepOutput, Tally } from "./counting";
import { Layer, layerAt, Plan, SPAN_BYTES, VECTOR_BYTES } from "./layer";
import { disturb, Disturbance, leaveNothingOut, leaveOut, maskDelta } from "./noise";
import { outputDelta } from "./output";
import { forwardDense, forwardSparse, updateDense, updateSparse } from "./products";

export { descend, finishGradient, score } from "./batch";
export { gatherSamples, pack } from "./lists";

// Exported so that they stay functions of their own: inlined into `train` they cost its inner loops their registers.
export { backwardAndUpdate } from "./backward";
export { activateOther, softmax, throughOtherDerivative } from "./activations";
export { categoricalCrossEntropy, countTargets } from "./counting";
export { disturb, leaveNothingOut, leaveOut, maskDelta } from "./noise";
export { squaredErrorDelta, targetDelta } from "./output";

/** Where a sample stands in the training: what its dropout is drawn by. */
@unmanaged
class Place {
  step: u32;
  position: u32;
}

/** Report, section 3.1: z = W·[1 a] and a = f(z), layer after layer; without a place no unit is left out. */
// @ts-ignore: decorator
@inline
function forward(plan: Plan, entries: usize, end: usize, place: Place | null): void {
  const count = plan.count;
  let layer = layerAt(plan, 0);
  forwardSparse(layer, entries, end);
  activate(layer);
  for (let index: u32 = 1; index < count; index++) {
    if (layer.mask != 0) {
      if (place) leaveUnitsOut(plan, layer, index, place);
      else leaveNothingOut(layer);
    }
    const below = layer.output;
    layer = layerAt(plan, index);
    forwardDense(layer, below);
    activate(layer);
  }
}

function leaveUnitsOut(plan: Plan, layer: Layer, level: u32, place: Place): void {
  const vectors = layer.stride / <u32>VECTOR_BYTES;
  const a = layer.output + 4;
  leaveOut(plan, layer, level, place.step, place.position, 0, vectors, layer.mask, layer.activations, a);
}

/** delta of the layer below = (Wᵀ·delta) ⊙ mask ⊙ f'(z), from Wᵀ·delta */
function differentiate(below: Layer, rate: f32): void {
  if (below.mask != 0) maskDelta(below.delta, below.mask, below.stride);
  throughDerivative(below, rate);
}

/**
 * Report, section 3.3: from the output layer's delta down, W -= rate * delta ⊗ [1 a]. The error goes back through the
 * weights from before the update, or after it with `outputFirst` (as the report's program does).
 */
function descendOnce(plan: Plan, entries: usize, end: usize, rate: f32): void {
  const outputFirst = plan.outputFirst != 0;
  for (let index = plan.count - 1; index > 0; index--) {
    const layer = layerAt(plan, index);
    const below = layerAt(plan, index - 1);
    if (outputFirst) {
      updateDense(layer, below.output);
      backward(layer, below.delta);
    } else backwardAndUpdate(layer, below.output, below.delta);
    differentiate(below, rate);
  }
  updateSparse(layerAt(plan, 0), entries, end);
}

/**
 * A step of plain descent for each sample of a range.
 * @param spans  Span, one a sample: its entries
 * @param labels  u32, one a sample: the class index, or in a regression the address of its targets
 * @param rates  f32, one a sample: the learning rates
 * @param place  of the first sample; each is a step further
 * @param noise  f32 [samples][inputs] to add, or 0
 */
export function train(
  plan: Plan, spans: usize, labels: usize, samples: u32, rates: usize, place: Place, noise: usize,
): void {
  const first = layerAt(plan, 0);
  const output = layerAt(plan, plan.count - 1);
  const disturbed = plan.disturbed != 0;
  for (let from: u32 = 0; from < samples; from += KEPT_SAMPLES) {
    const until = min(samples, from + KEPT_SAMPLES);
    let kept = plan.kept;
    for (let index = from; index < until; index++) {
      const span = spans + <usize>index * SPAN_BYTES;
      let entries: usize = load<u32>(span);
      let end: usize = load<u32>(span, 4);
      if (disturbed) {
        const row = noise != 0 ? noise + 4 * <usize>index * <usize>first.inputs : 0;
        const room = changetype<Disturbance>(changetype<usize>(plan) + offsetof<Plan>("features"));
        end = disturb(plan, first, room, entries, end, row, place.step, place.position, plan.entries);
        entries = plan.entries;
      }
      const rate = load<f32>(rates + 4 * <usize>index);
      forward(plan, entries, end, place);
      kept = keepOutput(output, kept);
      outputDelta(plan, output, load<u32>(labels + 4 * <usize>index), rate);
      descendOnce(plan, entries, end, rate);
      place.step++;
    }
    countKept(output, plan.loss, plan.kept, kept, labels + 4 * <usize>from, changetype<Tally>(plan.tally));
  }
}

/** z and a of the output layer for one sample, which lie there until the next. */
export function scoreOne(plan: Plan, entries: usize, end: usize): void {
  forward(plan, entries, end, null);
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
