import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { modelEndings as libraryEndings, readableModelEndings } from "percept";
import { beforeAll, describe, expect, it } from "vitest";
import { modelEndings } from "../src/command-options.ts";
import { jsonLines, percept, perceptDone, temporaryFolders } from "./run-percept.ts";
import { writeTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();
const folder = emptyFolder();

beforeAll(async () => {
  writeTinyData(folder);
  const args = "train --data tiny --hidden 8 --learning-rate 0.5 --epochs 30 --out runs/good".split(" ");
  await perceptDone(folder, args);
}, 60_000);

describe.concurrent("percept export", () => {
  it("writes a run's model as it is kept, byte for byte, where it is asked for .npz", async () => {
    const stdout = await perceptDone(folder, ["export", "good", "same.npz"]);
    expect(stdout).toMatch(/^runs\/good\/model\.npz written as same\.npz, [\d,]+ bytes\.\n$/);
    const kept = readFileSync(join(folder, "runs/good/model.npz"));
    expect(readFileSync(join(folder, "same.npz")).equals(kept)).toBe(true);
  });

  it.each(readableModelEndings)("writes %s, of which predict says the same as of the run", async (ending) => {
    const file = `again${ending}`;
    await perceptDone(folder, ["export", "good", file]);
    const args = ["0", "7", "19", "--data", "tiny", "--split", "test", "--json"];
    const { stdout, stderr } = await percept(folder, ["predict", file, ...args]);
    expect(stderr).toBe("");
    expect(stdout).toBe(await perceptDone(folder, ["predict", "good", ...args]));
  });

  it("says with --json what it wrote", async () => {
    const stdout = await perceptDone(folder, ["export", "good", "said.onnx", "--json"]);
    const { length } = readFileSync(join(folder, "said.onnx"));
    expect(jsonLines(stdout)).toEqual([
      { event: "end", model: "runs/good/model.npz", file: "said.onnx", format: ".onnx", bytes: length },
    ]);
  });

  it("replaces no file without --force, and no folder with it", async () => {
    writeFileSync(join(folder, "there.onnx"), "mine");
    mkdirSync(join(folder, "folder.npz"));
    const refused = await percept(folder, ["export", "good", "there.onnx"]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("there.onnx: exists already.\n  Choose another FILE, or --force");
    expect(readFileSync(join(folder, "there.onnx"), "utf8")).toBe("mine");
    await perceptDone(folder, ["export", "good", "there.onnx", "--force"]);
    expect(readFileSync(join(folder, "there.onnx")).length).toBeGreaterThan(100);
    const onFolder = await percept(folder, ["export", "good", "folder.npz", "--force"]);
    expect(onFolder).toMatchObject({ code: 1, stdout: "" });
  });

  it.each([
    ["good", "m.txt", 2, "m.txt: expected a name that ends in .npz, .safetensors, .json, .onnx"],
    ["good", "m.keras", 2, "docs/models.md says how"],
    ["good", "nowhere/m.npz", 1, "nowhere/m.npz: cannot be written (its folder does not exist)"],
    ["missing", "m.npz", 2, "missing: expected a run folder"],
  ])("refuses %s as %s with %i", async (given, file, code, message) => {
    const refused = await percept(folder, ["export", given, file]);
    expect(refused).toMatchObject({ code, stdout: "" });
    expect(refused.stderr).toContain(message);
    expect(existsSync(join(folder, file))).toBe(false);
  });

  it("makes a whole model of another tool's file, with what it leaves open", async () => {
    const given = fileURLToPath(
      new URL("../../core/test/format/fixtures/torch-F32.safetensors", import.meta.url),
    );
    const assumed = await percept(folder, ["export", given, "assumed.npz"]);
    expect(assumed.code).toBe(0);
    expect(assumed.stderr).toContain("assumed that layer 1 goes through relu, as the file does not say.");
    const known = "--activation tanh --output sigmoid --divide-by 255 --classes a,b,c".split(" ");
    const said = await percept(folder, ["export", given, "known.json", ...known]);
    expect(said).toMatchObject({ code: 0, stderr: "" });
    const model = JSON.parse(readFileSync(join(folder, "known.json"), "utf8"));
    expect(model).toMatchObject({
      format: "percept-model",
      scaling: { type: "divide", divisor: 255 },
      classes: ["a", "b", "c"],
      layers: [{ activation: "tanh" }, { activation: "tanh" }, { activation: "sigmoid" }],
    });
  });

  it.each([
    [["--output", "soft"], "output must be one of sigmoid, softmax, identity, got soft (from --output)."],
    [["--activation", "softmax"], "activation must be one of sigmoid, tanh"],
    [["--divide-by", "0"], "divideBy must be in (0, ∞), got 0 (from --divide-by)."],
    [["--classes", "a,b"], "classes is for files that leave it open, got the run"],
  ])("refuses %j with 2", async (flags, message) => {
    const refused = await percept(folder, ["export", "good", "refused.npz", ...flags]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain(message);
  });

  it("names every ending of the library in its help, and no other", async () => {
    expect(modelEndings).toEqual(libraryEndings);
    expect(await perceptDone(folder, ["export", "--help"])).toContain(libraryEndings[0]);
  });
});
