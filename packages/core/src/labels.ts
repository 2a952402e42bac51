/** [n], class indices: two bytes each where there are more than 256 classes. */
export type Labels = Uint8Array | Uint16Array;

/** What two bytes can tell apart. */
export const MAX_CLASSES = 65_536;

/** n class indices, all 0, with room for so many classes. */
export function createLabels(count: number, classes: number): Labels {
  return classes > 256 ? new Uint16Array(count) : new Uint8Array(count);
}

/** The labels at `indices` [m], copied. */
export function selectLabels(labels: Labels, indices: ArrayLike<number>): Labels {
  const selected =
    labels instanceof Uint16Array ? new Uint16Array(indices.length) : new Uint8Array(indices.length);
  for (let place = 0; place < indices.length; place++) selected[place] = labels[indices[place]];
  return selected;
}
