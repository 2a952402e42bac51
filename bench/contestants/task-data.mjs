// The task's arrays from the runner's files: raw, little-endian. Shapes: images [n, features], W [units, 1 + inputs].

import { readFileSync } from "node:fs";

export function readBytes(path) {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  return new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

export function readFloats(path) {
  return new Float32Array(readBytes(path).buffer);
}

/** Pixels in [0, 1], as most libraries want them: of all images, or of the first ones. */
export function readImages(path, count = Infinity) {
  const bytes = readBytes(path).subarray(0, count * 784);
  const pixels = new Float32Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) pixels[at] = bytes[at] / 255;
  return pixels;
}

/** [n, 10], 1 at the label */
export function oneHot(labels, classes = 10) {
  const targets = new Float32Array(labels.length * classes);
  labels.forEach((label, sample) => {
    targets[sample * classes + label] = 1;
  });
  return targets;
}

/** W of each layer [units, 1 + inputs], column 0 the bias, one behind the other in the file. */
export function readWeights(path, layers) {
  const all = readFloats(path);
  let at = 0;
  return layers.slice(1).map((units, index) => {
    const inputs = layers[index];
    const values = all.subarray(at, at + units * (1 + inputs));
    at += values.length;
    return { units, inputs, values };
  });
}

/** The same for libraries that compute x·W + b: weights [inputs, units], bias [units]. */
export function readTransposedWeights(path, layers) {
  return readWeights(path, layers).map(({ units, inputs, values }) => {
    const [weights, bias] = [new Float32Array(inputs * units), new Float32Array(units)];
    for (let unit = 0; unit < units; unit++) {
      bias[unit] = values[unit * (1 + inputs)];
      for (let input = 0; input < inputs; input++)
        weights[input * units + unit] = values[unit * (1 + inputs) + 1 + input];
    }
    return { units, inputs, weights, bias };
  });
}

/** 0 ... count - 1, in file order. */
export function fileOrder(count) {
  return Int32Array.from({ length: count }, (_, index) => index);
}

/** 0 ... count - 1, shuffled (Fisher & Yates). */
export function shuffledOrder(count) {
  const order = fileOrder(count);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** Indices of batches without end, epoch after epoch; an epoch's last batch takes what is left. */
export function* batches(count, batchSize, shuffle) {
  for (;;) {
    const order = shuffle ? shuffledOrder(count) : fileOrder(count);
    for (let from = 0; from < count; from += batchSize) yield order.subarray(from, from + batchSize);
  }
}

/** The rows of values [n, columns] at the indices, one below the other. */
export function gatherRows(values, columns, indices) {
  const rows = new Float32Array(indices.length * columns);
  indices.forEach((index, row) => {
    rows.set(values.subarray(index * columns, (index + 1) * columns), row * columns);
  });
  return rows;
}

/** The share of rows of scores [n, classes] whose largest is the label's. */
export function accuracyOf(scores, labels, classes = 10) {
  let hits = 0;
  labels.forEach((label, sample) => {
    let best = 0;
    for (let k = 1; k < classes; k++)
      if (scores[sample * classes + k] > scores[sample * classes + best]) best = k;
    if (best === label) hits++;
  });
  return hits / labels.length;
}

/** Of scores from the expected ones, which are of the first images only. */
export function largestDeviation(scores, expected) {
  return expected.reduce((largest, value, at) => Math.max(largest, Math.abs(scores[at] - value)), 0);
}
