// The IDX format of MNIST and its kin: a big-endian header (two zero bytes, the type, the number of dimensions, then
// each size), then the values. LeCun, Cortes & Burges, "The MNIST database of handwritten digits".

import { FormatError } from "../errors.ts";

interface ElementType {
  readonly name: string;
  readonly bytes: number;
  /** reads the values behind the header; those of one byte without a copy */
  readonly read: (bytes: Uint8Array, count: number) => IdxArray["data"];
}

/** An IDX file of any element type, as an array in this machine's byte order. */
export interface IdxArray {
  /** 1 to 4 sizes */
  readonly shape: readonly number[];
  readonly data: Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;
}

export interface IdxImages {
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  /** [count, rows, columns]: bytes as they are, every other type as float32 */
  readonly pixels: Uint8Array | Float32Array;
}

/** By the third byte of the header. */
const elementTypes: Readonly<Record<number, ElementType>> = {
  8: { name: "unsigned bytes", bytes: 1, read: (bytes) => bytes },
  9: {
    name: "signed bytes",
    bytes: 1,
    read: ({ buffer, byteOffset, byteLength }) => new Int8Array(buffer, byteOffset, byteLength),
  },
  11: { name: "shorts", bytes: 2, read: wide(Int16Array, DataView.prototype.getInt16) },
  12: { name: "ints", bytes: 4, read: wide(Int32Array, DataView.prototype.getInt32) },
  13: { name: "floats", bytes: 4, read: wide(Float32Array, DataView.prototype.getFloat32) },
  14: { name: "doubles", bytes: 8, read: wide(Float64Array, DataView.prototype.getFloat64) },
};
const MOST_DIMENSIONS = 4;

function wide<Values extends IdxArray["data"]>(
  create: new (length: number) => Values,
  get: (this: DataView, at: number) => number,
): ElementType["read"] {
  return ({ buffer, byteOffset, byteLength }, count) => {
    const view = new DataView(buffer, byteOffset, byteLength);
    const values = new create(count);
    for (let index = 0; index < count; index++)
      values[index] = get.call(view, index * values.BYTES_PER_ELEMENT);
    return values;
  };
}

/** What a file of so many dimensions holds, by MNIST's custom. */
const meaning = (dimensions: number): string =>
  dimensions === 1 ? "labels" : dimensions === 2 ? "rows of features" : "images";

/**
 * Reads an IDX file: bytes without copying them, wider values into this machine's byte order.
 * @throws {FormatError} naming `place`, what was expected and what is there
 */
export function parseIdx(bytes: Uint8Array, place: string): IdxArray {
  return parse(bytes, place, "images or labels", [1, MOST_DIMENSIONS]);
}

/**
 * Reads images, [n, rows, columns]; also rows of features [n, features], which are a square image where that is
 * possible, and images with channels, [n, rows, columns, channels], as wide rows.
 * @throws {FormatError} naming `place`, what was expected and what is there
 */
export function parseIdxImages(bytes: Uint8Array, place: string): IdxImages {
  const { shape, data } = parse(bytes, place, "images", [2, MOST_DIMENSIONS]);
  const [count, ...sizes] = shape;
  const pixels = data instanceof Uint8Array || data instanceof Float32Array ? data : Float32Array.from(data);
  return { count, ...imageSize(sizes), pixels };
}

/** Reads whole numbers, [n], without copying bytes. @throws {FormatError} as parseIdxImages, and for a negative label */
export function parseIdxLabels(bytes: Uint8Array, place: string): Uint8Array | Uint16Array {
  const { data } = parse(bytes, place, "labels", [1, 1]);
  if (data instanceof Uint8Array) return data;
  const wrong = data.findIndex((label) => !(Number.isInteger(label) && label >= 0 && label < 65_536));
  if (wrong < 0) return Uint16Array.from(data);
  throw new FormatError(
    place,
    `expected labels that are whole numbers from 0 to 65535, got ${data[wrong]} at index ${wrong}.`,
  );
}

function imageSize(sizes: readonly number[]): Pick<IdxImages, "rows" | "columns"> {
  const [rows, columns = 1, channels = 1] = sizes;
  if (sizes.length > 1) return { rows, columns: columns * channels };
  const side = Math.round(Math.sqrt(rows));
  return side * side === rows ? { rows: side, columns: side } : { rows: 1, columns: rows };
}

/** How many bytes the file must have, from its header; undefined while the header is not whole or not IDX. */
export function idxByteLength(header: Uint8Array): number | undefined {
  if (header.length < 4) return undefined;
  const [zero, alsoZero, code, dimensions] = header;
  const type = elementTypes[code];
  const headerBytes = 4 + 4 * dimensions;
  if (zero !== 0 || alsoZero !== 0 || !type || dimensions < 1 || dimensions > MOST_DIMENSIONS)
    return undefined;
  if (header.length < headerBytes) return undefined;
  return headerBytes + type.bytes * product(sizesIn(header, dimensions));
}

function sizesIn(bytes: Uint8Array, dimensions: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: dimensions }, (_, index) => view.getUint32(4 + 4 * index));
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}

function parse(
  bytes: Uint8Array,
  place: string,
  wanted: "images" | "labels" | "images or labels",
  [fewest, most]: readonly [fewest: number, most: number],
): IdxArray {
  const smallest = 4 + 4 * (wanted === "images" ? 3 : 1);
  const [zero, alsoZero, code, dimensions] = bytes;
  const headerBytes = bytes.length < 8 ? smallest : 4 + 4 * dimensions;
  const type = zero === 0 && alsoZero === 0 ? elementTypes[code] : undefined;
  if (bytes.length < 8 || (type && bytes.length < headerBytes)) {
    throw new FormatError(
      place,
      `expected an IDX header of ${headerBytes} bytes, got a file of ${bytes.length}.`,
      "The file is cut short or is something else; copy or download it again.",
    );
  }
  if (!type || dimensions < 1 || dimensions > MOST_DIMENSIONS) {
    const begins = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw new FormatError(
      place,
      `expected an IDX file, which begins with 00 00, a type (08 unsigned bytes, 09, 0b, 0c, 0d, 0e) and 1 to ` +
        `${MOST_DIMENSIONS} dimensions, got ${begins}.`,
      "This is not an IDX file. A compressed one must end in .gz.",
    );
  }
  if (dimensions < fewest || dimensions > most) {
    throw new FormatError(
      place,
      `expected ${wanted}, got ${dimensions} dimension${dimensions === 1 ? "" : "s"} of ${type.name} (${meaning(dimensions)}).`,
      "Images and labels look swapped. `percept data verify DIR` compares them with the published checksums.",
    );
  }
  const shape = sizesIn(bytes, dimensions);
  const expected = headerBytes + type.bytes * product(shape);
  if (shape.includes(0)) {
    throw new FormatError(place, `expected at least one value, got ${describe(shape)}.`);
  }
  if (bytes.length !== expected) {
    throw new FormatError(
      place,
      `expected ${expected} bytes for ${describe(shape)}${type.bytes > 1 ? ` of ${type.name}` : ""}, got ${bytes.length}.`,
      bytes.length < expected
        ? "The file is cut short or its header is wrong; copy or download it again."
        : "The file is too long or its header is wrong; copy or download it again.",
    );
  }
  return { shape, data: type.read(bytes.subarray(headerBytes), product(shape)) };
}

const dimensionNames: Readonly<Record<number, readonly string[]>> = {
  1: ["labels"],
  2: ["rows", "features"],
  3: ["images", "rows", "columns"],
  4: ["images", "rows", "columns", "channels"],
};

function describe(sizes: readonly number[]): string {
  return sizes.map((size, index) => `${size} ${dimensionNames[sizes.length][index]}`).join(" x ");
}
