// Arrays as numpy.save writes them: a magic, a version, a Python dictionary as text, then the numbers.
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, versions 1.0, 2.0 and 3.0.
import { FormatError, ShapeError } from "../errors.ts";
import { shown } from "../shown.ts";
import { decodeFloat16 } from "./float16.ts";
import { fromFortranOrder, swappedBytes } from "./npy-layout.ts";

export type NumericArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** Numbers with a shape; the last index runs fastest. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: NumericArray;
}

interface Header {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

type TypeCode = "b1" | "u1" | "i1" | "u2" | "i2" | "u4" | "i4" | "u8" | "i8" | "f2" | "f4" | "f8";

interface ArrayType {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): NumericArray;
}

// By NumPy's kind and size. Truth values come as 0 and 1, float16 is widened. Every host of JavaScript in use is
// little-endian.
const arrayTypes: Readonly<Record<TypeCode, ArrayType>> = {
  b1: Uint8Array,
  u1: Uint8Array,
  i1: Int8Array,
  u2: Uint16Array,
  i2: Int16Array,
  u4: Uint32Array,
  i4: Int32Array,
  u8: BigUint64Array,
  i8: BigInt64Array,
  f2: Uint16Array,
  f4: Float32Array,
  f8: Float64Array,
};

const magic = "\x93NUMPY";
const maximumHeader = 0xffff; // what version 1.0 can say; only structured arrays need more
const alignment = 64;
const growthDigits = 21; // NumPy leaves room for the first length to grow to the digits of a 64-bit number and sign

const damaged = "The file is damaged or was cut short: copy it or write it again.";

/**
 * One array from the bytes of an .npy file; a view of `bytes` where alignment and order allow, else a copy. float16
 * comes as Float32Array, big-endian numbers and Fortran order come as they lie here.
 * @param place  what the array is called in errors.
 * @throws {FormatError} when this is no array of numbers, or its size is not what it says.
 */
export function readNpy(bytes: Uint8Array, place: string): NpyArray {
  const { text, dataOffset } = readHeaderText(bytes, place);
  const { descr, fortranOrder, shape } = parseHeader(text, place);
  const { code, bigEndian } = typeOf(descr, place);
  const type = arrayTypes[code];
  // Infinity or a rounded product beyond 2^53 matches no number of bytes, so nothing is allocated for a lie.
  const count = shape.includes(0) ? 0 : shape.reduce((product, length) => product * length, 1);
  const sizeBytes = count * type.BYTES_PER_ELEMENT;
  const data = bytes.subarray(dataOffset);
  if (data.length !== sizeBytes) {
    throw new FormatError(
      place,
      `expected ${sizeBytes} bytes of data for shape (${shape.join(", ")}) of ${descr}, got ${data.length}.`,
      damaged,
    );
  }
  const ordered = bigEndian ? swappedBytes(data, type.BYTES_PER_ELEMENT) : data;
  const aligned = ordered.byteOffset % type.BYTES_PER_ELEMENT === 0 ? ordered : new Uint8Array(ordered);
  const stored = new type(aligned.buffer, aligned.byteOffset, count);
  const numbers = code === "f2" ? decodeFloat16(stored as Uint16Array) : stored;
  return { shape, data: fortranOrder && count > 1 ? fromFortranOrder(numbers, shape) : numbers };
}

function readHeaderText(bytes: Uint8Array, place: string): { text: string; dataOffset: number } {
  const begin = latin1(bytes.subarray(0, magic.length));
  if (begin !== magic) {
    throw new FormatError(
      place,
      `does not begin as an .npy array does: expected "\\x93NUMPY", got ${JSON.stringify(begin)}.`,
      "numpy.save and numpy.savez write such arrays.",
    );
  }
  const [major, minor] = bytes.subarray(6, 8);
  const lengthEnd = major === 1 ? 10 : 12;
  if (bytes.length < lengthEnd) {
    throw new FormatError(place, `expected at least ${lengthEnd} bytes, got ${bytes.length}.`, damaged);
  }
  if (major < 1 || major > 3 || minor !== 0) {
    throw new FormatError(
      place,
      `expected .npy version 1.0, 2.0 or 3.0, got ${major}.${minor}.`,
      "Save it again with numpy.save.",
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > maximumHeader || lengthEnd + length > bytes.length) {
    const most = Math.min(maximumHeader, bytes.length - lengthEnd);
    throw new FormatError(place, `expected a header of at most ${most} bytes, got ${length}.`, damaged);
  }
  const dataOffset = lengthEnd + length;
  return { text: latin1(bytes.subarray(lengthEnd, dataOffset)), dataOffset };
}

/**
 * The header is a Python dictionary. Of Python's grammar it may use this much, with spaces between any two words:
 *   header = "{" [pair {"," pair} [","]] "}"     pair  = string ":" (string | "True" | "False" | tuple)
 *   tuple  = "(" [whole {"," whole} [","]] ")"   whole = digits ["L"]     string = '…' or "…" without escapes
 */
function parseHeader(text: string, place: string): Header {
  let at = 0;
  const values = new Map<string, string | boolean | number[]>();

  function fail(expected: string): never {
    const found = at < text.length ? JSON.stringify(text.slice(at, at + 20)) : "its end";
    throw new FormatError(place, `expected ${expected} in the array's header, got ${found}.`, damaged);
  }

  /** Takes the word at the cursor when it matches, and the spaces after it. */
  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const word = pattern.exec(text)?.[0];
    if (word === undefined) return undefined;
    at += word.length;
    while (text[at] === " " || text[at] === "\n") at++;
    return word;
  }

  function takeString(): string | undefined {
    return take(/'[^'\\\n]*'|"[^"\\\n]*"/y)?.slice(1, -1);
  }

  /** Items up to the closing bracket, separated by commas. */
  function takeItems(close: RegExp, takeItem: () => void): void {
    while (take(close) === undefined) {
      takeItem();
      if (take(/,/y) === undefined) {
        if (take(close) === undefined) fail("a comma or a closing bracket");
        return;
      }
    }
  }

  function takeValue(): string | boolean | number[] {
    const string = takeString();
    if (string !== undefined) return string;
    const truth = take(/True|False/y);
    if (truth !== undefined) return truth === "True";
    if (take(/\(/y) === undefined) {
      if (text[at] !== "[") fail("a string, True, False or a tuple");
      throw new FormatError(
        place,
        "expected an array of numbers, got one with fields.",
        "Save a field at a time.",
      );
    }
    const lengths: number[] = [];
    takeItems(/\)/y, () => {
      const length = Number.parseInt(take(/\d{1,20}L?/y) ?? fail("a whole number"), 10);
      if (!Number.isSafeInteger(length)) fail("a length below 2^53");
      lengths.push(length);
    });
    return lengths;
  }

  if (take(/\{/y) === undefined) fail('"{"');
  takeItems(/\}/y, () => {
    const key = takeString() ?? fail("a key");
    if (values.has(key)) fail(`"${key}" once`);
    if (take(/:/y) === undefined) fail('":"');
    values.set(key, takeValue());
  });
  if (at !== text.length) fail("nothing more");
  const descr = values.get("descr");
  const fortranOrder = values.get("fortran_order");
  const shape = values.get("shape");
  if (
    typeof descr !== "string" ||
    typeof fortranOrder !== "boolean" ||
    !Array.isArray(shape) ||
    values.size !== 3
  ) {
    const keys = [...values.keys()].join(", ");
    throw new FormatError(
      place,
      `expected the header to say descr, fortran_order and shape, got ${keys}.`,
      damaged,
    );
  }
  return { descr, fortranOrder, shape };
}

function typeOf(descr: string, place: string): { code: TypeCode; bigEndian: boolean } {
  const code = descr.slice(1);
  const oneByte = code.endsWith("1"); // and so without an order
  if (/^[<>|]/.test(descr) && Object.hasOwn(arrayTypes, code) && (oneByte || !descr.startsWith("|")))
    return { code: code as TypeCode, bigEndian: !oneByte && descr.startsWith(">") };
  const known = Object.keys(arrayTypes).join(", ");
  throw new FormatError(
    place,
    `expected numbers of one of the types ${known}, got ${shown(descr)}.`,
    'Save it again as numbers, for example x.astype("<f4").',
  );
}

/**
 * The bytes of an .npy file, version 1.0, as numpy.save writes them.
 * @throws {ShapeError} when the shape holds more or fewer numbers than the data.
 */
export function writeNpy({ shape, data }: NpyArray): Uint8Array {
  const count = shape.reduce((product, length) => product * length, 1);
  if (count !== data.length || !shape.every((length) => Number.isInteger(length) && length >= 0)) {
    throw new ShapeError(`expected ${count} numbers for shape (${shape.join(", ")}), got ${data.length}.`);
  }
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '${descrOf(data)}', 'fortran_order': False, 'shape': (${lengths}), }`;
  const growth = shape.length === 0 ? 0 : growthDigits - String(shape[0]).length;
  const prefix = magic.length + 4; // version and length
  const used = prefix + dictionary.length + growth + 1; // and the line's end
  const dataOffset = used + alignment - (used % alignment);
  const bytes = new Uint8Array(dataOffset + data.byteLength);
  const text = `${magic}\x01\x00\x00\x00${dictionary}`.padEnd(dataOffset - 1, " ");
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  new DataView(bytes.buffer).setUint16(8, dataOffset - prefix, true);
  bytes[dataOffset - 1] = 0x0a;
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dataOffset);
  return bytes;
}

function descrOf(data: NumericArray): string {
  const found = Object.entries(arrayTypes).find(
    ([code, type]) => code !== "b1" && code !== "f2" && data instanceof type,
  );
  const code = found?.[0] ?? "u1";
  return `${data.BYTES_PER_ELEMENT === 1 ? "|" : "<"}${code}`;
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
