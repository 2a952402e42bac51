import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { scalingTable } from "../../src/network/scaling.ts";

const sha256 = ({ buffer }: Float32Array) =>
  createHash("sha256").update(new Uint8Array(buffer)).digest("hex");

// In NumPy: t = np.arange(256).astype("f4") / np.float32(divisor); hashlib.sha256(t.tobytes()).hexdigest()
describe("scalingTable", () => {
  it("is NumPy's float32(pixel) / float32(255), bit for bit", () => {
    const table = scalingTable({ type: "divide", divisor: 255 });
    expect(table).toHaveLength(256);
    expect([table[0], table[1], table[51], table[255]]).toEqual([
      0, 0.003921568859368563, 0.20000000298023224, 1,
    ]);
    expect(sha256(table)).toBe("010413efe9fc4438fee48de66c4d09f377b28af6a9fe2522201e8c1dbb831fc8");
  });

  it("is NumPy's also for a divisor that float32 rounds: 0.3, bit for bit", () => {
    const table = scalingTable({ type: "divide", divisor: 0.3 });
    expect([table[1], table[7]]).toEqual([3.3333332538604736, 23.333332061767578]);
    expect(sha256(table)).toBe("bda07a46edeea81ebc353ed3742de864c6ec8cfa89ec6b60b7fe2d679456db40");
  });

  it("is the bytes themselves where nothing is scaled", () => {
    expect(Array.from(scalingTable({ type: "none" }))).toEqual(
      Array.from({ length: 256 }, (_, byte) => byte),
    );
  });
});
