import { describe, expect, it } from "vitest";
import { createPacer } from "../../src/training/pacer.ts";

/** The ranges of a machine that does `samplesPerSecond`, `count` of them. */
function ranges(samplesPerSecond: number, count: number): number[] {
  const pacer = createPacer();
  return Array.from({ length: count }, () => {
    const steps = pacer.steps();
    pacer.note(steps, steps / samplesPerSecond);
    return steps;
  });
}

describe("createPacer", () => {
  it("begins with 16 steps and keeps them until something is noted", () => {
    const pacer = createPacer();
    expect([pacer.steps(), pacer.steps()]).toEqual([16, 16]);
  });

  it("comes to ranges of 40 milliseconds: 40,000 steps at a million samples a second, by factors of 4", () => {
    expect(ranges(1_000_000, 8)).toEqual([16, 64, 256, 1024, 4096, 16_384, 40_000, 40_000]);
  });

  it("comes down to 1 step, and no less, where a single one takes a second", () => {
    expect(ranges(1, 7)).toEqual([16, 4, 1, 1, 1, 1, 1]);
  });

  it("lets one pause of the machine cost a factor of 4 only", () => {
    const pacer = createPacer();
    pacer.note(16, 0.04);
    expect(pacer.steps()).toBe(16);
    pacer.note(16, 60);
    expect(pacer.steps()).toBe(4);
  });

  it("judges by the steps that were done, as at an epoch's end, where there were fewer", () => {
    const pacer = createPacer();
    pacer.note(16, 0.01); // 1,600 steps a second: 64 in 40 ms
    expect(pacer.steps()).toBe(64);
  });

  it("stays a whole number where the clock saw no time pass", () => {
    const pacer = createPacer();
    for (let range = 0; range < 3; range++) pacer.note(pacer.steps(), 0);
    expect(pacer.steps()).toBe(16 * 4 ** 3);
    expect(Number.isInteger(ranges(3333, 20).reduce((sum, steps) => sum + steps, 0))).toBe(true);
  });
});
