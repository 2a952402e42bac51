import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type NumericArray, readNpy } from "../../src/encoding/npy.ts";
import { readNpz, writeNpz } from "../../src/encoding/npz.ts";
import { readZip, writeZip } from "../../src/encoding/zip.ts";
import { FormatError } from "../../src/errors.ts";
import { createRandom, streams } from "../../src/random.ts";

const file = (path: string) => new Uint8Array(readFileSync(new URL(path, import.meta.url)));

function sum(data: NumericArray | undefined): number {
  let total = 0;
  for (const value of data ?? []) total += Number(value);
  return total;
}

const small = writeNpz([
  ["weights", { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
  ["labels", { shape: [4], data: Uint8Array.of(7, 2, 1, 0) }],
]);

describe("readNpz", () => {
  it("reads the report's initial weights with the sums that NumPy found, to 1e-12", () => {
    const golden = JSON.parse(readFileSync(new URL("../golden/golden.json", import.meta.url), "utf8"));
    const arrays = readNpz(file("../golden/seed0_init.npz"), "seed0_init.npz");
    const expected = golden.files["seed0_init.npz"];
    expect([...arrays].map(([name, { shape }]) => [name, shape])).toEqual([
      ["w_i_h", [20, 785]],
      ["w_h_o", [10, 21]],
    ]);
    expect(sum(arrays.get("w_i_h")?.data)).toBeCloseTo(expected.w_i_h_sum, 11);
    expect(sum(arrays.get("w_h_o")?.data)).toBeCloseTo(expected.w_h_o_sum, 11);
  });

  it("reads what numpy.savez_compressed writes", () => {
    const arrays = readNpz(file("fixtures/compressed.npz"), "compressed.npz");
    expect(arrays.get("ramp")).toEqual({
      shape: [1000],
      data: Float64Array.from({ length: 1000 }, (_, i) => i),
    });
    expect(arrays.get("zeros")).toEqual({ shape: [50, 40], data: new Uint8Array(2000) });
  });

  it("names the file and the array in an error", () => {
    const bytes = writeZip([["weights.npy", file("fixtures/complex.npy")]]);
    expect(() => readNpz(bytes, "model.npz")).toThrow(
      "model.npz: weights: expected numbers of one of the types",
    );
  });

  it("refuses an archive of other things", () => {
    const bytes = writeZip([["mimetype", new TextEncoder().encode("text/plain")]]);
    expect(() => readNpz(bytes, "book.epub")).toThrow(
      "book.epub: expected entries that end in .npy, got mimetype.",
    );
  });
});

describe("writeNpz", () => {
  it("writes what readNpz reads, in order", () => {
    expect([...readNpz(small, "small")]).toEqual([
      ["weights", { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
      ["labels", { shape: [4], data: Uint8Array.of(7, 2, 1, 0) }],
    ]);
  });

  it("writes again, byte for byte, the arrays of a file by numpy.savez", () => {
    const original = readZip(file("../golden/seed0_init.npz"), "golden");
    const again = writeNpz(readNpz(file("../golden/seed0_init.npz"), "golden"));
    for (const [name, bytes] of readZip(again, "again")) {
      expect(Buffer.compare(bytes, original.get(name) ?? new Uint8Array())).toBe(0);
    }
  });
});

describe("a damaged .npz file", () => {
  /** The error, or undefined when the bytes were read; whatever else is thrown fails the test. */
  function errorOf(bytes: Uint8Array): FormatError | undefined {
    try {
      readNpz(bytes, "damaged.npz");
      return undefined;
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      return error;
    }
  }

  const originals = {
    stored: small,
    compressed: file("fixtures/compressed.npz"),
    zip64: file("fixtures/zip64.npz"),
  };

  it.each(Object.entries(originals))("is refused when cut at any byte: %s", (_, bytes) => {
    for (let length = 0; length < bytes.length; length++) {
      expect(errorOf(bytes.subarray(0, length))).toBeInstanceOf(FormatError);
    }
  });

  it.each(Object.entries(originals))(
    "gives arrays or a FormatError after any of 2,000 changed bytes: %s",
    (_, bytes) => {
      const random = createRandom({ seed: 11, stream: streams.order });
      for (let trial = 0; trial < 2000; trial++) {
        const changed = new Uint8Array(bytes);
        const at = random.integer(bytes.length);
        changed[at] ^= 1 + random.integer(255);
        errorOf(changed);
      }
    },
  );

  it("gives arrays or a FormatError when several bytes of the headers change at once", () => {
    const random = createRandom({ seed: 12, stream: streams.order });
    const headers = originals.zip64.length - 0x2b7;
    for (let trial = 0; trial < 2000; trial++) {
      const changed = new Uint8Array(originals.zip64);
      for (let change = 0; change < 4; change++) {
        changed[changed.length - 1 - random.integer(headers)] = random.integer(2) * 255;
      }
      errorOf(changed);
    }
  });

  it("is refused by its checksum after any changed byte in an entry", () => {
    for (const content of readZip(small, "small").values()) {
      for (let at = content.byteOffset; at < content.byteOffset + content.length; at++) {
        const changed = new Uint8Array(small);
        changed[at] ^= 0x40;
        expect(errorOf(changed)?.message).toMatch(
          /^damaged\.npz: (weights|labels)\.npy: expected the checksum/,
        );
      }
    }
  });

  it("gives an array or a FormatError after any of 2,000 changed bytes in an array without a checksum", () => {
    const random = createRandom({ seed: 13, stream: streams.order });
    const original = readZip(small, "small").get("weights.npy") ?? new Uint8Array();
    for (let trial = 0; trial < 2000; trial++) {
      const changed = new Uint8Array(original);
      changed[random.integer(original.length)] = random.integer(256);
      try {
        readNpy(changed, "damaged.npy");
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
      }
    }
  });
});
