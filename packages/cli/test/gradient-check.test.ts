import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonLines, percept, perceptDone, temporaryFolders } from "./run-percept.ts";
import { withTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();
const folderWithData = withTinyData(emptyFolder);

const check = "gradient-check --data tiny --hidden 4,3".split(" ");
const checkWith = (flags: string) => [...check, ...flags.split(" ")];

/** Every setting that shapes network and objective. */
const everything =
  "--activation relu,gelu --output softmax --loss cross-entropy --label-smoothing 0.1 --class-weights balanced " +
  "--reduction sum --l1 0.001 --l2 0.01 --dropout 0.2,0.5,0.5 --input-noise 0.1 --init uniform --init-bound 0.3 --seed 4";

describe.concurrent("percept gradient-check", () => {
  it("finds analytic and numeric gradients in agreement, layer by layer", async () => {
    const stdout = await perceptDone(folderWithData(), checkWith("--entries 0 --samples 3"));
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("Analytic beside numeric gradients, float64, mean loss of 3 samples");
    expect(lines[1]).toMatch(/^layer +entries checked +kinks left out +relative error +largest error +at$/);
    expect(lines[2]).toMatch(/^w1 +3,140 of 3,140 +0 .* ok$/);
    expect(lines[3]).toMatch(/^w2 +15 of 15 +0 .* ok$/);
    expect(lines[4]).toMatch(/^w3 +40 of 40 +0 .* ok$/);
    expect(lines[5]).toBe("Bounds: relative error < 1e-6, no entry off by more than 1e-8.");
  });

  it("prints a layer a line with --json", async () => {
    const lines = jsonLines(await perceptDone(folderWithData(), checkWith("--entries 20 --json")));
    expect(lines).toHaveLength(4);
    for (const [n, line] of lines.slice(0, 3).entries()) {
      expect(line).toMatchObject({ event: "layer", layer: n + 1, kinked: 0, passed: true });
      expect(line.relativeError).toBeLessThan(1e-6);
      expect(line.largestError).toBeLessThanOrEqual(1e-8);
    }
    expect(lines[3]).toMatchObject({ event: "end", passed: true });
  });

  it("takes every setting that shapes the network and the objective, and says what is held still", async () => {
    const lines = (await perceptDone(folderWithData(), checkWith(everything))).split("\n");
    expect(lines[0]).toBe(
      "Analytic beside numeric gradients, float64, sum of the losses of 4 samples with l1 0.001 and l2 0.01, " +
        "dropout and noise held still",
    );
    for (const line of lines.slice(2, 5)) expect(line).toMatch(/ ok$/);
  });

  it("counts the entries that it leaves out at a kink, here of |w| under l1", async () => {
    const settings = "--init-bound 0.01 --l1 0.1 --entries 0 --samples 1 --json";
    const [first] = jsonLines(await perceptDone(folderWithData(), checkWith(settings)));
    // 6e-4 on either side of 0 are 6 % of [-0.01, 0.01): 188 of 3136 weights, to 4 standard deviations of 13.
    expect(Math.abs(first.kinked - 188)).toBeLessThan(53);
    expect(first).toMatchObject({ checked: 3140 - first.kinked, passed: true });
  });

  it.each(["relu", "gelu"])(
    "passes for 500 weights a layer of a 784-30-20-10 %s network on MNIST",
    async (name) => {
      const flags = `gradient-check --hidden 30,20 --activation ${name} --json`.split(" ");
      const lines = jsonLines(await perceptDone(emptyFolder(), flags));
      const layers = lines.slice(0, 3).map(({ checked, kinked }) => checked + kinked);
      expect(layers).toEqual([500, 500, 210]);
      for (const { kinked } of lines.slice(0, 3)) expect(kinked).toBeLessThan(10);
      expect(lines[3]).toMatchObject({ event: "end", passed: true });
    },
  );

  it("takes an experiment file, validation set and optimizer included, and flags before it", async () => {
    const folder = folderWithData();
    const experiment = {
      data: "tiny",
      hidden: [4],
      validation: 0.5,
      classWeights: "balanced",
      optimizer: "adam",
    };
    writeFileSync(join(folder, "experiment.json"), JSON.stringify(experiment));
    const stdout = await perceptDone(folder, [
      "gradient-check",
      "--config",
      "experiment.json",
      "--activation",
      "silu",
    ]);
    expect(stdout).toMatch(/^w2 +50 of 50 .* ok$/m);
  });

  it("ends with 1 where layers disagree, naming them, and says so where the gradient has vanished", async () => {
    const hidden = new Array(25).fill(2).join(",");
    const args = ["gradient-check", "--data", "tiny", "--hidden", hidden, "--entries", "10"];
    const { code, stdout, stderr } = await percept(folderWithData(), args);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^w2 .* WRONG$/m);
    expect(stdout).toMatch(/^w26 .* ok$/m);
    expect(stderr).toMatch(
      /^PerceptError: The analytic gradient of w2, w3.* disagrees with the numeric one\.\n/,
    );
    expect(stderr).toContain("the gradient has all but vanished; choose fewer layers");
  });
});

describe.concurrent("percept gradient-check refuses with exit 2", () => {
  it.each([
    ["--samples 0", "samples must be a whole number in [1, 1000], got 0 (from --samples)."],
    ["--entries few", "entries must be a whole number in [0, 1000000000], got few (from --entries)."],
    ["--output identity --loss cross-entropy", "loss cross-entropy needs output sigmoid or softmax"],
    ["--activation softmax", "activation must be one of sigmoid, tanh"],
    ["--activation relu,relu,relu", "activation must be one, or one for each of 2 hidden layers, got 3"],
    ["--dropout 0.5,0.5", "dropout must be one for the hidden layers, or 3"],
    ["--class-weights 1,2", "classWeights must be one for each of 10 classes, got 2."],
    ["--label-smoothing 1", "labelSmoothing must be a number in [0, 1), got 1 (from --label-smoothing)."],
    ["--l2 -1", "l2 must be a number in [0, ∞), got -1 (from --l2)."],
    ["--init orthogonal --init-bound 0.1", "goes with init uniform, got init orthogonal."],
    ["--learning-rate 0.1", "unknown option '--learning-rate'"],
  ])("%s", async (flags, message) => {
    const { code, stdout, stderr } = await percept(folderWithData(), checkWith(flags));
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect(stdout).toBe("");
  });
});
