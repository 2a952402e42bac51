import { describe, expect, it } from "vitest";
import { readPhotographs, trainedReader } from "./read-photographs.ts";

describe("photographs of MNIST's test images", () => {
  it("are recognised by a network of 784-128-10, at least 90 of each 100 of six seeds", async () => {
    const reader = await trainedReader(20);
    for (const seed of [2026, 2027, 2028, 2029, 2030, 2031]) {
      const { recognised, direct } = await readPhotographs(reader, seed, 100);
      console.info(`seed ${seed}: ${recognised} of 100 photographs, ${direct} of the same images directly`);
      expect(recognised).toBeGreaterThanOrEqual(90);
    }
  });
});
