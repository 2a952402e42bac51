// How an array's numbers may lie in a file, and how they lie here: little-endian, the last index fastest.

/** The bytes of numbers of `size` bytes each, every number's in the other order, copied. */
export function swappedBytes(bytes: Uint8Array, size: number): Uint8Array {
  const swapped = new Uint8Array(bytes);
  for (let at = 0; at < swapped.length; at += size) swapped.subarray(at, at + size).reverse();
  return swapped;
}

/**
 * Numbers of Fortran order (the first index fastest) in C order (the last), copied.
 * @param shape  of which the product is the number of numbers, above 0
 */
export function fromFortranOrder<Numbers extends { readonly length: number; [index: number]: unknown }>(
  numbers: Numbers,
  shape: readonly number[],
): Numbers {
  const create = numbers.constructor as new (length: number) => Numbers;
  const ordered = new create(numbers.length);
  const lengths = shape.filter((length) => length > 1); // so that a shape of many ones costs nothing
  const strides = lengths.map((_, axis) => lengths.slice(0, axis).reduce((product, n) => product * n, 1));
  const index = new Array<number>(lengths.length).fill(0);
  let from = 0;
  for (let to = 0; to < ordered.length; to++) {
    ordered[to] = numbers[from];
    for (let axis = lengths.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < lengths[axis]) break;
      from -= strides[axis] * lengths[axis];
      index[axis] = 0;
    }
  }
  return ordered;
}
