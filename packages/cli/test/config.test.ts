import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createExperiment } from "percept";
import { describe, expect, it } from "vitest";
import { type Case, fileOf, refuses, train } from "./bad-input/refuses.ts";
import { jsonLines, listing, percept, perceptDone, readJson, temporaryFolders } from "./run-percept.ts";
import { writeTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();

function folderWith(files: Readonly<Record<string, string | object>> = {}): string {
  const folder = emptyFolder();
  writeTinyData(folder);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

const settings = { data: "tiny", hidden: [3], epochs: 2, descent: "minibatch", batchSize: 7, seed: 5 };
const flags = "--data tiny --hidden 3 --epochs 2 --descent minibatch --batch-size 7 --seed 5";

/** Trains, and returns what it trained and the weights that came of it. */
async function trained(
  folder: string,
  args: string,
  out: string,
): Promise<{ experiment: object; sha: string }> {
  await perceptDone(folder, `train ${args} --out ${out}`.split(" "));
  return {
    experiment: readJson(join(folder, out, "experiment.json")).experiment,
    sha: readJson(join(folder, out, "metrics.json")).weightsSha256,
  };
}

describe.concurrent("percept train --config", () => {
  it("trains the same from flags, a JSON file, a typed file and a run's experiment.json, bit for bit", async () => {
    const folder = folderWith({
      "plain.json": settings,
      "kept.json": { why: "a test", experiment: settings },
      "percept.config.ts": `
        import { defineExperiment } from "percept/experiment";
        export default defineExperiment(${JSON.stringify(settings)});`,
    });
    const byFlags = await trained(folder, flags, "flags");
    expect(byFlags.experiment).toEqual(createExperiment(settings as object));
    const files = ["plain.json", "kept.json", "percept.config.ts", "flags/experiment.json"];
    const others = await Promise.all(
      files.map((file, index) => trained(folder, `--config ${file}`, `run${index}`)),
    );
    for (const other of others) expect(other).toEqual(byFlags);
  });

  it("prefers flags, and leaves out what they make meaningless", async () => {
    const folder = folderWith({
      "plain.json": { ...settings, optimizer: "adam", beta1: 0.8, keepBest: true },
    });
    const args = "--config plain.json --optimizer sgd --descent batch --epochs 1 --no-keep-best";
    const { experiment } = await trained(folder, args, "run");
    expect(experiment).toEqual(
      createExperiment({ data: "tiny", hidden: [3], epochs: 1, descent: "batch", seed: 5 }),
    );
  });
});

describe.concurrent("--print-config", () => {
  it("prints every setting, as --config reads it, and does nothing else, with no data either", async () => {
    const folder = emptyFolder();
    const args = "train --data nowhere --hidden 30,20 --optimizer adam --validation 0.2 --print-config";
    const text = await perceptDone(folder, args.split(" "));
    const experiment = createExperiment({
      data: "nowhere",
      hidden: [30, 20],
      optimizer: "adam",
      validation: 0.2,
    });
    expect(JSON.parse(text)).toEqual(experiment);
    expect(listing(folder)).toEqual([]);
    writeFileSync(join(folder, "all.json"), text);
    expect(await perceptDone(folder, ["train", "--config", "all.json", "--print-config"])).toBe(text);
    const line = await perceptDone(folder, [..."train --config all.json --print-config --json".split(" ")]);
    expect(jsonLines(line)).toEqual([experiment]);
  });

  it.each(["gradient-check", "cross-validate"])("is an option of %s, with --config", async (command) => {
    const folder = folderWith({ "plain.json": settings });
    const before = listing(folder);
    const args = [command, "--config", "plain.json", "--l2", "0.1", "--print-config"];
    expect(JSON.parse(await perceptDone(folder, args))).toEqual(
      createExperiment({ ...settings, l2: 0.1 } as object),
    );
    expect(listing(folder)).toEqual(before);
  });
});

describe("an experiment file", () => {
  const json = (what: string, content: string | object, code: 1 | 2, ...says: string[]): Case => ({
    what,
    args: "train --config mine.json",
    code,
    says,
    write: fileOf(Buffer.from(typeof content === "string" ? content : JSON.stringify(content)), "mine.json"),
  });
  const line = (args: string, code: 1 | 2, ...says: string[]): Case => ({
    ...json(args, settings, code, ...says),
    args,
  });

  refuses(
    [
      json("is no JSON", '{"epochs": 3,}', 1, "mine.json: expected JSON"),
      json("is a list", [settings], 1, "mine.json: expected an object of settings, got a list."),
      json(
        "has a setting that is none",
        { learningrate: 0.1 },
        1,
        "mine.json: learningrate is not a setting of an experiment; the nearest is learningRate.",
        "There are data, task, validation, labelColumn",
      ),
      json(
        "has a wrong type",
        { epochs: "3" },
        1,
        "mine.json: epochs must be a whole number in [1, ",
        "got 3.",
      ),
      json(
        "has a setting that means nothing beside its others",
        { ...settings, momentum: 0.5 },
        1,
        "mine.json: momentum goes with optimizer momentum or nesterov, got optimizer sgd.",
        "Leave momentum out",
      ),
      json(
        "makes no sense",
        { output: "identity", loss: "cross-entropy" },
        1,
        "mine.json: loss cross-entropy needs output sigmoid or softmax, got output identity.",
      ),
      line(
        "train --config nowhere.json",
        2,
        "nowhere.json: expected a file of settings",
        "found nothing there",
      ),
      line("train --config tiny", 2, "tiny: expected a file of settings", "found a folder"),
      line(
        "train --config mine.json --momentum 0.5",
        2,
        "momentum (from --momentum) goes with optimizer momentum or nesterov, got optimizer sgd.",
      ),
      line("train --config mine.json --precision float64 --engine wasm", 2, "engine wasm works in float32"),
      line(`${train} tiny --batch-size 5`, 2, "batchSize (from --batch-size) goes with descent minibatch"),
      line(
        `${train} tiny --output identity --loss cross-entropy`,
        2,
        "loss cross-entropy needs output sigmoid or softmax, got output identity.",
        "The pairs are",
      ),
      line(
        `${train} tiny --optimizer adm`,
        2,
        "optimizer must be one of sgd, ",
        "got adm (from --optimizer)",
      ),
      line(
        `${train} tiny --init he`,
        2,
        "init must be one of uniform, ",
        "or an .npz file, got he (from --init)",
      ),
    ],
    emptyFolder,
  );

  it("cannot be given beside --resume, which has its own settings", async () => {
    const folder = folderWith({ "mine.json": settings });
    mkdirSync(join(folder, "run"));
    const { code, stderr } = await percept(folder, "train --resume run --config mine.json".split(" "));
    expect(code).toBe(2);
    expect(stderr).toContain("--resume goes on with the run's own settings, got --config too.");
  });
});
