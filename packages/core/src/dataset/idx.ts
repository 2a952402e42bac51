// The IDX format of MNIST: a big-endian header (magic, sizes), then the values as bytes.
// LeCun, Cortes & Burges, "The MNIST database of handwritten digits".

import { FormatError } from "../errors.ts";

/** 0x00000803: unsigned bytes in three dimensions */
const IMAGES_MAGIC = 2051;
/** 0x00000801: unsigned bytes in one dimension */
const LABELS_MAGIC = 2049;

const meaning: Record<number, string> = { [IMAGES_MAGIC]: "images", [LABELS_MAGIC]: "labels" };

export interface IdxImages {
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  /** [count, rows, columns] */
  readonly pixels: Uint8Array;
}

/** Reads IDX images without copying them. @throws {FormatError} naming `place`, what was expected and what is there */
export function parseIdxImages(bytes: Uint8Array, place: string): IdxImages {
  const { sizes, values } = parseIdx(bytes, place, IMAGES_MAGIC, ["images", "rows", "columns"]);
  const [count, rows, columns] = sizes;
  return { count, rows, columns, pixels: values };
}

/** Reads IDX labels, [count], without copying them. @throws {FormatError} as parseIdxImages */
export function parseIdxLabels(bytes: Uint8Array, place: string): Uint8Array {
  return parseIdx(bytes, place, LABELS_MAGIC, ["labels"]).values;
}

/** How many bytes the file must have, from its header; undefined while the header is not whole or not IDX. */
export function idxByteLength(header: Uint8Array): number | undefined {
  if (header.length < 4) return undefined;
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const dimensions = view.getUint32(0) & 0xff;
  const headerBytes = 4 + 4 * dimensions;
  if (meaning[view.getUint32(0)] === undefined || header.length < headerBytes) return undefined;
  let values = 1;
  for (let at = 4; at < headerBytes; at += 4) values *= view.getUint32(at);
  return headerBytes + values;
}

function parseIdx(
  bytes: Uint8Array,
  place: string,
  magic: number,
  dimensions: readonly string[],
): { sizes: number[]; values: Uint8Array } {
  const headerBytes = 4 + 4 * dimensions.length;
  if (bytes.length < headerBytes) {
    throw new FormatError(
      place,
      `expected an IDX header of ${headerBytes} bytes, got a file of ${bytes.length}.`,
      "The file is cut short or is something else; copy or download it again.",
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const got = view.getUint32(0);
  if (got !== magic) {
    const swapped = meaning[got] !== undefined;
    throw new FormatError(
      place,
      `expected magic ${magic} (${meaning[magic]}), got ${got}${swapped ? ` (${meaning[got]})` : ""}.`,
      swapped
        ? "Images and labels look swapped. `percept data verify DIR` compares them with the published checksums."
        : "This is not an IDX file of MNIST's kind. A compressed one must end in .gz.",
    );
  }
  const sizes = dimensions.map((_, index) => view.getUint32(4 + 4 * index));
  const expected = headerBytes + sizes.reduce((product, size) => product * size, 1);
  if (sizes.includes(0)) {
    throw new FormatError(place, `expected at least one value, got ${describe(sizes, dimensions)}.`);
  }
  if (bytes.length !== expected) {
    throw new FormatError(
      place,
      `expected ${expected} bytes for ${describe(sizes, dimensions)}, got ${bytes.length}.`,
      bytes.length < expected
        ? "The file is cut short or its header is wrong; copy or download it again."
        : "The file is too long or its header is wrong; copy or download it again.",
    );
  }
  return { sizes, values: bytes.subarray(headerBytes) };
}

function describe(sizes: readonly number[], dimensions: readonly string[]): string {
  return sizes.map((size, index) => `${size} ${dimensions[index]}`).join(" x ");
}
