// A layer in linear memory. Its weights lie input by input, [1 + inputs][stride], so that what one input sends
// to all units is a run of whole vectors; row 0 holds the biases. The stride is the number of units rounded up
// to whole vectors of four; the lanes past `units` hold zero weights and zero deltas at all times.
// memory-layout.ts writes these records and must agree with the offsets here.

@unmanaged
export class Layer {
  inputs: u32;
  units: u32;
  /** bytes from one input's weights to the next */
  stride: u32;
  /** W [1 + inputs][stride] */
  weights: usize;
  /** where backward subtracts from: W itself in training, the gradient's array in `gradients` */
  target: usize;
  /** [1, a]: a leading 1 for the bias, then the activations; the 4 bytes before a 16-byte boundary hold the 1 */
  output: usize;
  /** delta [stride] */
  delta: usize;
  /** rate * delta [stride] */
  step: usize;
  /** z [stride] */
  preActivation: usize;
  /** four lanes, all ones where the last vector holds a unit, zeros past the units */
  lastLanes: usize;
}

/**
 * One non-zero feature of a sample: the byte offset of its weights, and its value. The first is (0, 1), the bias. An
 * odd number of them is filled up with (0, 0), which changes nothing: the update takes two at a time.
 */
@unmanaged
export class Entry {
  offset: u32;
  value: f32;
}

export const LAYER_BYTES: usize = 40;
export const ENTRY_BYTES: usize = 8;
export const VECTOR_BYTES: usize = 16;
