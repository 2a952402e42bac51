import { writeFileSync } from "node:fs";
import type { Samples } from "percept";
import { loadDataset } from "percept/node";
import { describe, expect, it } from "vitest";
import { decodeImage } from "../../../src/dataset/image/decode-image.ts";
import { photographSheet } from "./photograph-sheet.ts";
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

  it("are drawn as a sheet where SHEET names a file, ten of seed 2026", async () => {
    const { SHEET } = process.env;
    const { features } = (await loadDataset("mnist")).test as Samples;
    const digits = Array.from({ length: 10 }, (_, n) => features.slice(784 * n, 784 * (n + 1)) as Uint8Array);
    const sheet = await photographSheet(digits, 2026);
    expect(await decodeImage(sheet, "sheet")).toMatchObject({ width: 1208, height: 248 });
    if (SHEET !== undefined) writeFileSync(SHEET, sheet);
  });
});
