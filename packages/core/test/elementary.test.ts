import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exp, log, log1p, sigmoid, softplus } from "../src/elementary.ts";

const functions = { exp, log, log1p, sigmoid, softplus };
type Name = keyof typeof functions;

/** By function, rows [x, y, rest]: the true value is y + rest ulps, from Python's decimal with 50 digits. */
const truth: Record<Name, [x: number, y: number, rest: number][]> = JSON.parse(
  readFileSync(new URL("fixtures-elementary/elementary.json", import.meta.url), "utf8"),
);

/** The place of a float64 among all float64s in order, so that neighbours differ by 1. */
function place(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

function worstError(name: Name): number {
  const errors = truth[name].map(([x, y, rest]) =>
    Math.abs(Number(place(functions[name](x)) - place(y)) - rest),
  );
  return Math.max(...errors);
}

function grid(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));
}

/** SHA-256 over the little-endian float64s. */
function sha256(values: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, index) => {
    view.setFloat64(8 * index, value, true);
  });
  return createHash("sha256").update(view).digest("hex");
}

describe("accuracy, beside 50 digits of Python's decimal", () => {
  it.each([
    ["exp", 1],
    ["log", 1],
    ["log1p", 2],
    ["sigmoid", 2],
    ["softplus", 2],
  ] as const)("%s is within %d ulp of the true value at every point of the table", (name, limit) => {
    expect(truth[name].length).toBeGreaterThan(40);
    expect(worstError(name)).toBeLessThanOrEqual(limit);
  });
});

describe("exp", () => {
  it("is 1 at 0 and -0, 0 at -Infinity, Infinity at Infinity and NaN at NaN", () => {
    expect([0, -0, -Infinity, Infinity, NaN].map(exp)).toEqual([1, 1, 0, Infinity, NaN]);
  });

  it("overflows just above ln(2^1024) = 709.7827128933841 and underflows below ln(2^-1075) = -745.1332191019412", () => {
    expect(exp(709.782712893384)).toBeLessThan(Infinity);
    expect([709.7827128933841, 710, 1e300].map(exp)).toEqual([Infinity, Infinity, Infinity]);
    expect(exp(-745.133219101941)).toBe(5e-324);
    expect([-745.1332191019412, -746, -1e300].map(exp)).toEqual([0, 0, 0]);
  });

  it("never falls where x grows", () => {
    for (const points of [grid(-746, 710, 100_000), grid(-1, 1, 100_000)]) {
      const values = points.map(exp);
      expect(values.findIndex((value, index) => index > 0 && !(value >= values[index - 1]))).toBe(-1);
    }
  });
});

describe("log", () => {
  it("is 0 at 1, -Infinity at 0 and -0, NaN below and at NaN, Infinity at Infinity", () => {
    expect([1, 0, -0, -1, -Infinity, NaN, Infinity].map(log)).toEqual(
      [0, -Infinity, -Infinity, NaN, NaN, NaN, Infinity], //
    );
  });

  it("undoes exp to 4e-16", () => {
    for (const x of grid(-700, 700, 10_001)) {
      expect(Math.abs(log(exp(x)) - x)).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(x)));
    }
  });
});

describe("log1p", () => {
  it("keeps a tiny x, its sign included", () => {
    for (const x of [0, -0, 5e-324, -5e-324, 1e-300, 1e-17, -1e-17]) expect(log1p(x)).toBe(x);
  });

  it("is -Infinity at -1, NaN below and at NaN, Infinity at Infinity", () => {
    expect([-1, -1.5, -Infinity, NaN, Infinity].map(log1p)).toEqual([-Infinity, NaN, NaN, NaN, Infinity]);
  });
});

describe("sigmoid and softplus", () => {
  it("neither overflow nor lose their limits at |z| = 10,000 and at infinity", () => {
    expect([-1e4, 0, 1e4, -Infinity, Infinity, NaN].map(sigmoid)).toEqual([0, 0.5, 1, 0, 1, NaN]);
    expect([-1e4, 1e4, -Infinity, Infinity, NaN].map(softplus)).toEqual([0, 1e4, 0, Infinity, NaN]);
  });

  it("keeps sigmoid(z) + sigmoid(-z) = 1 to 3e-16", () => {
    for (const z of grid(-50, 50, 1001)) expect(Math.abs(sigmoid(z) + sigmoid(-z) - 1)).toBeLessThan(3e-16);
  });
});

// Written by this program, so that another runtime proves that it computes the same bits.
describe("the committed bits", () => {
  it.each([
    ["exp", grid(-746, 710, 10_007), "f63c0847961232dac4944e259ff660d27965b5458b4695d840fdcde98b9b5365"],
    ["log", grid(0, 3, 10_007), "fb27f80531eac5fd3f1099fcacd28b65ca1ea4ab87b6726ae8ac6e8e014e1d55"],
    ["log1p", grid(-1, 2, 10_007), "4bd6c1f34964701650d3c7564705519cd0cf1ecb86feabd8595d369c561484dc"],
    ["sigmoid", grid(-40, 40, 10_007), "0a6977c0fdb3813d12a29a94d4415874fec7282219a187698ff903ffe9b7dd98"],
    ["softplus", grid(-40, 40, 10_007), "e0d9ea9e43d0b5f71b1fcff152272c4808e49695f40bef02a611d351adac1016"],
  ] as const)("%s gives the same bits on a grid of 10,007 points", (name, points, expected) => {
    expect(sha256(points.map(functions[name]))).toBe(expected);
  });
});
