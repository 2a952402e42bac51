import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Scaling, scaleFeatures, scalingTable, unscaleTargets } from "../../src/network/scaling.ts";

const sha256 = ({ buffer }: Float32Array) =>
  createHash("sha256").update(new Uint8Array(buffer)).digest("hex");

// In NumPy: t = np.arange(256).astype("f4") / np.float32(divisor); hashlib.sha256(t.tobytes()).hexdigest()
describe("scalingTable", () => {
  const tableOf = (scaling: Scaling) => scalingTable(scaling) ?? new Float32Array();

  it("is NumPy's float32(pixel) / float32(255), bit for bit", () => {
    const table = tableOf({ type: "divide", divisor: 255 });
    expect(table).toHaveLength(256);
    expect([table[0], table[1], table[51], table[255]]).toEqual([
      0, 0.003921568859368563, 0.20000000298023224, 1,
    ]);
    expect(sha256(table)).toBe("010413efe9fc4438fee48de66c4d09f377b28af6a9fe2522201e8c1dbb831fc8");
  });

  it("is NumPy's also for a divisor that float32 rounds: 0.3, bit for bit", () => {
    const table = tableOf({ type: "divide", divisor: 0.3 });
    expect([table[1], table[7]]).toEqual([3.3333332538604736, 23.333332061767578]);
    expect(sha256(table)).toBe("bda07a46edeea81ebc353ed3742de864c6ec8cfa89ec6b60b7fe2d679456db40");
  });

  it("is the bytes themselves where nothing is scaled", () => {
    expect(Array.from(tableOf({ type: "none" }))).toEqual(Array.from({ length: 256 }, (_, byte) => byte));
  });
});

describe("scaleFeatures", () => {
  it("gives 10 float32 numbers the bits that they have in NumPy: (x - offset) / divisor in float32", () => {
    // In NumPy: ((x.astype("f4") - np.float32(0.1)) / np.float32(0.3)).tolist(), and the second column's likewise
    const features = Float32Array.of(1, 2e-8, -3.3, 16777217, 0.1, -7, 255, 1e30, 0.7, 0);
    const scaling = { type: "per-feature", offsets: [0.1, -7.7], divisors: [0.3, 1e-3] } as const;
    const inputs = new Float32Array(10);
    scaleFeatures(scaling, features, inputs);
    expect(Array.from(inputs)).toEqual([
      2.999999761581421, 7699.99951171875, -11.333332061767578, 16777223168.0, 0.0, 699.999755859375,
      849.6666259765625, 9.999999944957273e32, 1.999999761581421, 7699.99951171875,
    ]);
    const wide = new Float64Array(10);
    scaleFeatures(scaling, features, wide);
    expect(wide).toEqual(Float64Array.from(inputs));
  });

  it("gives bytes and the numbers that they are the same inputs, under every scaling", () => {
    const bytes = Uint8Array.of(0, 1, 51, 128, 200, 255);
    for (const scaling of [
      { type: "none" },
      { type: "divide", divisor: 255 },
      { type: "per-feature", offsets: [3, 0.1, 255], divisors: [1, 77.7, 1e-5] },
    ] as const) {
      const [a, b] = [new Float32Array(6), new Float32Array(6)];
      scaleFeatures(scaling, bytes, a);
      scaleFeatures(scaling, Float32Array.from(bytes), b);
      expect(a).toEqual(b);
    }
  });
});

describe("unscaleTargets", () => {
  it("turns (y - offset) / divisor back: exactly where float32 has the numbers", () => {
    const scale = { offsets: [100, -0.5], divisors: [8, 0.25] };
    expect(unscaleTargets(scale, Float64Array.of(-1, 2, 0, 0))).toEqual(Float32Array.of(92, 0, 100, -0.5));
  });
});
