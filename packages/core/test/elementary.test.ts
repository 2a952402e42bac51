import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  cosPi,
  erf,
  erfc,
  exp,
  integerPower,
  log,
  log1p,
  polynomial,
  power,
  sigmoid,
  softplus,
  tanh,
} from "../src/elementary.ts";
import { ParameterError } from "../src/errors.ts";

const functions = { exp, log, log1p, sigmoid, softplus, tanh, erf, erfc, cosPi };
type Name = keyof typeof functions;

type Table = Record<Name, [x: number, y: number, rest: number][]> &
  Record<"power" | "integerPower", [arguments: [x: number, n: number], y: number, rest: number][]>;

/** By function, rows [x, y, rest]: the true value is y + rest ulps, from Python's decimal and mpmath with 50 digits. */
const truth: Table = JSON.parse(
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

describe("accuracy, beside 50 digits of Python's decimal and mpmath", () => {
  it.each([
    ["exp", 1],
    ["log", 1],
    ["log1p", 2],
    ["sigmoid", 2],
    ["softplus", 2],
    ["tanh", 1.5],
    ["erf", 4],
    ["erfc", 6],
    ["cosPi", 2],
  ] as const)("%s is within %d ulp of the true value at every point of the table", (name, limit) => {
    expect(truth[name].length).toBeGreaterThan(40);
    expect(worstError(name)).toBeLessThanOrEqual(limit);
  });

  // One 1e-16 and one 2^-53 more than is promised, since y itself is rounded.
  it("power is within (3 + 3·|y·ln x|)·1e-16 of the value at every point of the table", () => {
    expect(truth.power.length).toBeGreaterThan(40);
    for (const [[x, exponent], y] of truth.power) {
      const limit = (3 + 3 * Math.abs(Math.log(y))) * 1e-16;
      expect(Math.abs(power(x, exponent) - y), `${x}^${exponent}`).toBeLessThanOrEqual(limit * y);
    }
  });

  it("integerPower is within n·2^-53 of the value at every point of the table", () => {
    expect(truth.integerPower.length).toBeGreaterThan(30);
    for (const [[x, n], y] of truth.integerPower) {
      const limit = n * 2 ** -53 * Math.abs(y);
      expect(Math.abs(integerPower(x, n) - y), `${x}^${n}`).toBeLessThanOrEqual(limit);
    }
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

describe("tanh", () => {
  it("is odd to the last bit and never falls where z grows, across the seam at 0.55 too", () => {
    for (const points of [grid(-20, 20, 10_001), grid(0.5499, 0.5501, 10_001)]) {
      const values = points.map(tanh);
      expect(points.map((z) => -tanh(-z))).toEqual(values);
      expect(values.findIndex((value, index) => index > 0 && !(value >= values[index - 1]))).toBe(-1);
    }
  });

  it("keeps a tiny z, its sign included, is -1 and 1 at infinity and NaN at NaN", () => {
    for (const z of [0, -0, 5e-324, -5e-324, 1e-300, 1e-9, -1e-9]) expect(tanh(z)).toBe(z);
    expect([-Infinity, -1e4, 1e4, Infinity, NaN].map(tanh)).toEqual([-1, -1, 1, 1, NaN]);
  });
});

describe("erf and erfc", () => {
  it("have their limits at infinity, erf keeps -0, and NaN stays NaN", () => {
    expect([-Infinity, -7, -0, 0, 7, Infinity, NaN].map(erf)).toEqual([-1, -1, -0, 0, 1, 1, NaN]);
    expect([-Infinity, -7, 0, 27.3, Infinity, NaN].map(erfc)).toEqual([2, 2, 1, 0, 0, NaN]);
  });

  it("keeps erf(x) + erfc(x) = 1 and erfc(x) + erfc(-x) = 2 to 5e-16, and erf odd", () => {
    for (const x of grid(-7, 7, 1401)) {
      expect(Math.abs(erf(x) + erfc(x) - 1)).toBeLessThan(5e-16);
      expect(Math.abs(erfc(x) + erfc(-x) - 2)).toBeLessThan(5e-16);
      expect(erf(-x)).toBe(-erf(x));
    }
  });
});

describe("cosPi", () => {
  it("is exactly 1, 0, -1, 0 at 0, 1/2, 1, 3/2 and as far out as halves exist, and never -0", () => {
    for (const whole of [0, 2, 1024, 2 ** 40, 2 ** 51]) {
      const points = [0, 0.5, 1, 1.5].map((step) => whole + step);
      expect(points.map(cosPi)).toEqual([1, 0, -1, 0]);
      expect(points.map((x) => cosPi(-x))).toEqual([1, 0, -1, 0]);
    }
    expect([2 ** 53 - 1, 2 ** 53, Number.MAX_VALUE].map(cosPi)).toEqual([-1, 1, 1]);
  });

  it("repeats every 2 and turns its sign every 1, bit for bit", () => {
    for (const x of grid(0, 1, 1025)) {
      expect(cosPi(x + 2)).toBe(cosPi(x));
      expect(cosPi(x + 1)).toBe(0 - cosPi(x));
    }
  });

  it("is NaN at the infinities and at NaN", () => {
    expect([-Infinity, Infinity, NaN].map(cosPi)).toEqual([NaN, NaN, NaN]);
  });
});

describe("power and integerPower", () => {
  it("power has the limits of x^y at 0 and Infinity, is 1 for y = 0 and NaN for x < 0", () => {
    expect([power(0, 2), power(0, -2), power(Infinity, 2), power(Infinity, -2)]).toEqual([
      0,
      Infinity,
      Infinity,
      0,
    ]);
    expect([power(0, 0), power(-1, 0), power(-1, 2), power(NaN, 2)]).toEqual([1, 1, NaN, NaN]);
    expect([power(10, 400), power(10, -400)]).toEqual([Infinity, 0]);
  });

  it("integerPower is exact where the value fits a float64: 3^5 = 243, (-2)^9 = -512, 2^1023, 0^0 = 1", () => {
    expect([integerPower(3, 5), integerPower(-2, 9), integerPower(0, 0)]).toEqual([243, -512, 1]);
    expect(integerPower(2, 1023)).toBe(8.98846567431158e307);
    expect(integerPower(0.5, 1074)).toBe(5e-324);
  });

  it("integerPower refuses what is no whole number in [0, 2^53)", () => {
    for (const n of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
      expect(() => integerPower(2, n)).toThrow(ParameterError);
    }
    expect(() => integerPower(2, -1)).toThrow("n must be a whole number in [0, 2^53), got -1.");
  });
});

describe("polynomial", () => {
  it("takes the highest power first: 2x² - 3x + 5 at 10 is 175", () => {
    expect(polynomial([2, -3, 5], 10)).toBe(175);
    expect(polynomial([7], 10)).toBe(7);
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
    ["tanh", grid(-20, 20, 10_007), "3946396d0fef4b599edfdffc46d4685c6c5fa568e1aebc0b69e316b715f12f4f"],
    ["erf", grid(-6, 6, 10_007), "0d55d90d3b763c451ef7f9d41f2ce4e404b3cdbc45c4262adadc61d9290d56aa"],
    ["erfc", grid(-6, 27, 10_007), "f0d2a1c2ae4d9f1a75f19a098fd26b131e8e54ed619ea1cb3286c8aa69414dce"],
    ["cosPi", grid(-3, 3, 10_007), "9cab633d82274d4aefe4d7f658eb7504a13bb25417f21a279b55ae6af8152c17"],
  ] as const)("%s gives the same bits on a grid of 10,007 points", (name, points, expected) => {
    expect(sha256(points.map(functions[name]))).toBe(expected);
  });

  it("power and integerPower give the same bits for 10,007 x, to the power of 2.5 and 11", () => {
    const points = grid(0, 3, 10_007);
    expect(sha256(points.map((x) => power(x, 2.5)))).toBe(
      "f9c5532bf1da6a0e171dd5c01eba3d53696c5858bdbd0ab1fc5eb6e2e97d761b",
    );
    expect(sha256(points.map((x) => integerPower(x, 11)))).toBe(
      "a30ee970e56172e78a72dea7dd833cbc7092918514f383cd9c680cfdf77d3ff9",
    );
  });
});
