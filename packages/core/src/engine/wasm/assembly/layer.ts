// A layer in linear memory. Its weights lie in panels of a few units each, input by input, so that what one input sends
// to a panel's units is a run of whole vectors that fit in registers; row 0 holds the biases. Panels lie one behind the
// other, [panels][1 + inputs][width], or for BLAS beside each other, [1 + inputs][panels][width]: `row` and `panel` say
// which. Units are filled up to whole panels; the lanes past `units` hold zero weights and zero deltas at all times.
// memory-layout.ts writes these records and must agree with the offsets here.
//
// Here and in the other kernels `@ts-ignore: decorator` is for editors alone: TypeScript knows no decorators on functions,
// AssemblyScript's compiler has `@inline` and `@external`.

@unmanaged
export class Layer {
  inputs: u32;
  units: u32;
  /** vectors of four units in a panel */
  width: u32;
  panels: u32;
  /** bytes from one input's weights to the next in a panel */
  row: u32;
  /** bytes from one panel to the next */
  panel: u32;
  /** bytes of one number a unit, panel after panel. What is said to be [stride] is one number a unit. */
  stride: u32;
  /** W */
  weights: usize;
  /** z [stride] */
  preActivation: usize;
  /** [1, a]: a leading 1 for the bias, then what the layer sends up; the 4 bytes before a 16-byte boundary hold the 1 */
  output: usize;
  /** delta [stride] */
  delta: usize;
  /** rate * delta [stride] */
  step: usize;
  /** [stride], all ones where there is a unit, zeros past the units */
  lanes: usize;
  /** a = f(z) [stride], before units were left out of it; the same place as a in `output` without dropout */
  activations: usize;
  /** what dropout multiplies a by [stride]; 0 without dropout */
  mask: usize;
  /** units whose random word is below this are left out */
  dropThreshold: u32;
  /** what the others are multiplied by */
  dropScale: f32;
  /** f: the place in `activationCodes` of memory-layout.ts */
  activation: u32;
}

/** One of a list of non-zero numbers: its value, and the byte offset of the panel's row that it multiplies. */
@unmanaged
export class Entry {
  offset: u32;
  value: f32;
}

/** A list of entries. */
@unmanaged
export class Span {
  from: u32;
  end: u32;
}

/** What is the same for all of an engine's steps. */
@unmanaged
export class Plan {
  /** the first Layer's record; the others follow */
  layers: usize;
  count: u32;
  /** the place in `lossCodes` of memory-layout.ts */
  loss: u32;
  /** y of the label and of every other unit, with label smoothing */
  labelTarget: f32;
  otherTarget: f32;
  /** what each class's delta is multiplied by, f32 [units] */
  classWeights: usize;
  /** of dropout */
  seedLow: u32;
  seedHigh: u32;
  /** of the inputs; dropThreshold 0: none is left out */
  dropThreshold: u32;
  dropScale: f32;
  /** whether inputs are left out or have noise on them */
  disturbed: u32;
  /** room for a sample's features, their random words and their entries, where inputs are disturbed; 0 otherwise */
  features: usize;
  words: usize;
  entries: usize;
  outputFirst: u32;
  /** Tally of counting.ts */
  tally: usize;
  /** room for the outputs of KEPT_SAMPLES samples, which are counted together */
  kept: usize;
}

export const LAYER_BYTES: usize = 72;
export const ENTRY_BYTES: usize = 8;
export const SPAN_BYTES: usize = 8;
export const VECTOR_BYTES: usize = 16;

/** Bytes of the vectors of a panel. */
// @ts-ignore: decorator
@inline
export function widthOf(layer: Layer): usize {
  return <usize>layer.width * VECTOR_BYTES;
}

// @ts-ignore: decorator
@inline
export function layerAt(plan: Plan, index: u32): Layer {
  return changetype<Layer>(plan.layers + <usize>index * LAYER_BYTES);
}
