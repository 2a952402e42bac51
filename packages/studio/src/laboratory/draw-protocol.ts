/** Who answers to a drawing. */
export interface Reader {
  /** of every layer, the features first */
  readonly sizes: readonly number[];
  readonly classes: readonly string[];
  readonly imageShape: readonly [rows: number, columns: number];
}

export interface Reading {
  /** index of the class */
  readonly prediction: number;
  /** [classes] */
  readonly scores: Float32Array;
  /** [features]: gradient x input of the prediction's score */
  readonly saliency: Float64Array;
  readonly classes: readonly string[];
}
