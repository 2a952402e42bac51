// The products of a batch's step by the system's BLAS, in stripes: one for each thread, whose BLAS is called with one
// thread. Numbers then lie row by row, and so do the weights of all layers but the first: where most features are zero,
// its products are walks over lists as without BLAS, which are faster than any dense product.

import { batchLayerAt, BatchPlan, Chunk, tilesOf } from "./batch-plan";
import { ENTRY_BYTES, Layer, layerAt, SPAN_BYTES, VECTOR_BYTES, widthOf } from "./layer";
import { activateTile, differentiateTile } from "./tiles";

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
  const first = firstPanel(layer, stripe, stripes);
  const panels = firstPanel(layer, stripe + 1, stripes) - first;
  if (panels == 0) return;
  if (index > 0) preActivate(batch, chunk, index, first, panels);
  else for (let panel: u32 = 0; panel < panels; panel++) preActivate(batch, chunk, 0, first + panel, 1);
  const at = <usize>first * widthOf(layer);
  if (index + 1 < plan.count) activateTile(batch, chunk, index, at, 0, chunk.count, first, panels, training);
}

/** z of panels that lie beside each other, for all samples. */
function preActivate(batch: BatchPlan, chunk: Chunk, index: u32, panel: u32, panels: u32): void {
  const layer = layerAt(batch.plan, index);
  const below = batchLayerAt(batch, index);
  const here = batchLayerAt(batch, index + 1);
  const bytes = panels * layer.width * <u32>VECTOR_BYTES;
  const biases = layer.weights + <usize>panel * <usize>layer.panel;
  const z = here.z + <usize>panel * widthOf(layer);
  for (let sample: u32 = 0; sample < chunk.count; sample++) memory.copy(z + sample * here.row, biases, bytes);
  sgemm(
    false, false, chunk.count, bytes / 4, layer.inputs, below.output, below.row / 4, biases + layer.row,
    layer.row / 4, 1, z, here.row / 4,
  );
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

/** dJ/dW of some rows of weights that so many units beside each other have, into `gradient` or added to it. */
export function multiplyRowsByBlas(
  batch: BatchPlan, chunk: Chunk, index: u32, panel: u32, lanes: u32, first: u32, rows: u32, gradient: usize,
): void {
  const layer = layerAt(batch.plan, index);
  const below = batchLayerAt(batch, index);
  const here = batchLayerAt(batch, index + 1);
  const deltas = here.delta + <usize>panel * <usize>here.panel;
  const begins = chunk.begins != 0;
  if (first == 0) {
    sumDeltas(deltas, lanes, here.row, chunk.count, gradient, begins);
    gradient += layer.row;
    rows--;
  } else first--;
  sgemm(
    true, false, rows, lanes, chunk.count, below.output + 4 * <usize>first, below.row / 4, deltas, here.row / 4,
    begins ? 0 : 1, gradient, layer.row / 4,
  );
}

/** dJ/dW of the biases. */
function sumDeltas(deltas: usize, lanes: u32, row: usize, count: u32, gradient: usize, begins: bool): void {
  for (let unit: usize = 0; unit < 4 * <usize>lanes; unit += VECTOR_BYTES) {
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
