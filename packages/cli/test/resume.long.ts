import { describe, expect, it } from "vitest";
import { createRandom } from "../../core/src/random.ts";
import { everything, killedAt, undisturbed } from "./kill-and-resume.ts";
import { temporaryFolders } from "./run-percept.ts";

const emptyFolder = temporaryFolders();

const lbfgs = ["--descent", "batch", "--optimizer", "lbfgs", "--output", "softmax", "--l2", "1e-4"];
const plateau = ["--descent", "minibatch", "--optimizer", "momentum", "--schedule", "reduce-on-plateau"];

describe("a run that is killed at twenty random moments and resumed ends with the same bits", () => {
  it.each([
    ["the report's, on wasm", ["--epochs", "40"]],
    ["the report's, on reference", ["--engine", "reference", "--epochs", "3"]],
    ["everything that has a state, on wasm", [...everything, "--epochs", "12"]],
    ["everything that has a state, on reference", [...everything, "--engine", "reference", "--epochs", "2"]],
    ["L-BFGS, on wasm", [...lbfgs, "--epochs", "25"]],
    [
      "a learning rate that drops on plateaus, on wasm",
      [...plateau, "--plateau-patience", "0", "--epochs", "25"],
    ],
  ])("%s", async (_, settings) => {
    const folder = emptyFolder();
    const experiment = [...settings, "--seed", "8"];
    const { sha256 } = await undisturbed(folder, experiment);
    const random = createRandom({ seed: 1, stream: 0 });
    const moments = Array.from({ length: 20 }, () => 300 + random.integer(1200));
    const { resumed, ...end } = await killedAt(folder, "run", experiment, moments);
    expect(end).toEqual({ sha256, status: "finished" });
    expect(resumed).toBeGreaterThan(10);
  });
});
