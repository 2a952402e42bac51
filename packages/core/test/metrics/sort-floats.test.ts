import { describe, expect, it } from "vitest";
import { sortFloats } from "../../src/metrics/sort-floats.ts";
import { createRandom, streams } from "../../src/random.ts";

/** The bits, so that -0 and 0 are told apart. */
const bitsOf = (values: Float32Array) => Array.from(new Uint32Array(values.buffer));

// JavaScript's own sort of a typed array is the other implementation.
function expectSorted(values: Float32Array): void {
  expect(bitsOf(sortFloats(values.slice()))).toEqual(bitsOf(values.slice().sort()));
}

describe("sortFloats", () => {
  it.each([0, 1, 2, 999, 1000, 1001, 5000])("sorts %i scores of few distinct values", (length) => {
    const random = createRandom({ seed: length, stream: streams.order });
    expectSorted(Float32Array.from({ length }, () => random.integer(7) / 8));
  });

  it("sorts 3,000 floats of every sign and size, with -0, 0 and the infinities, bit for bit", () => {
    const random = createRandom({ seed: 0, stream: streams.order });
    const words = Uint32Array.from({ length: 3000 }, () => random.uint32());
    const values = new Float32Array(words.buffer).map((value) => (Number.isNaN(value) ? 1 : value));
    values.set([0, -0, Infinity, -Infinity, 0, -0, 1e-45, -1e-45], 1000);
    expectSorted(values);
  });

  it("sorts in place, and only the part that it is given", () => {
    const whole = Float32Array.from({ length: 4000 }, (_, index) => (index * 1237) % 4001);
    const expected = Float32Array.of(
      ...whole.subarray(0, 1000),
      ...whole.slice(1000, 3000).sort(),
      ...whole.subarray(3000),
    );
    expect(sortFloats(whole.subarray(1000, 3000)).buffer).toBe(whole.buffer);
    expect(whole).toEqual(expected);
  });
});
