import { describe, expect, it } from "vitest";
import { lineStyle } from "../../src/draw/style.ts";

describe("lineStyle", () => {
  it("gives 30 lines 30 looks by colour and dashes", () => {
    const looks = Array.from({ length: 30 }, (_, i) => JSON.stringify(lineStyle(i)));
    expect(new Set(looks).size).toBe(30);
  });
  it("dashes every other of the first ten, so that neighbours differ without colour", () => {
    const dashes = Array.from({ length: 10 }, (_, i) => lineStyle(i)["stroke-dasharray"]);
    expect(dashes.map((dash) => dash !== undefined)).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1].map(Boolean));
  });
});
