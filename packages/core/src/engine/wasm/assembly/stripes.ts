// The products of a batch's step by the system's BLAS, in stripes: one for each thread, whose BLAS is called with one
// thread. Numbers and weights then lie row by row. Where most features are zero, their layer's products are walks
// over lists as without BLAS, which are faster than any dense product.

import { batchLayerAt, BatchPlan, Chunk, tilesOf } from "./batch-plan";
import { ENTRY_BYTES, Layer, layerAt, SPAN_BYTES, VECTOR_BYTES, widthOf } from "./layer";
import { activateTile, differentiateTile, multiplyRows } from "./tiles";

/** C = op(A)·op(B) + beta C, row by row; a, b and c are addresses, lda, ldb and ldc count float32 values. */
// @ts-ignore: decorator
@external("env", "sgemm")
declare function sgemm(
  transposeA: bool, transposeB: bool, m: u32, n: u32, k: u32, a: usize, lda: u32, b: usize, ldb: u32, beta: f32,
  c: usize, ldc: u32,
): void;

/** Some of a layer's panels: the stripe of one of `stripes` tasks. */
// @ts-ignore: decorator
@inline
function firstPanel(layer: Layer, stripe: u32, stripes: u32): u32 {
  return (layer.panels * stripe) / stripes;
}

/** z of a stripe of units for all samples, and a = mask ⊙ f(z) where the layer is hidden. */
export function forwardStripe(
  batch: BatchPlan, chunk: Chunk, index: u32, stripe: u32, stripes: u32, training: bool,
): void {
  const plan = batch.plan;
  const layer = layerAt(plan, index);
  const below = batchLayerAt(batch, index);
  const here = batchLayerAt(batch, index + 1);
  const panel = firstPanel(layer, stripe, stripes);
  const panels = firstPanel(layer, stripe + 1, stripes) - panel;
  if (panels == 0) return;
  const at = <usize>panel * widthOf(layer);
  const bytes = <usize>panels * widthOf(layer);
  const row: usize = here.row;
  const weights = layer.weights + at;
  const z = here.z + at;
  for (let sample: usize = 0; sample < <usize>chunk.count; sample++) memory.copy(z + sample * row, weights, bytes);
  sgemm(
    false, false, chunk.count, <u32>(bytes / 4), layer.inputs, below.output, below.row / 4, weights + layer.row,
    layer.row / 4, 1, z, here.row / 4,
  );
  if (index + 1 < plan.count) activateTile(batch, chunk, index, at, 0, chunk.count, panel, panels, training);
}

/** delta of a stripe of the units below = (Wᵀ·delta) ⊙ mask ⊙ f'(z), for all samples. */
export function backwardStripe(batch: BatchPlan, chunk: Chunk, index: u32, stripe: u32, stripes: u32): void {
  const plan = batch.plan;
  const layer = layerAt(plan, index);
  const below = layerAt(plan, index - 1);
  const above = batchLayerAt(batch, index + 1);
  const here = batchLayerAt(batch, index);
  const lanes = 4 * below.width;
  const from = firstPanel(below, stripe, stripes) * lanes;
  const until = min(firstPanel(below, stripe + 1, stripes) * lanes, below.units);
  if (until <= from) return;
  const at: usize = 4 * from;
  sgemm(
    false, true, chunk.count, until - from, layer.units, above.delta, above.row / 4,
    layer.weights + <usize>(1 + from) * <usize>layer.row, layer.row / 4, 0, here.delta + at, here.row / 4,
  );
  const bytes = tilesOf(until - from, 4) * <u32>VECTOR_BYTES;
  differentiateTile(below, here, at, chunk.count, bytes);
}

/** dJ/dW of some rows of a layer's weights, all units, into `gradient` or added to it. */
export function gradientOfRows(
  batch: BatchPlan, chunk: Chunk, layer: Layer, index: u32, first: u32, rows: u32, gradient: usize,
): void {
  const below = batchLayerAt(batch, index);
  const here = batchLayerAt(batch, index + 1);
  const begins = chunk.begins != 0;
  if (index == 0 && chunk.sparse != 0) {
    for (let panel: u32 = 0; panel < layer.panels; panel++, gradient += widthOf(layer)) {
      multiplyRows(batch, chunk, layer, index, panel, first, rows, gradient, layer.row);
    }
    return;
  }
  if (first == 0) {
    sumDeltas(layer, here.delta, here.row, chunk.count, gradient, begins);
    gradient += layer.row;
    rows--;
  } else first--;
  sgemm(
    true, false, rows, layer.stride / 4, chunk.count, below.output + 4 * <usize>first, below.row / 4, here.delta,
    here.row / 4, begins ? 0 : 1, gradient, layer.row / 4,
  );
}

/** dJ/dW of the biases. */
function sumDeltas(layer: Layer, deltas: usize, row: usize, count: u32, gradient: usize, begins: bool): void {
  for (let unit: usize = 0; unit < <usize>layer.stride; unit += VECTOR_BYTES) {
    let sum = begins ? f32x4.splat(0) : v128.load(gradient + unit);
    let delta = deltas + unit;
    for (let sample: u32 = 0; sample < count; sample++, delta += row) sum = f32x4.add(sum, v128.load(delta));
    v128.store(gradient + unit, sum);
  }
}

/** The features of some samples, row by row, from their lists. */
export function spreadFeatures(batch: BatchPlan, spans: usize, from: u32, until: u32): void {
  const layer = layerAt(batch.plan, 0);
  const here = batchLayerAt(batch, 0);
  const row: usize = here.row;
  memory.fill(here.output + <usize>from * row, 0, <usize>(until - from) * row);
  for (let sample = from; sample < until; sample++) {
    const span = spans + <usize>sample * SPAN_BYTES;
    const features = here.output + <usize>sample * row;
    const end: usize = load<u32>(span, 4);
    // behind the bias
    for (let entry = <usize>load<u32>(span) + ENTRY_BYTES; entry < end; entry += ENTRY_BYTES) {
      store<u32>(features + 4 * <usize>(load<u32>(entry) / layer.row - 1), load<u32>(entry, 4));
    }
  }
}
