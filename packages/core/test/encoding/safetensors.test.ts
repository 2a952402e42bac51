import { describe, expect, it } from "vitest";
import { readSafetensors, writeSafetensors } from "../../src/encoding/safetensors.ts";
import { FormatError } from "../../src/errors.ts";

/** A file of a header and so many bytes of data, by the format's description. */
function file(header: unknown, bytes = 0): Uint8Array {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const whole = new Uint8Array(8 + json.length + bytes);
  new DataView(whole.buffer).setBigUint64(0, BigInt(json.length), true);
  whole.set(json, 8);
  return whole;
}
const f32 = (shape: number[], from: number, to: number) => ({
  dtype: "F32",
  shape,
  data_offsets: [from, to],
});

describe("readSafetensors", () => {
  it("brings back what was written, -0, subnormal and NaN bit for bit", () => {
    const data = Float32Array.of(-0, 1e-45, 3.4e38, Number.NaN);
    const tensors = new Map([
      ["a", { shape: [2, 2], data }],
      ["__proto__", { shape: [1], data: Float64Array.of(-0) }],
      ["scalar", { shape: [], data: Float32Array.of(7) }],
    ]);
    const metadata = new Map([["format", "pt"]]);
    const bytes = writeSafetensors({ tensors, metadata });
    expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0); // the data are aligned
    expect(readSafetensors(bytes, "m")).toEqual({ tensors, metadata });
  });

  it("reads half precisions by hand: 1.5, -2, the smallest, the largest", () => {
    const halves = (dtype: string, ...bits: number[]) => {
      const bytes = file(
        { h: { dtype, shape: [bits.length], data_offsets: [0, 2 * bits.length] } },
        2 * bits.length,
      );
      new Uint8Array(bytes.buffer, bytes.length - 2 * bits.length).set(
        new Uint8Array(Uint16Array.from(bits).buffer),
      );
      return Array.from(readSafetensors(bytes, "m").tensors.get("h")?.data ?? []);
    };
    expect(halves("F16", 0x3e00, 0xc000, 0x0001, 0x7bff, 0x7c00, 0x8000)).toEqual([
      1.5,
      -2,
      1 / 16777216,
      65504,
      Infinity,
      -0,
    ]);
    expect(halves("BF16", 0x3fc0, 0xc000, 0x7f80, 0x8000)).toEqual([1.5, -2, Infinity, -0]);
  });

  it.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(), "expected a safetensors file"],
    [
      "a header longer than the file",
      Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0, 0x7b),
      "a header of at most 1 bytes",
    ],
    ["a header of 2^63 bytes", Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0x80, 0x7b), "expected a safetensors file"],
    ["a header that is no JSON", file("{]"), "expected a header of JSON"],
    ["deep brackets", file(`{"a":${"[".repeat(1000)}`), "expected brackets at most 4 deep"],
    [
      "a type without numbers here",
      file({ a: { dtype: "I64", shape: [], data_offsets: [0, 8] } }, 8),
      'got "I64"',
    ],
    [
      "a type by an object's own name",
      file({ a: { dtype: "toString", shape: [], data_offsets: [0, 0] } }),
      "toString",
    ],
    ["null", file({ a: null }), "expected a tensor of F64"],
    ["sizes below 0", file({ a: f32([-1], 0, 4) }, 4), "expected a shape and two data_offsets"],
    ["offsets backwards", file({ a: f32([1], 4, 0) }, 4), "expected a shape and two data_offsets"],
    ["another size", file({ a: f32([2], 0, 4) }, 4), "expected 8 bytes for [2] of F32, got 4"],
    ["huge sizes", file({ a: f32([2 ** 50, 2 ** 50], 0, 4) }, 4), "of F32, got 4"],
    [
      "an overlap",
      file({ a: f32([2], 0, 8), b: f32([1], 4, 8) }, 8),
      "expected its numbers to begin at byte 8",
    ],
    [
      "a hole",
      file({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12),
      "expected its numbers to begin at byte 4",
    ],
    ["data beyond the end", file({ a: f32([2], 0, 8) }, 4), "bytes in the file"],
    ["data that nobody names", file({ a: f32([1], 0, 4) }, 8), "by its header"],
    ["metadata of numbers", file({ __metadata__: { a: 1 } }), "expected words by words"],
  ])("refuses %s", (_, bytes, message) => {
    expect(() => readSafetensors(bytes, "m.safetensors")).toThrow(FormatError);
    expect(() => readSafetensors(bytes, "m.safetensors")).toThrow(message);
  });
});
