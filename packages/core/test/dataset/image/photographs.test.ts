import { describe, expect, it } from "vitest";
import { readPhotographs, trainedReader } from "./read-photographs.ts";

describe("photographs of MNIST's test images, 100 to 600 pixels, turned by up to 15 degrees", () => {
  it("are recognised by a network of 784-128-10, 90 % of 40 of seed 2026", async () => {
    const { recognised, direct } = await readPhotographs(await trainedReader(3), 2026, 40, 600);
    console.info(`seed 2026: ${recognised} of 40 photographs, ${direct} of the same images directly`);
    expect(recognised).toBeGreaterThanOrEqual(36);
  }, 240_000);
});
