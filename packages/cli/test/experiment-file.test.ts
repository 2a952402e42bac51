import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FormatError, ParameterError } from "percept/errors";
import { createExperiment, type ExperimentSettings } from "percept/experiment";
import { describe, expect, it, vi } from "vitest";
import { printExperiment, readExperimentFile } from "../src/experiment-file.ts";
import { temporaryFolders } from "./run-percept.ts";

const emptyFolder = temporaryFolders();

/** The settings of a file of that name and text. */
async function read(text: string, name = "mine.json"): Promise<ExperimentSettings> {
  const path = join(emptyFolder(), name);
  writeFileSync(path, text);
  return readExperimentFile(path);
}

/** What is said of such a file, without the folder. */
async function refusal(text: string, name = "mine.json"): Promise<string> {
  const path = join(emptyFolder(), name);
  writeFileSync(path, text);
  const error = await readExperimentFile(path).then(
    () => "accepted",
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FormatError);
  return (error as Error).message.replaceAll(path, name).split("\n  ")[0];
}

describe("readExperimentFile", () => {
  it("reads a plain object of settings as JSON, and gives back no default", async () => {
    const settings = { hidden: [300, 100], optimizer: "adam", patience: null, dropout: [0.2, 0.5, 0.5] };
    expect(await read(JSON.stringify(settings))).toEqual(settings);
    expect(await read("{}")).toEqual({});
  });

  it("reads JSON that an editor of Windows began with a byte order mark", async () => {
    expect(await read('\uFEFF{\r\n"seed": 3\r\n}\r\n')).toEqual({ seed: 3 });
  });

  it("reads {why, experiment}, as in experiments/", async () => {
    expect(await read('{"why": "a test", "experiment": {"seed": 4}}')).toEqual({ seed: 4 });
    expect(await read('{"experiment": {"seed": 4}}')).toEqual({ seed: 4 });
  });

  it("reads a run's experiment.json whole, whatever else the run says of itself", async () => {
    const experiment = createExperiment({ optimizer: "adamw", schedule: "cosine", validation: 0.2 });
    const record = { formatVersion: 1, status: "finished", experiment, provenance: { threads: 1 }, more: [] };
    expect(await read(JSON.stringify(record), "experiment.json")).toEqual(experiment);
  });

  it("reads a typed percept.config.ts, where nothing is installed", async () => {
    const text = `
      import { defineExperiment, type ExperimentSettings } from "percept/experiment";
      interface Size { readonly units: number }
      const sizes: Size[] = [{ units: 30 }, { units: 20 }];
      const settings = { hidden: sizes.map(({ units }) => units), seed: undefined } satisfies ExperimentSettings;
      export default defineExperiment({ ...settings, activation: "relu" as const });`;
    expect(await read(text, "percept.config.ts")).toEqual({ hidden: [30, 20], activation: "relu" });
  });

  it.each([
    ["percept.config.js", "export default { epochs: 2 + 3 };"],
    ["percept.config.js", "module.exports = { epochs: 2 + 3 };"],
    ["percept.config.mjs", "export default { epochs: await Promise.resolve(5) };"],
    ["percept.config.cjs", "module.exports = { epochs: 5 };"],
    ["percept.config.mts", "export default { epochs: 5 as number };"],
    ["percept.config.ts", 'export default { why: "a test", experiment: { epochs: 5 } };'],
  ])("reads %s: %s", async (name, text) => {
    expect(await read(text, name)).toEqual({ epochs: 5 });
  });

  it("reads a script again when it has changed, and leaves nothing beside it", async () => {
    const folder = emptyFolder();
    const path = join(folder, "percept.config.ts");
    writeFileSync(path, "export default { seed: 1 as number };");
    expect(await readExperimentFile(path)).toEqual({ seed: 1 });
    writeFileSync(path, "export default { seed: 2 as number };");
    expect(await readExperimentFile(path)).toEqual({ seed: 2 });
    expect(readdirSync(folder)).toEqual(["percept.config.ts"]);
  });

  it.each([
    ['{"epochs": 3,}', /^mine\.json: expected JSON, got what cannot be read \(.+\)\.$/],
    ["", /^mine\.json: expected JSON, got what cannot be read/],
    ["null", /^mine\.json: expected an object of settings, got null\.$/],
    ["[1]", /^mine\.json: expected an object of settings, got a list\.$/],
    ["7", /^mine\.json: expected an object of settings, got 7\.$/],
    ['"adam"', /^mine\.json: expected an object of settings, got "adam"\.$/],
    [
      '{"experiment": [], "why": ""}',
      /^mine\.json: expected an object of settings as its experiment, got a list\.$/,
    ],
    ['{"experiment": {}, "formatVersion": 2}', /^mine\.json: expected formatVersion 1, got 2\.$/],
    [
      '{"experiment": {}, "epochs": 3}',
      /^mine\.json: expected why beside experiment and nothing else, got epochs\.$/,
    ],
    [
      '{"learning_rate": 0.1}',
      /^mine\.json: learning_rate is not a setting of an experiment; the nearest is learningRate\.$/,
    ],
    ['{"__proto__": {"seed": 1}}', /^mine\.json: __proto__ is not a setting/],
    [
      '{"experiment": {"epoch": 3}}',
      /^mine\.json: epoch is not a setting of an experiment; the nearest is epochs\.$/,
    ],
    ['{"learningRate": "0.1"}', /^mine\.json: learningRate must be a number in \(0, ∞\), got 0\.1\.$/],
    ['{"hidden": 20}', /^mine\.json: hidden must be whole numbers .* got 20\.$/],
    [
      '{"momentum": 0.5}',
      /^mine\.json: momentum goes with optimizer momentum or nesterov, got optimizer sgd\.$/,
    ],
    [
      '{"engine": "wasm", "precision": "float64"}',
      /^mine\.json: engine wasm works in float32, got precision float64\.$/,
    ],
  ])("refuses %s with a sentence that names the file", async (text, sentence) => {
    expect(await refusal(text)).toMatch(sentence);
  });

  it.each([
    [
      "export const hidden = [20];",
      /^c\.ts: expected an object of settings as the default export, got none\.$/,
    ],
    ["export default () => ({});", /^c\.ts: expected an object of settings, got a function\.$/],
    [
      "export default { hidden: [20]",
      /^c\.ts: expected a script of settings, got one that does not run \(.+\)\.$/,
    ],
    ['throw new Error("no\\nluck");', /^c\.ts: .* does not run \(no; luck\)\.$/],
    ['throw "tantrum";', /^c\.ts: .* does not run \(tantrum\)\.$/],
    ['import "not-there"; export default {};', /^c\.ts: .* does not run \(.*not-there.*\)\.$/],
    ["export default { epochs: 2.5 };", /^c\.ts: epochs must be a whole number/],
  ])("refuses a script with a sentence that names it: %s", async (text, sentence) => {
    expect(await refusal(text, "c.ts")).toMatch(sentence);
  });

  it("refuses a name that is no file as a wrong command line, and points from a run folder to its file", async () => {
    const folder = emptyFolder();
    const expected = "expected a file of settings (.json, .ts or .js), found";
    await expect(readExperimentFile(join(folder, "no.json"))).rejects.toThrow(ParameterError);
    await expect(readExperimentFile(join(folder, "no.json"))).rejects.toThrow(`${expected} nothing there.`);
    await expect(readExperimentFile("")).rejects.toThrow(`"": ${expected} nothing there.`);
    await expect(readExperimentFile(folder)).rejects.toThrow(`${folder}: ${expected} a folder.`);
    mkdirSync(join(folder, "run"));
    writeFileSync(join(folder, "run/experiment.json"), "{}");
    await expect(readExperimentFile(join(folder, "run"))).rejects.toThrow(
      `A run's settings are in ${join(folder, "run", "experiment.json")}.`,
    );
  });
});

describe("printExperiment", () => {
  function printed(experiment: ReturnType<typeof createExperiment>, json?: boolean): string {
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    printExperiment(experiment, json);
    const text = write.mock.calls.map(([part]) => part).join("");
    write.mockRestore();
    return text;
  }

  it("prints a setting a line, as readExperimentFile takes it back", async () => {
    const experiment = createExperiment({ hidden: [30, 20], classWeights: [1, 2], optimizer: "adam" });
    const text = printed(experiment);
    expect(text).toMatch(/^\{\n {2}"data": "mnist",\n/);
    expect(text).toContain('\n  "hidden": [30,20],\n');
    expect(text.endsWith("\n}\n")).toBe(true);
    expect(await read(text)).toEqual(experiment);
  });

  it("prints one line of JSON for programs", async () => {
    const experiment = createExperiment({ hidden: [] });
    const text = printed(experiment, true);
    expect(text.split("\n")).toHaveLength(2);
    expect(await read(text)).toEqual(experiment);
  });
});
