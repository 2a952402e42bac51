import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadWeights } from "../../src/format/weights-npz.ts";
import { weightsSha256 } from "../../src/format/weights-sha256.ts";
import { copyMatrix, type Precision } from "../../src/network/matrix.ts";

const w1 = [1, -2, 0.5, 0.1, -0, 3e-40]; // [2, 3]; 3e-40 is subnormal in float32
const w2 = [1 / 3, 7]; // [1, 2]

const matrices = (FloatArray: typeof Float32Array | typeof Float64Array) => [
  { rows: 2, columns: 3, values: FloatArray.from(w1) },
  { rows: 1, columns: 2, values: FloatArray.from(w2) },
];

const golden = JSON.parse(readFileSync(new URL("../golden/golden.json", import.meta.url), "utf8"));

function goldenWeights(name: string, precision: Precision) {
  const bytes = new Uint8Array(readFileSync(new URL(`../golden/${name}`, import.meta.url)));
  return loadWeights(bytes, name).map((matrix) => copyMatrix(matrix, precision));
}

// In Python: hashlib.sha256(w1.astype(type).tobytes() + w2.astype(type).tobytes()).hexdigest()
describe("weightsSha256", () => {
  it("is Python's over little-endian float32", async () => {
    expect(await weightsSha256(matrices(Float32Array))).toBe(
      "eddc5bcbe07fd974889ac53c0807a7d7957bb2300f6a16e461cf555e871f6522",
    );
  });

  it("is Python's over little-endian float64", async () => {
    expect(await weightsSha256(matrices(Float64Array))).toBe(
      "3b5647aa4af37a50f5655e4d7b919306f4f818d1da314db15d00bfef616253f4",
    );
  });

  it.each(Object.keys(golden.files))("is what the report's program printed of %s", async (name) => {
    expect(await weightsSha256(goldenWeights(name, "float64"))).toBe(golden.files[name].sha256_of_weights);
  });

  it("is Python's for the report's initial weights in float32", async () => {
    expect(await weightsSha256(goldenWeights("seed0_init.npz", "float32"))).toBe(
      "6398017e3ec42cf2a141c77e37bf8014641fe4399af72f8a517847e5b3d3fd20",
    );
  });

  it("reads a view of a larger buffer from where it begins", async () => {
    const [first, second] = matrices(Float32Array);
    const room = Float32Array.of(9, ...w1, 9);
    const view = { ...first, values: room.subarray(1, 7) };
    expect(await weightsSha256([view, second])).toBe(await weightsSha256([first, second]));
  });

  it("changes with the last bit of one weight, with the order of layers and with the sign of 0", async () => {
    const [first, second] = matrices(Float64Array);
    const changed = { ...second, values: Float64Array.of(w2[0], 7 + 2 ** -50) };
    const unsigned = { ...first, values: first.values.map((value) => value + 0) };
    const all = [[first, second], [first, changed], [second, first], [unsigned, second], [first]];
    expect(new Set(await Promise.all(all.map(weightsSha256))).size).toBe(all.length);
  });

  it("is SHA-256 of nothing for no weights (FIPS 180-4)", async () => {
    expect(await weightsSha256([])).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
});
