/** Numbers a block; the rows of a wide table may need more. */
const BLOCK = 1_048_576;

/** A matrix that grows row by row, and needs a byte a number as long as all of them are whole numbers 0..255. */
export interface GrowingNumbers {
  readonly rows: number;
  readonly areBytes: boolean;
  /** the largest number so far; -Infinity without any */
  readonly largest: number;
  /** @param row  [columns], copied. @returns false where there is no room for it */
  append(row: Float64Array): boolean;
  /** Everything in one array, [rows, columns]. The blocks are let go as they are copied: call it once. */
  take(as: "bytes" | "numbers"): Uint8Array | Float32Array;
}

/** @param mostBytes  room for so many, 4 a number */
export function createGrowingNumbers(columns: number, mostBytes: number): GrowingNumbers {
  const rowsOfBlock = Math.max(1, Math.floor(BLOCK / columns));
  const blocks: (Uint8Array | Float32Array)[] = [];
  let rows = 0;
  let areBytes = true;
  let largest = Number.NEGATIVE_INFINITY;

  function append(row: Float64Array): boolean {
    if (4 * columns * (rows + 1) > mostBytes) return false;
    const place = rows % rowsOfBlock;
    if (place === 0) blocks.push(new Uint8Array(rowsOfBlock * columns));
    let block = blocks[blocks.length - 1];
    let fits = true;
    for (let column = 0; column < columns; column++) {
      const value = row[column];
      if (value > largest) largest = value;
      // false for NaN, too, and for -0, which a byte cannot tell from 0
      fits &&= value >= 0 && value <= 255 && Number.isInteger(value) && !Object.is(value, -0);
    }
    if (!fits && block instanceof Uint8Array) {
      areBytes = false;
      block = Float32Array.from(block);
      blocks[blocks.length - 1] = block;
    }
    block.set(row, place * columns);
    rows++;
    return true;
  }

  function take(as: "bytes" | "numbers"): Uint8Array | Float32Array {
    const all = new (as === "bytes" ? Uint8Array : Float32Array)(rows * columns);
    for (let at = 0; at < all.length; at += rowsOfBlock * columns) {
      const block = blocks.shift();
      if (block) all.set(block.subarray(0, all.length - at), at);
    }
    return all;
  }

  return {
    get rows() {
      return rows;
    },
    get areBytes() {
      return areBytes;
    },
    get largest() {
      return largest;
    },
    append,
    take,
  };
}
