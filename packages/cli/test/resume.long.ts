import { describe, expect, it } from "vitest";
import { createRandom } from "../../core/src/random.ts";
import { killedAt, undisturbed } from "./kill-and-resume.ts";
import { temporaryFolders } from "./run-percept.ts";

const emptyFolder = temporaryFolders();

describe("a run that is killed at twenty random moments and resumed", () => {
  it.each(["wasm", "reference"])("ends with the same bits, %s", async (engine) => {
    const folder = emptyFolder();
    const epochs = engine === "wasm" ? "40" : "3";
    const experiment = ["--engine", engine, "--epochs", epochs, "--seed", "8"];
    const { sha256 } = await undisturbed(folder, experiment);
    const random = createRandom({ seed: 1, stream: 0 });
    const moments = Array.from({ length: 20 }, () => 300 + random.integer(1200));
    const { resumed, ...end } = await killedAt(folder, "run", experiment, moments);
    expect(end).toEqual({ sha256, status: "finished" });
    expect(resumed).toBeGreaterThan(10);
  });
});
