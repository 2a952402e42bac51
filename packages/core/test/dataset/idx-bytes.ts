/** A header of big-endian words, then the values. */
export function idxBytes(words: readonly number[], values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 * words.length + values.length);
  const view = new DataView(bytes.buffer);
  for (const [index, word] of words.entries()) view.setUint32(4 * index, word);
  bytes.set(values, 4 * words.length);
  return bytes;
}

/** `count` images of 2 x 3 pixels, 0, 1, 2, ... */
export function idxImages(count: number): Uint8Array {
  return idxBytes(
    [2051, count, 2, 3],
    Array.from({ length: 6 * count }, (_, index) => index % 256),
  );
}

export function idxLabels(...labels: number[]): Uint8Array {
  return idxBytes([2049, labels.length], labels);
}
