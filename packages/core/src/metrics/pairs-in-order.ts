// Only the positives are sorted. A table over the bits of their scores says how many lie below each of its cells; most
// negatives fall into a cell that no positive is in, and the others are looked up within theirs.

/** Cells for each positive, at least; of a trained network's scores of MNIST, 3 to 6 % of the negatives share one. */
const CELLS = 4;

interface Table {
  /** the smallest key of a positive, and how far the largest is from it */
  readonly low: number;
  readonly span: number;
  /** a cell has 2^shift neighbouring keys */
  readonly shift: number;
  /** [cells + 1]: positives in the cells before this one */
  readonly below: Int32Array;
}

/**
 * Pairs of a positive and a negative in which the positive has the larger score; ties count half.
 * @param positives  sorted upwards, at least one; neither array has NaN
 */
export function pairsInOrder(
  positives: Float32Array | Float64Array,
  negatives: Float32Array | Float64Array,
): number {
  const { low, span, shift, below } = tableOf(float32Bits(positives));
  const bits = float32Bits(negatives);
  let pairs = 0;
  for (let index = 0; index < bits.length; index++) {
    const key = keyOf(bits[index]);
    if (key < low) {
      pairs += positives.length;
      continue;
    }
    const offset = (key - low) >>> 0;
    if (offset > span) continue;
    const start = below[offset >>> shift];
    const end = below[(offset >>> shift) + 1];
    pairs += positives.length - end;
    if (start < end) pairs += pairsWithin(positives, negatives[index], start, end);
  }
  return pairs;
}

function tableOf(bits: Int32Array): Table {
  const low = keyOf(bits[0]);
  const span = (keyOf(bits[bits.length - 1]) - low) >>> 0;
  // So that there are no more than twice the cells that there should be.
  const shift = Math.max(0, Math.clz32(CELLS * bits.length) - Math.clz32(span));
  const below = new Int32Array((span >>> shift) + 2);
  for (let index = 0; index < bits.length; index++) below[((keyOf(bits[index]) - low) >>> shift) + 1]++;
  for (let cell = 1; cell < below.length; cell++) below[cell] += below[cell - 1];
  return { low, span, shift, below };
}

/** Those of one negative with the positives from start to end. */
function pairsWithin(
  positives: Float32Array | Float64Array,
  negative: number,
  start: number,
  end: number,
): number {
  const below = countBelow(positives, negative, false, start, end);
  const upTo = countBelow(positives, negative, true, below, end);
  return end - (below + upTo) / 2;
}

/** The bits of each score as float32: rounding keeps the order, though it may make two scores alike. */
function float32Bits(scores: Float32Array | Float64Array): Int32Array {
  const { buffer, byteOffset, length } = scores instanceof Float32Array ? scores : Float32Array.from(scores);
  return new Int32Array(buffer, byteOffset, length);
}

/** Whole numbers in the order of the floats, 0 and -0 alike: a negative float's magnitude is turned around. */
function keyOf(bits: number): number {
  return bits < 0 ? (-0x80000000 - bits) | 0 : bits;
}

/**
 * How many of the scores are below a threshold, or not above it where `orEqual` says so.
 * @param start  scores that are known to be counted
 * @param end  the first that is known not to be
 */
export function countBelow(
  sorted: Float32Array | Float64Array,
  threshold: number,
  orEqual = false,
  start = 0,
  end = sorted.length,
): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < threshold || (orEqual && sorted[middle] === threshold)) low = middle + 1;
    else high = middle;
  }
  return low;
}
