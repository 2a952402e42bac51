import { describe, expect, it } from "vitest";
import { createPacer } from "../../src/training/pacer.ts";

/** The ranges of a machine that does `samplesPerSecond`, `count` of them. */
function ranges(samplesPerSecond: number, count: number): number[] {
  const pacer = createPacer();
  return Array.from({ length: count }, () => {
    const samples = pacer.samples(1);
    pacer.note(samples, samples / samplesPerSecond);
    return samples;
  });
}

describe("createPacer", () => {
  it("begins with 16 samples and keeps them until something is noted", () => {
    const pacer = createPacer();
    expect([pacer.samples(1), pacer.samples(1)]).toEqual([16, 16]);
  });

  it("comes to ranges of 40 milliseconds: 40,000 samples at a million samples a second, by factors of 4", () => {
    expect(ranges(1_000_000, 8)).toEqual([16, 64, 256, 1024, 4096, 16_384, 40_000, 40_000]);
  });

  it("makes ranges a hundred times as long as what is done between them, and no longer than 100 milliseconds", () => {
    const pacer = createPacer();
    pacer.note(100, 0.1, 0.0003); // a thousand samples a second
    expect(pacer.samples(1)).toBe(40);
    pacer.note(40, 0.04, 0.0007);
    expect(pacer.samples(1)).toBe(70);
    pacer.note(70, 0.07, 0.002);
    expect(pacer.samples(1)).toBe(100);
  });

  it("comes down to 1 sample, and no less, where a single one takes a second", () => {
    expect(ranges(1, 7)).toEqual([16, 4, 1, 1, 1, 1, 1]);
  });

  it("lets one pause of the machine cost a factor of 4 only", () => {
    const pacer = createPacer();
    pacer.note(16, 0.04);
    expect(pacer.samples(1)).toBe(16);
    pacer.note(16, 60);
    expect(pacer.samples(1)).toBe(4);
  });

  it("judges by the samples that were done, as at an epoch's end, where there were fewer", () => {
    const pacer = createPacer();
    pacer.note(16, 0.01); // 1,600 samples a second: 64 in 40 ms
    expect(pacer.samples(1)).toBe(64);
  });

  it("rounds 16 samples to whole batches: the nearest number of them, and one at the least", () => {
    const pacer = createPacer();
    expect([1, 5, 7, 16, 100].map((batchSize) => pacer.samples(batchSize))).toEqual([16, 15, 14, 16, 100]);
  });

  it("grows from one large batch to several, where they are fast", () => {
    const pacer = createPacer();
    pacer.note(pacer.samples(100), 0.001); // 100,000 samples a second: 4,000 in 40 ms, but 4 times 16 at the most
    expect(pacer.samples(20)).toBe(60);
    pacer.note(60, 0.0006);
    expect(pacer.samples(100)).toBe(300);
  });

  it("keeps to the limit of steps, until it is lifted", () => {
    const pacer = createPacer();
    pacer.limit(1);
    expect([1, 5, 100].map((batchSize) => pacer.samples(batchSize))).toEqual([1, 5, 100]);
    pacer.limit(2);
    expect(pacer.samples(5)).toBe(10);
    pacer.limit(Number.POSITIVE_INFINITY);
    expect(pacer.samples(1)).toBe(16);
  });

  it("stays a whole number where the clock saw no time pass", () => {
    const pacer = createPacer();
    for (let range = 0; range < 3; range++) pacer.note(pacer.samples(1), 0);
    expect(pacer.samples(1)).toBe(16 * 4 ** 3);
    expect(Number.isInteger(ranges(3333, 20).reduce((sum, samples) => sum + samples, 0))).toBe(true);
  });
});
