// delta = dL/dz of the output layer, for each pair of loss and output.

import { lanesAt, storeDelta } from "./activations";
import { Layer, Plan, VECTOR_BYTES } from "./layer";

// The places in `lossCodes` of memory-layout.ts. Both cross-entropies have the same delta.
export const BINARY_CROSS_ENTROPY: u32 = 0;
export const CATEGORICAL_CROSS_ENTROPY: u32 = 1;
export const SQUARED_ERROR_IDENTITY: u32 = 2;
export const SQUARED_ERROR_SIGMOID: u32 = 3;
export const SQUARED_ERROR_SOFTMAX: u32 = 4;
/** of a regression, with identity outputs */
export const SQUARED_ERROR_TARGETS: u32 = 5;

/**
 * The class's weight times dL/dz, from a and the target y: a - y with cross-entropy.
 * @param label  the class index, or in a regression the address of the sample's targets
 */
// @ts-ignore: decorator
@inline
export function outputDelta(plan: Plan, layer: Layer, label: u32, rate: f32): void {
  if (plan.loss == SQUARED_ERROR_TARGETS) {
    targetDelta(layer, label, rate);
    return;
  }
  const a = layer.output + 4;
  const stride: usize = layer.stride;
  const ofLabel = f32x4.splat(plan.labelTarget);
  const ofOthers = f32x4.splat(plan.otherTarget);
  const rates = f32x4.splat(rate);
  const weight = v128.load32_splat(plan.classWeights + 4 * <usize>label);
  let toLabel = i32x4.sub(i32x4(0, 1, 2, 3), i32x4.splat(label)); // 0 in the label's lane
  for (let unit: usize = 0; unit < stride; unit += VECTOR_BYTES) {
    const y = v128.bitselect(ofLabel, ofOthers, i32x4.eq(toLabel, i32x4.splat(0)));
    storeDelta(layer, unit, f32x4.mul(weight, f32x4.sub(v128.load(a + unit), y)), rates);
    toLabel = i32x4.add(toLabel, i32x4.splat(4));
  }
  if (plan.loss > CATEGORICAL_CROSS_ENTROPY) squaredErrorDelta(plan, layer, rate);
}

/** dL/dz = 2/n (a - y) of identity outputs, from the targets y [stride]. */
export function targetDelta(layer: Layer, targets: usize, rate: f32): void {
  const a = layer.output + 4;
  const rates = f32x4.splat(rate);
  const scale = f32x4.splat(<f32>(2.0 / <f64>layer.units));
  for (let unit: usize = 0; unit < <usize>layer.stride; unit += VECTOR_BYTES) {
    const difference = f32x4.sub(v128.load(a + unit), v128.load(targets + unit));
    storeDelta(layer, unit, f32x4.mul(scale, difference), rates);
  }
}

/** From a - y in delta: the loss is the mean over the units of (a - y)², so that dL/da = 2/n (a - y). */
export function squaredErrorDelta(plan: Plan, layer: Layer, rate: f32): void {
  const a = layer.output + 4;
  const stride: usize = layer.stride;
  const rates = f32x4.splat(rate);
  const scale = f32x4.splat(<f32>(2.0 / <f64>layer.units));
  for (let unit: usize = 0; unit < stride; unit += VECTOR_BYTES) {
    const output = v128.load(a + unit);
    let delta = f32x4.mul(scale, v128.load(layer.delta + unit));
    if (plan.loss == SQUARED_ERROR_SIGMOID)
      delta = f32x4.mul(delta, f32x4.mul(output, f32x4.sub(f32x4.splat(1), output)));
    storeDelta(layer, unit, delta, rates);
  }
  if (plan.loss == SQUARED_ERROR_SOFTMAX) throughSoftmax(layer, rate);
}

/** dL/dz = a (g - sum of g a) with g = dL/da, which lies in delta. */
function throughSoftmax(layer: Layer, rate: f32): void {
  const a = layer.output + 4;
  const rates = f32x4.splat(rate);
  let products = f32x4.splat(0);
  for (let unit: usize = 0; unit < <usize>layer.stride; unit += VECTOR_BYTES) {
    const product = f32x4.mul(v128.load(layer.delta + unit), v128.load(a + unit));
    products = f32x4.add(products, v128.and(product, lanesAt(layer, unit)));
  }
  const mean = f32x4.splat(
    f32x4.extract_lane(products, 0) + f32x4.extract_lane(products, 1) +
    (f32x4.extract_lane(products, 2) + f32x4.extract_lane(products, 3)),
  );
  for (let unit: usize = 0; unit < <usize>layer.stride; unit += VECTOR_BYTES) {
    const delta = f32x4.mul(v128.load(a + unit), f32x4.sub(v128.load(layer.delta + unit), mean));
    storeDelta(layer, unit, delta, rates);
  }
}
