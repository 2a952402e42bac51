import { BatchLayer } from "./batch-layer";
import { Layer, VECTOR_BYTES, widthOf } from "./layer";

/** One panel of Wᵀ: the weights that lead down to the units of a panel below, [units][width of the panel below]. */
export function transpose(layer: Layer, here: BatchLayer, below: Layer, panelBelow: u32): void {
  const row: usize = layer.row;
  const rowBelow = widthOf(below);
  const units: usize = layer.stride / 4;
  const first = <usize>panelBelow * (rowBelow / 4);
  let to = here.transposed + <usize>panelBelow * units * rowBelow;
  for (let panel: u32 = 0; panel < layer.panels; panel++) {
    const weights = layer.weights + <usize>panel * <usize>layer.panel + row;
    for (let unit: usize = 0; unit < widthOf(layer); unit += VECTOR_BYTES, to += 4 * rowBelow) {
      for (let lane: usize = 0; lane < rowBelow; lane += VECTOR_BYTES) {
        const input = first + lane / 4;
        const w = weights + input * row + unit;
        transposeFour(w, row, <i32>layer.inputs - <i32>input, to + lane, rowBelow);
      }
    }
  }
}

/** Four rows of a vector each, turned; rows that are not there are zero. */
// @ts-ignore: decorator
@inline
export function transposeFour(w: usize, row: usize, inputs: i32, to: usize, rowBelow: usize): void {
  const zero = f32x4.splat(0);
  const r0 = inputs > 0 ? v128.load(w) : zero;
  const r1 = inputs > 1 ? v128.load(w + row) : zero;
  const r2 = inputs > 2 ? v128.load(w + 2 * row) : zero;
  const r3 = inputs > 3 ? v128.load(w + 3 * row) : zero;
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(to + rowBelow, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(to + 2 * rowBelow, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(to + 3 * rowBelow, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}
