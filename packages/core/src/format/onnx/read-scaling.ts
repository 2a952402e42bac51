import { FormatError } from "../../errors.ts";
import type { Scaling } from "../../network/scaling.ts";
import type { Step } from "./graph-values.ts";

/**
 * The scaling that steps on the features are. What is not written as percept writes it - one division, or a difference
 * and a quotient for each feature - is brought to that form in float64.
 * @throws {FormatError} where a feature is multiplied by 0 or less, or divided by it
 */
export function readScaling(steps: readonly Step[], features: number, place: string): Scaling {
  const wrong = steps.find(({ values }) => values.length !== 1 && values.length !== features);
  if (wrong) {
    throw new FormatError(
      place,
      `expected a scaling of 1 or ${features} numbers, got ${wrong.values.length}.`,
    );
  }
  if (steps.length === 0) return { type: "none" };
  const [first, second] = steps;
  const single = first.values.length === 1 ? first.values[0] : undefined;
  if (steps.length === 1 && first.op === "Div" && single !== undefined && single > 0)
    return { type: "divide", divisor: single };
  if (steps.length === 1 && first.op === "Mul" && single !== undefined && single > 0)
    return { type: "divide", divisor: wholeIfClose(1 / single) };
  const each = (values: Step["values"]) =>
    Array.from({ length: features }, (_, j) => values[values.length === 1 ? 0 : j]);
  const plain = steps.length === 2 && first.op === "Sub" && second.op === "Div";
  const { offsets, divisors } = plain
    ? { offsets: each(first.values), divisors: each(second.values) }
    : composed(steps, features);
  if (divisors.every((divisor) => divisor > 0 && Number.isFinite(divisor)))
    return { type: "per-feature", offsets, divisors };
  throw new FormatError(
    place,
    "expected a scaling that divides each feature by a positive number, got one that does not.",
    "Leave such features out, or turn their sign in the first layer's weights.",
  );
}

/** float32(1 / 255) is no exact reciprocal; what is meant is. */
function wholeIfClose(divisor: number): number {
  const whole = Math.round(divisor);
  return whole > 0 && Math.abs(divisor - whole) < 1e-7 * whole ? whole : divisor;
}

/** factor·x + shift as (x - offset) / divisor */
function composed(steps: readonly Step[], features: number): { offsets: number[]; divisors: number[] } {
  const offsets: number[] = [];
  const divisors: number[] = [];
  for (let j = 0; j < features; j++) {
    let factor = 1;
    let shift = 0;
    for (const { op, values } of steps) {
      const value = values[values.length === 1 ? 0 : j];
      if (op === "Add") shift += value;
      else if (op === "Sub") shift -= value;
      else {
        factor = op === "Mul" ? factor * value : factor / value;
        shift = op === "Mul" ? shift * value : shift / value;
      }
    }
    divisors.push(1 / factor);
    offsets.push(shift === 0 ? 0 : -shift / factor);
  }
  return { offsets, divisors };
}
