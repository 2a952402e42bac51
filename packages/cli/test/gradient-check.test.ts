import { describe, expect, it } from "vitest";
import { jsonLines, percept, perceptDone, temporaryFolders } from "./run-percept.ts";
import { writeTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();
const check = "gradient-check --data tiny --hidden 4,3".split(" ");

describe("percept gradient-check", () => {
  it("finds analytic and numeric gradients in agreement, layer by layer", async () => {
    const folder = emptyFolder();
    writeTinyData(folder);
    const lines = (await perceptDone(folder, [...check, "--entries", "0", "--samples", "3"])).split("\n");
    expect(lines[0]).toBe("Analytic beside numeric gradients, float64, mean loss of 3 samples");
    expect(lines[2]).toMatch(/^w1 +3,140 of 3,140 .* ok$/);
    expect(lines[3]).toMatch(/^w2 +15 of 15 .* ok$/);
    expect(lines[4]).toMatch(/^w3 +40 of 40 .* ok$/);
    expect(lines[5]).toBe("Bounds: relative error < 1e-6, no entry off by more than 1e-8.");
  });

  it("prints a layer a line with --json", async () => {
    const folder = emptyFolder();
    writeTinyData(folder);
    const lines = jsonLines(await perceptDone(folder, [...check, "--entries", "20", "--json"]));
    expect(lines).toHaveLength(4);
    for (const [n, line] of lines.slice(0, 3).entries()) {
      expect(line).toMatchObject({ event: "layer", layer: n + 1, passed: true });
      expect(line.relativeError).toBeLessThan(1e-6);
    }
    expect(lines[3]).toMatchObject({ event: "end", passed: true });
  });

  it("refuses numbers of samples and entries that make no sense", async () => {
    const folder = emptyFolder();
    const samples = await percept(folder, [...check, "--samples", "0"]);
    expect(samples.code).toBe(2);
    expect(samples.stderr).toBe(
      "ParameterError: samples must be a whole number in [1, 1000], got 0 (from --samples).\n",
    );
    expect((await percept(folder, [...check, "--entries", "few"])).code).toBe(2);
  });
});
