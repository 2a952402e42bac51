// What one layer of numbers needs while a batch goes through the network: the samples' features are the first, then
// each layer's activations. batch-place.ts writes these records.

@unmanaged
export class BatchLayer {
  /**
   * Bytes from one sample to the next, and from one panel to the next, in the arrays of numbers below: [panels][capacity]
   * [width], or [capacity][panels][width] for BLAS.
   */
  row: u32;
  panel: u32;
  z: usize;
  /** f(z) */
  activations: usize;
  /** f(z), units left out; the same place without dropout */
  output: usize;
  /** 0 without dropout */
  mask: usize;
  delta: usize;
  /** Span [parts of the units][capacity]: each sample's outputs on the way up, its deltas on the way down */
  rows: usize;
  /** bytes from one part's spans to the next one's */
  part: u32;
  /** [parts of the units][capacity] */
  rowEntries: usize;
  /** bytes for one sample's entries of a part */
  rowCapacity: u32;
  /** Span [parts of the samples][1 + units]: what the bias and each unit were in every sample */
  columns: usize;
  /** [parts of the samples][1 + units] */
  columnEntries: usize;
  /** bytes for one column's entries of a part */
  columnCapacity: u32;
  /** of the layer's weights, in their layout, as many as there are; 0 otherwise */
  gradient: usize;
  firstMemory: usize;
  secondMemory: usize;
  /** Wᵀ without the biases [panels of the layer below][units][row of the layer below]; 0 for the first layer */
  transposed: usize;
}

export const BATCH_LAYER_BYTES: usize = 72;
