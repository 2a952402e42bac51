import { describe, expect, it } from "vitest";
import { thinColumns } from "../../src/draw/thin-columns.ts";

describe("thinColumns", () => {
  it("keeps the first, the lowest, the highest and the last of a column, in their order", () => {
    const x = Float64Array.of(0, 0.1, 0.2, 0.3, 0.4, 0.5, 1, 1.5);
    const y = Float64Array.of(5, 9, 4, 1, 6, 5, 7, 8);
    const thin = thinColumns({ x, y });
    expect([...thin.x]).toEqual([0, 0.1, 0.3, 0.5, 1, 1.5]);
    expect([...thin.y]).toEqual([5, 9, 1, 5, 7, 8]);
  });
  it("leaves a curve alone that has four points a column or fewer", () => {
    const curve = { x: Float64Array.of(0, 1, 2), y: Float64Array.of(1, 0, 1) };
    expect(thinColumns(curve)).toBe(curve);
    const none = { x: new Float64Array(), y: new Float64Array() };
    expect(thinColumns(none)).toBe(none);
  });
  it("has at most four points for each of 100 columns of 60,000 points of noise, its peaks among them", () => {
    const x = Float64Array.from({ length: 60_000 }, (_, i) => i / 600);
    const y = x.map((_, i) => Math.sin(i * 12.9898) * Math.sin(i * 78.233));
    const thin = thinColumns({ x, y });
    expect(thin.x.length).toBeLessThanOrEqual(400);
    expect(Math.max(...thin.y)).toBe(y.reduce((a, b) => Math.max(a, b)));
    expect(thinColumns({ x, y }, 4).x.length).toBeLessThanOrEqual(100);
  });
});
