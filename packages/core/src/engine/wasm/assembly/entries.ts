// How lists of non-zero numbers are written: see Entry.

import { ENTRY_BYTES, VECTOR_BYTES } from "./layer";

// @ts-ignore: decorator
@inline
export function bias(entry: usize): usize {
  store<u32>(entry, 0);
  store<f32>(entry, 1, 4);
  return entry + ENTRY_BYTES;
}

/**
 * Written always, kept only where it is not zero: no branch to guess wrong.
 * @param bits  of a float32
 */
// @ts-ignore: decorator
@inline
export function append(entry: usize, offset: u32, bits: u32): usize {
  store<u64>(entry, ((<u64>bits) << 32) | <u64>offset);
  return entry + (<usize>((bits << 1) != 0) << 3);
}

/** For each choice of four lanes, given as bits: the bytes that bring the chosen ones to the front. */
const toFront = memory.data<u8>([
  0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  4, 5, 6, 7, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 0, 1, 2, 3,
  8, 9, 10, 11, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 0, 1, 2, 3,
  4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3,
  12, 13, 14, 15, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 12, 13, 14, 15, 0, 1, 2, 3, 0, 1, 2, 3,
  4, 5, 6, 7, 12, 13, 14, 15, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 0, 1, 2, 3,
  8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3,
  4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
], 16);

/** Four at once. What is written past the last one kept lies where a list without a zero would go on. */
// @ts-ignore: decorator
@inline
function appendFour(entry: usize, offsets: v128, values: v128): usize {
  const chosen = i32x4.bitmask(f32x4.ne(values, f32x4.splat(0)));
  const order = v128.load(toFront + (<usize>chosen << 4));
  const value = v128.swizzle(values, order);
  const offset = v128.swizzle(offsets, order);
  v128.store(entry, v128.shuffle<f32>(offset, value, 0, 4, 1, 5));
  v128.store(entry, v128.shuffle<f32>(offset, value, 2, 6, 3, 7), 16);
  return entry + (<usize>popcnt(chosen) << 3);
}

/** Numbers that lie one behind the other, the first of which multiplies the row at `offset`, each other one the row after. */
// @ts-ignore: decorator
@inline
export function appendRun(entry: usize, values: usize, count: u32, offset: u32, next: u32): usize {
  const end = values + 4 * <usize>count;
  let offsets = i32x4.add(i32x4.splat(offset), i32x4.mul(i32x4.splat(next), i32x4(0, 1, 2, 3)));
  const four = i32x4.splat(4 * next);
  for (; values + VECTOR_BYTES <= end; values += VECTOR_BYTES) {
    entry = appendFour(entry, offsets, v128.load(values));
    offsets = i32x4.add(offsets, four);
  }
  for (let at = i32x4.extract_lane(offsets, 0); values < end; values += 4, at += next) {
    entry = append(entry, at, load<u32>(values));
  }
  return entry;
}

/** Behind a list's end: an entry that changes nothing, for a loop that takes two at a time. */
// @ts-ignore: decorator
@inline
export function fillUp(entry: usize): void {
  store<u64>(entry, 0);
}
