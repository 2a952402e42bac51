// A run in Parquet's run-length encoding says in four bytes that a value comes a thousand million times. The library
// believes it: so runs are counted before it reads them.

/**
 * Walks the runs of Parquet's RLE / bit-packing hybrid.
 * @param width  bits a value, 0..32
 * @param count  how many values there must be; the last group of bit-packed ones may be longer
 * @param wanted  the value that is counted
 * @returns how often `wanted` comes; undefined where the runs are not as many values, or not within the bytes
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/
 */
export function countInRuns(
  bytes: Uint8Array,
  width: number,
  count: number,
  wanted: number,
): number | undefined {
  let at = 0;
  let values = 0;
  let found = 0;
  while (values < count) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= bytes.length || shift > 28) return undefined;
      header += (bytes[at] & 0x7f) * 2 ** shift;
      if (bytes[at++] < 0x80) break;
    }
    const length = Math.floor(header / 2);
    if (header % 2 === 1) {
      if (length === 0 || 8 * length - (count - values) >= 8) return undefined;
      const end = Math.min(count, values + 8 * length);
      for (let bit = 8 * at; values < end; values++, bit += width)
        if (bitsAt(bytes, bit, width) === wanted) found++;
      at += width * length;
    } else {
      if (length === 0 || length > count - values) return undefined;
      if (bitsAt(bytes, 8 * at, width) === wanted) found += length;
      values += length;
      at += Math.ceil(width / 8);
    }
    // A writer may leave out what only fills the last group.
    if (at > bytes.length && (values < count || header % 2 === 0)) return undefined;
  }
  return found;
}

/** `width` bits from bit `from` on, the lowest first; beyond the bytes are zeros. */
function bitsAt(bytes: Uint8Array, from: number, width: number): number {
  let value = 0;
  for (let bit = 0; bit < width; bit++) {
    const at = from + bit;
    if (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) value += 2 ** bit;
  }
  return value;
}
