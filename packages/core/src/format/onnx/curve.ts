import { erf, exp, sigmoid, tanh } from "../../elementary.ts";
import { type ActivationName, activations, type UnitActivationName } from "../../network/activations.ts";

/** What a value is for each of the probes z, whatever nodes made it: an activation is known by what it does. */
export type Curve = Float64Array;

/** z from -60 to 60, dense about 0, with 0 and 1 first. */
export const probes: Curve = Float64Array.from({ length: 66 }, (_, n) => {
  if (n < 2) return n;
  const size = 0.013 * 1.31 ** (n >> 1);
  return n % 2 === 0 ? size : -size;
});

/** float32 constants are off by 6e-8 of their size. */
const TOLERANCE = 1e-6;

const references = Object.entries(activations).map(
  ([name, { apply }]) => [name as UnitActivationName, probes.map(apply)] as const,
);

/** The activation that a curve is. */
export function activationOf(curve: Curve): Exclude<ActivationName, "softmax"> | undefined {
  return references.find(([, reference]) =>
    reference.every((a, n) => Math.abs(a - curve[n]) <= TOLERANCE * Math.max(1, Math.abs(a))),
  )?.[0];
}

/** Slope and intercept of a curve that is a line. */
export function lineOf(curve: Curve): { readonly slope: number; readonly intercept: number } | undefined {
  const intercept = curve[0];
  const slope = curve[1] - intercept;
  const isLine = curve.every((a, n) => {
    const line = slope * probes[n] + intercept;
    return Math.abs(a - line) <= 1e-12 * (Math.abs(slope * probes[n]) + Math.abs(intercept));
  });
  return isLine && Number.isFinite(slope) ? { slope, intercept } : undefined;
}

/** Operators of one value that activations are made of. */
export const unaryOperators: Readonly<Record<string, (z: number) => number>> = {
  Sigmoid: sigmoid,
  Tanh: tanh,
  Relu: activations.relu.apply,
  Erf: erf,
  Exp: exp,
  Neg: (z) => -z,
  Reciprocal: (z) => 1 / z,
};

/** Operators of two values. */
export const binaryOperators: Readonly<Record<string, (x: number, y: number) => number>> = {
  Add: (x, y) => x + y,
  Sub: (x, y) => x - y,
  Mul: (x, y) => x * y,
  Div: (x, y) => x / y,
  Max: Math.max,
  Min: Math.min,
};
