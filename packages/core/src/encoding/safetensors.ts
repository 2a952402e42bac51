// Named tensors as Hugging Face's safetensors keeps them: the length of a JSON header, the header, then the numbers.
// https://github.com/huggingface/safetensors#format

import { FormatError } from "../errors.ts";
import { shown } from "../shown.ts";
import { decodeBfloat16, decodeFloat16 } from "./float16.ts";
import { checkDepth } from "./json.ts";

/** Numbers with a shape; the last index runs fastest. Half precisions come as float32. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array;
}

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** words by words */
  readonly metadata: ReadonlyMap<string, string>;
}

interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** Each with the size of an element in bytes. */
const dataTypes: Readonly<
  Record<string, { readonly size: number; readonly read: (buffer: ArrayBuffer) => Tensor["data"] }>
> = {
  F64: { size: 8, read: (buffer) => new Float64Array(buffer) },
  F32: { size: 4, read: (buffer) => new Float32Array(buffer) },
  F16: { size: 2, read: (buffer) => decodeFloat16(new Uint16Array(buffer)) },
  BF16: { size: 2, read: (buffer) => decodeBfloat16(new Uint16Array(buffer)) },
};

const LENGTH_BYTES = 8;
const ALIGNMENT = 8;
/** Of JSON's brackets: metadata, a tensor, its shape. */
const MOST_DEPTH = 4;

/** The bytes of a file: the same tensors give the same bytes. */
export function writeSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  const header: Record<string, unknown> = Object.create(null);
  if (metadata.size > 0) header.__metadata__ = Object.fromEntries(metadata);
  let length = 0;
  for (const [name, { shape, data }] of tensors) {
    const dtype = data instanceof Float64Array ? "F64" : "F32";
    header[name] = { dtype, shape, data_offsets: [length, length + data.byteLength] };
    length += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT; // spaces: the format allows them, readers align by them
  const bytes = new Uint8Array(LENGTH_BYTES + padded + length).fill(
    0x20,
    LENGTH_BYTES,
    LENGTH_BYTES + padded,
  );
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(json, LENGTH_BYTES);
  let at = LENGTH_BYTES + padded;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

/**
 * @param place  what the file is called in errors; a tensor's place is `place: name`.
 * @throws {FormatError} where the header is none, tensors overlap or leave holes, or one is of no floating-point type
 */
export function readSafetensors(bytes: Uint8Array, place: string): Safetensors {
  const { header, begin } = readHeader(bytes, place);
  const metadata = new Map<string, string>();
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name !== "__metadata__") entries.push(parseEntry(name, value, `${place}: ${name}`));
    else for (const pair of parseMetadata(value, `${place}: ${name}`)) metadata.set(...pair);
  }
  entries.sort((left, right) => left.from - right.from || left.to - right.to);
  const tensors = new Map<string, Tensor>();
  let end = 0;
  for (const { name, dtype, shape, from, to } of entries) {
    if (from !== end) {
      throw damaged(
        `${place}: ${name}`,
        `expected its numbers to begin at byte ${end} of the data, behind the tensor before, got ${from}`,
      );
    }
    end = to;
    if (begin + to > bytes.length) {
      throw damaged(`${place}: ${name}`, `expected ${begin + to} bytes in the file, got ${bytes.length}`);
    }
    const { buffer, byteOffset } = bytes;
    const own = buffer.slice(byteOffset + begin + from, byteOffset + begin + to) as ArrayBuffer;
    tensors.set(name, { shape, data: dataTypes[dtype].read(own) });
  }
  if (begin + end !== bytes.length)
    throw damaged(place, `expected ${begin + end} bytes by its header, got ${bytes.length}`);
  return { tensors, metadata };
}

function readHeader(bytes: Uint8Array, place: string): { header: object; begin: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const most = bytes.length - LENGTH_BYTES;
  const length = most < 0 ? 0 : Number(view.getBigUint64(0, true));
  if (most < 0 || length > most || bytes[LENGTH_BYTES] !== 0x7b) {
    throw new FormatError(
      place,
      `expected a safetensors file, a header of at most ${Math.max(0, most)} bytes that begins with {, got none.`,
      "safetensors.torch.save_file writes such files; a file that was one is damaged or cut short.",
    );
  }
  const begin = LENGTH_BYTES + length;
  const text = bytes.subarray(LENGTH_BYTES, begin);
  checkDepth(text, MOST_DEPTH, place);
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(text));
    if (typeof header === "object" && header !== null) return { header, begin };
  } catch {
    // the message below says it
  }
  throw damaged(place, "expected a header of JSON, got something else");
}

function parseEntry(name: string, value: unknown, place: string): Entry {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof dtype !== "string" || !Object.hasOwn(dataTypes, dtype)) {
    throw new FormatError(
      place,
      `expected a tensor of ${Object.keys(dataTypes).join(", ")}, got ${shown(dtype)}.`,
      "Save the weights as floating-point numbers.",
    );
  }
  if (!isSizes(shape) || !isSizes(offsets) || offsets.length !== 2 || offsets[1] < offsets[0])
    throw damaged(place, "expected a shape and two data_offsets, got something else");
  const [from, to] = offsets;
  const wanted = shape.reduce((product, size) => product * size, dataTypes[dtype].size);
  if (wanted !== to - from)
    throw damaged(place, `expected ${wanted} bytes for [${shape.join(", ")}] of ${dtype}, got ${to - from}`);
  return { name, dtype, shape, from, to };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function parseMetadata(value: unknown, place: string): [string, string][] {
  const pairs = typeof value === "object" && value !== null ? Object.entries(value) : [["", undefined]];
  if (pairs.every((pair): pair is [string, string] => typeof pair[1] === "string")) return pairs;
  throw damaged(place, "expected words by words, got something else");
}

function damaged(place: string, problem: string): FormatError {
  return new FormatError(
    place,
    `${problem}.`,
    "The file is damaged or was cut short: copy it or write it again.",
  );
}
