import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type NumericArray, readNpy, writeNpy } from "../../src/encoding/npy.ts";
import { readZip } from "../../src/encoding/zip.ts";
import { FormatError, ShapeError } from "../../src/errors.ts";

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));

/** The .npy bytes in types.npz, by array. */
const types = readZip(fixture("types.npz"), "types.npz");

function typeBytes(name: string): Uint8Array {
  const bytes = types.get(`${name}.npy`);
  if (bytes === undefined) throw new Error(`types.npz has no ${name}`);
  return bytes;
}

/** An array with a header of one's own, and so many bytes of data. */
function withHeader(header: string, dataBytes = 0): Uint8Array {
  const bytes = new Uint8Array(10 + header.length + dataBytes);
  bytes.set(Buffer.from(`\x93NUMPY\x01\x00\x00\x00${header}`, "latin1"));
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  return bytes;
}

// The values are those of fixtures/write.py, written there with NumPy.
const values: [name: string, shape: number[], data: NumericArray][] = [
  ["uint8", [2, 3], Uint8Array.of(0, 1, 2, 253, 254, 255)],
  ["bool", [3], Uint8Array.of(1, 0, 1)],
  ["int8", [3], Int8Array.of(-128, 0, 127)],
  ["uint16", [3], Uint16Array.of(0, 258, 65535)],
  ["int16", [3], Int16Array.of(-32768, 258, 32767)],
  ["uint32", [3], Uint32Array.of(0, 16909060, 4294967295)],
  ["int32", [3], Int32Array.of(-2147483648, 16909060, 2147483647)],
  ["uint64", [3], BigUint64Array.of(0n, 2n ** 53n + 1n, 2n ** 64n - 1n)],
  ["int64", [3], BigInt64Array.of(-(2n ** 63n), 2n ** 53n + 1n, 2n ** 63n - 1n)],
  ["float32", [2, 2], Float32Array.of(0.1, -0, Infinity, 1e-45)],
  ["float64", [1, 2, 3], Float64Array.of(0.1, -0, Infinity, 5e-324, 1e308, 1 / 3)],
  ["scalar", [], Float64Array.of(2.5)],
  ["empty", [0, 785], new Float64Array()],
  ["column_fortran", [3, 1], Float64Array.of(1, 2, 3)],
  ["header_of_192_bytes", [...new Array(13).fill(1), 100], Uint8Array.from({ length: 100 }, (_, i) => i)],
];

describe("readNpy", () => {
  it.each(values)("reads NumPy's %s", (name, shape, data) => {
    expect(readNpy(typeBytes(name), name)).toEqual({ shape, data });
  });

  it.each(["version2.npy", "version3.npy"])("reads %s", (name) => {
    expect(readNpy(fixture(name), name)).toEqual({ shape: [3], data: Int32Array.of(0, 1, 2) });
  });

  it.each([
    ["fortran.npy", [2, 3], Float64Array.of(0, 1, 2, 3, 4, 5)],
    ["fortran_cube.npy", [2, 3, 4], Int16Array.from({ length: 24 }, (_, i) => i)],
    ["big_endian.npy", [3], Float32Array.of(0, 1, 2)],
    ["big_endian_fortran.npy", [2, 2], BigInt64Array.of(1n, -2n, 3n, 2n ** 40n)],
    ["half.npy", [5], Float32Array.of(0.5, -65504, 2 ** -24, Infinity, -0)],
  ])("reads %s as it lies here: little-endian, the last index fastest", (name, shape, data) => {
    expect(readNpy(fixture(name), name)).toEqual({ shape, data });
  });

  it("gives a view where the bytes are aligned, and a copy where they are not", () => {
    const bytes = writeNpy({ shape: [2], data: Float64Array.of(1, 2) });
    expect(readNpy(bytes, "x").data.buffer).toBe(bytes.buffer);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    const { data } = readNpy(shifted.subarray(1), "x");
    expect(data).toEqual(Float64Array.of(1, 2));
    expect(data.buffer).not.toBe(shifted.buffer);
  });

  it("reads a Buffer of Node's that lies unaligned in its pool", () => {
    const bytes = Buffer.from(writeNpy({ shape: [2], data: Float64Array.of(1, 2) }));
    expect(readNpy(bytes, "x").data).toEqual(Float64Array.of(1, 2));
    expect(readNpy(Buffer.concat([Buffer.of(0), bytes]).subarray(1), "x").data).toEqual(
      Float64Array.of(1, 2),
    );
  });

  it("reads headers as others write them: other spaces, quotes, order, a long integer of Python 2", () => {
    const header = '{"shape":(2L,3),"descr":"|u1","fortran_order":False}\n';
    expect(readNpy(withHeader(header, 6), "x")).toEqual({ shape: [2, 3], data: new Uint8Array(6) });
  });
});

describe("readNpy refuses", () => {
  it.each([
    ["complex.npy", 'i8, f2, f4, f8, got "<c8".\n  Save it again as numbers, for example x.astype("<f4").'],
    ["text.npy", 'i8, f2, f4, f8, got "<U3".'],
    ["object.npy", 'i8, f2, f4, f8, got "|O".'],
    ["fields.npy", "expected an array of numbers, got one with fields."],
  ])("%s, saying what to do", (name, message) => {
    expect(() => readNpy(fixture(name), name)).toThrow(FormatError);
    expect(() => readNpy(fixture(name), name)).toThrow(message);
  });

  it("what is no array, saying what it begins with", () => {
    expect(() => readNpy(new TextEncoder().encode("label,pixel\n"), "data.npy")).toThrow(
      'data.npy: does not begin as an .npy array does: expected "\\x93NUMPY", got "label,".',
    );
  });

  it("a version that is not 1.0, 2.0 or 3.0", () => {
    const bytes = writeNpy({ shape: [1], data: Uint8Array.of(1) });
    for (const [major, minor] of [
      [0, 0],
      [4, 0],
      [1, 1],
    ]) {
      bytes.set([major, minor], 6);
      expect(() => readNpy(bytes, "x")).toThrow(
        `x: expected .npy version 1.0, 2.0 or 3.0, got ${major}.${minor}.`,
      );
    }
  });

  it("an array that is 1 byte short or long, naming both sizes", () => {
    const bytes = writeNpy({ shape: [2, 3], data: new Float32Array(6) });
    expect(() => readNpy(bytes.subarray(0, -1), "x")).toThrow(
      "x: expected 24 bytes of data for shape (2, 3) of <f4, got 23.\n  The file is damaged or was cut short",
    );
    expect(() => readNpy(new Uint8Array([...bytes, 0]), "x")).toThrow("got 25.");
  });

  it("an array that is cut short at any byte", () => {
    const bytes = writeNpy({ shape: [2, 3], data: new Float32Array(6) });
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readNpy(bytes.subarray(0, length), "x")).toThrow(FormatError);
    }
  });

  it.each([
    "(4294967296, 4294967296)",
    "(9007199254740991, 9007199254740991, 9007199254740991)",
    "(9007199254740993,)",
    "(99999999999999999999999999,)",
    "(-1,)",
    "(1.5,)",
  ])("the shape %s, without taking memory for it", (shape) => {
    const header = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }\n`;
    expect(() => readNpy(withHeader(header, 8), "x")).toThrow(FormatError);
  });

  it.each([
    "",
    "{",
    "{}",
    "{'descr': '<f8'}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': True}",
    "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}",
    "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': 1}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (1 1)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} + 1",
    "{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,)}",
    "{'descr': 'constructor', 'fortran_order': False, 'shape': (1,)}",
    "{'descr': '|f8', 'fortran_order': False, 'shape': (1,)}",
  ])("the header %s", (header) => {
    expect(() => readNpy(withHeader(header, 8), "x")).toThrow(FormatError);
  });

  it("a long header in linear time: 60,000 brackets, commas or digits", () => {
    for (const filler of ["(", ",", "1", "1,", " ", "'"]) {
      const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${filler.repeat(60_000 / filler.length)}`;
      expect(() => readNpy(withHeader(header), "x")).toThrow(FormatError);
    }
  });
});

describe("writeNpy", () => {
  // NumPy writes truth values and Fortran order where there is none here.
  const same = values.filter(([name]) => name !== "bool" && name !== "column_fortran");

  it.each(same)("writes %s byte for byte as NumPy does", (name, shape, data) => {
    expect(writeNpy({ shape, data })).toEqual(new Uint8Array(typeBytes(name)));
  });

  it("writes the numbers of a view, not of all its buffer", () => {
    const data = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
    expect(readNpy(writeNpy({ shape: [2], data }), "x").data).toEqual(Float32Array.of(2, 3));
  });

  it("refuses a shape that does not fit the data, naming both", () => {
    expect(() => writeNpy({ shape: [2, 3], data: new Uint8Array(5) })).toThrow(
      "expected 6 numbers for shape (2, 3), got 5.",
    );
    expect(() => writeNpy({ shape: [-2, -3], data: new Uint8Array(6) })).toThrow(ShapeError);
  });
});
