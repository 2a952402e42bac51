import { idxByteLength } from "percept";
import { FormatError } from "percept/errors";

/** The longest header: four bytes, and four sizes. */
const HEADER_BYTES = 20;
/** What a file may unpack to, and how far gzip can pack at most. */
const UNPACKED_LIMIT = 1_073_741_824;
const MOST_PACKED = 1032;

/** A whole IDX file, unpacked where it is gzip. What its header says is checked before the rest is read. */
export async function readIdxFile(file: File): Promise<Uint8Array> {
  const header = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
  if (header[0] === 0x1f && header[1] === 0x8b) return unpack(file);
  const expected = expectedBytes(header, file.name);
  if (expected !== file.size) throw wrongLength(file.name, expected, file.size);
  return new Uint8Array(await file.arrayBuffer());
}

async function unpack(file: File): Promise<Uint8Array> {
  const plain = file
    .stream()
    .pipeThrough(new DecompressionStream("gzip") as ReadableWritablePair<Uint8Array, Uint8Array>);
  const reader = plain.getReader();
  let bytes = new Uint8Array(HEADER_BYTES);
  let length = 0;
  let expected: number | undefined;
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new FormatError(
        file.name,
        "expected a whole gzip file, got one that does not unpack.",
        "The file is cut short or damaged; copy or download it again.",
        { cause },
      );
    });
    if (done) break;
    let rest = value;
    if (expected === undefined) {
      // Only the header so far, perhaps piece by piece; then there is room for all that it promises.
      const part = rest.subarray(0, HEADER_BYTES - length);
      bytes.set(part, length);
      length += part.length;
      rest = rest.subarray(part.length);
      if (length < HEADER_BYTES && idxByteLength(bytes.subarray(0, length)) === undefined) continue;
      expected = expectedBytes(bytes.subarray(0, length), file.name);
      if (expected > Math.min(UNPACKED_LIMIT, file.size * MOST_PACKED))
        throw wrongLength(file.name, expected, file.size);
      const whole = new Uint8Array(Math.max(expected, length));
      whole.set(bytes.subarray(0, length));
      bytes = whole;
    }
    if (length + rest.length > expected) {
      void reader.cancel();
      throw wrongLength(file.name, expected, length + rest.length);
    }
    bytes.set(rest, length);
    length += rest.length;
  }
  expected ??= expectedBytes(bytes.subarray(0, length), file.name);
  if (expected !== length) throw wrongLength(file.name, expected, length);
  return bytes;
}

function wrongLength(place: string, expected: number, got: number): FormatError {
  const inBytes = (count: number) => count.toLocaleString("en-US");
  return new FormatError(
    place,
    `expected ${inBytes(expected)} bytes, as its header says, got ${inBytes(got)}.`,
    "The file is cut short or damaged; copy or download it again.",
  );
}

/** @throws {FormatError} where the first bytes are none of an IDX file */
function expectedBytes(header: Uint8Array, place: string): number {
  const expected = idxByteLength(header);
  if (expected !== undefined) return expected;
  const begins = Array.from(header.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  throw new FormatError(
    place,
    `expected an IDX file, which begins with 00 00, like 00 00 08 03 (images) or 00 00 08 01 (labels), got ${begins || "nothing"}.`,
    "The studio opens IDX (plain or .gz), .npz, .csv, .tsv and .parquet files.",
  );
}
