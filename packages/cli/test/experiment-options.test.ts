import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { ParameterError } from "percept/errors";
import { createExperiment, hyperparameterNames, hyperparameters } from "percept/experiment";
import { describe, expect, it } from "vitest";
import { addTrainingOptions, experimentFrom, flagOf, settingsFrom } from "../src/experiment-options.ts";
import { temporaryFolders } from "./run-percept.ts";

const emptyFolder = temporaryFolders();

function training(): Command {
  return addTrainingOptions(new Command("train").exitOverride().configureOutput({ writeErr: () => {} }));
}

/** What a command line says; `file` is what --config has. */
function options(flags: string, file?: object): Readonly<Record<string, unknown>> {
  const words = flags.split(" ").filter(Boolean);
  if (file) {
    const path = join(emptyFolder(), "settings.json");
    writeFileSync(path, JSON.stringify(file));
    words.push("--config", path);
  }
  return training().parse(words, { from: "user" }).opts();
}

describe("the flags of a training", () => {
  it("are kebab-case", () => {
    expect(["epochs", "learningRate", "minLearningRate", "l1"].map(flagOf)).toEqual([
      "--epochs",
      "--learning-rate",
      "--min-learning-rate",
      "--l1",
    ]);
  });

  it.each(hyperparameterNames)("have one for %s, in the help as well", async (name) => {
    const { default: initial } = hyperparameters[name] as { default: unknown };
    const flag = initial === true ? flagOf(name).replace("--", "--no-") : flagOf(name);
    expect(training().helpInformation()).toMatch(new RegExp(`^ {2}${flag} .* {2}\\S`, "m"));
    const value = Array.isArray(initial) ? initial.join(",") : String(initial ?? "none");
    const words = typeof initial === "boolean" ? [flag] : [flag, value];
    const given = training().parse(words, { from: "user" }).opts();
    expect(await settingsFrom(given)).toEqual({ [name]: typeof initial === "boolean" ? !initial : initial });
  });

  it("stand under the headings of the table's groups, with every row no wider than a terminal", () => {
    const help = training().option("--out <folder>", "where").helpInformation();
    expect(help.match(/^\S.*:$/gm)).toEqual([
      "Data:",
      "Network:",
      "Loss:",
      "Descent:",
      "Schedule:",
      "Stopping:",
      "Regularisation:",
      "Initialisation:",
      "Engine:",
      "Experiment files:",
      "Run:",
      "Options:",
    ]);
    expect(Math.max(...help.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(help).not.toMatch(/undefined|\[object|\(\)/);
  });

  it("say what they go with, and what their defaults follow", () => {
    const help = training().helpInformation().replaceAll(/\s+/g, " ");
    expect(help).toContain("; with --optimizer momentum or nesterov (default: 0.9)");
    expect(help).toContain("(default: 0.01; 0.001 with --optimizer adam or adamw; 1 with --optimizer lbfgs)");
    expect(help).toContain(
      "with --patience, --keep-best or --schedule reduce-on-plateau (default: trainLoss",
    );
    expect(help).toContain("--no-shuffle do not shuffle");
    expect(help).not.toMatch(/ --no-keep-best do| --shuffle shuffle/);
  });

  it("are only those of the named settings where some are named, without empty headings", () => {
    const help = addTrainingOptions(new Command(), ["data", "l2"]).helpInformation();
    expect(help.match(/^\S.*:$/gm)).toEqual(["Data:", "Regularisation:", "Experiment files:", "Options:"]);
    expect(help).not.toContain("--hidden");
  });

  it("refuse a value with the flag's name, and a flag that is none with the nearest", () => {
    expect(() => options("--dropout 0.5,x")).toThrow(
      new ParameterError(
        "dropout must be a number in [0, 1), or a list of them, got 0.5,x (from --dropout).",
      ),
    );
    expect(() => options("--patience -1")).toThrow(/patience must be .* or none, got -1 \(from --patience\)/);
    expect(() => options("--activation")).toThrow(CommanderError);
    expect(() => options("--weight-deca 1")).toThrow(/Did you mean --weight-decay/);
  });
});

describe("settingsFrom", () => {
  it("gives what was said and no default", async () => {
    expect(await settingsFrom(options(""))).toEqual({});
    expect(await settingsFrom(options("--hidden none --validation 0.1 --patience none --keep-best"))).toEqual(
      {
        hidden: [],
        validation: 0.1,
        patience: null,
        keepBest: true,
      },
    );
  });

  it("keeps a flag that means nothing beside the others, for whoever has more to add", async () => {
    expect(await settingsFrom(options("--momentum 0.5"))).toEqual({ momentum: 0.5 });
  });
});

describe("experimentFrom", () => {
  const file = { optimizer: "adam", beta1: 0.8, hidden: [30], epochs: 7, shuffle: false, keepBest: true };

  it("prefers a flag to the file, the file to the command's defaults, and those to the table's", async () => {
    const defaults = { epochs: 9, seed: 9, hidden: [9] };
    expect(await experimentFrom(options("--hidden 20,10", file), defaults)).toEqual(
      createExperiment({
        hidden: [20, 10],
        optimizer: "adam",
        beta1: 0.8,
        epochs: 7,
        shuffle: false,
        keepBest: true,
        seed: 9,
      }),
    );
  });

  it("lets a flag say no to a file's yes, and yes to its no", async () => {
    const given = options("--shuffle --no-keep-best", file);
    expect(await experimentFrom(given)).toMatchObject({ shuffle: true, keepBest: false });
  });

  it("lets a flag say none to a file's value", async () => {
    const clipped = { clipNorm: 1, validation: 0.2, hidden: [5], monitor: "validationAuc", patience: 2 };
    const none = "--clip-norm none --validation none --hidden none --patience none";
    expect(await experimentFrom(options(none, clipped))).toEqual(createExperiment({ hidden: [] }));
  });

  it("leaves out what a flag makes meaningless in the file", async () => {
    const experiment = await experimentFrom(options("--optimizer sgd --no-keep-best", file));
    expect(experiment).toEqual(createExperiment({ hidden: [30], epochs: 7, shuffle: false }));
    const whole = createExperiment({ activation: "sigmoid", schedule: "step", descent: "minibatch" });
    expect(await experimentFrom(options("--schedule cosine --descent batch", whole))).toEqual(
      createExperiment({ schedule: "cosine", descent: "batch" }),
    );
  });

  it("lets defaults follow the flags where the file says nothing", async () => {
    expect(await experimentFrom(options("--optimizer adam", { epochs: 2 }))).toMatchObject({
      learningRate: 0.001,
      epochs: 2,
    });
  });

  it("refuses a flag that means nothing, with its name, beside a file too", async () => {
    const sentence = "momentum (from --momentum) goes with optimizer momentum or nesterov, got optimizer";
    await expect(experimentFrom(options("--momentum 0.5"))).rejects.toThrow(`${sentence} sgd.`);
    await expect(experimentFrom(options("--momentum 0.5", file))).rejects.toThrow(`${sentence} adam.`);
  });

  it("refuses a flag and a file that make no sense together", async () => {
    await expect(experimentFrom(options("--precision float64", { engine: "wasm" }))).rejects.toThrow(
      new ParameterError(
        "engine wasm works in float32, got precision float64.",
        "Choose engine reference (or auto) for float64, or precision float32.",
      ),
    );
  });
});
