// The stand-alone predictors, run by their languages beside percept's reference engine.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { parseIdxImages } from "../../../src/dataset/idx.ts";
import type { Model } from "../../../src/format/model.ts";
import { saveModelAs } from "../../../src/format/model-formats.ts";
import { predictedClasses } from "../../../src/metrics/confusion-matrix.ts";
import { goldenModel, mnistTestImages } from "../golden-model.ts";
import { referenceScores } from "../reference-scores.ts";
import { findCompiler, findPython, runTool } from "../run-tool.ts";
import { someFeatures, someModels } from "../some-models.ts";

const folder = mkdtempSync(join(tmpdir(), "percept-predictors-"));
afterAll(() => rmSync(folder, { recursive: true }));

const python = findPython("numpy");
const compiler = findCompiler();
let files = 0;

/** A predictor of each language: writes its program and returns how it is run. */
const languages = [
  ["JavaScript", ".mjs", undefined, (file: string) => [process.execPath, file]],
  ["Python", ".py", python.missing, (file: string) => [python.command, file]],
  [
    "C",
    ".c",
    compiler.missing,
    (file: string) => {
      const strict = ["-O1", "-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic"];
      runTool(compiler.command, [...strict, file, "-o", `${file}.program`, "-lm"]);
      return [`${file}.program`];
    },
  ],
] as const;

interface Answer {
  readonly label: string | undefined;
  readonly scores: number[];
}

function parse(printed: string): Answer[] {
  return printed
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [label, scores] = line.includes("\t") ? line.split("\t") : [undefined, line];
      return { label, scores: scores.split(" ").map(Number) };
    });
}

describe.each(languages)("the predictor in %s", (_, ending, missing, prepare) => {
  async function program(model: Model): Promise<(input: string | Uint8Array, file?: string) => string> {
    const path = join(folder, `model-${files++}${ending}`);
    writeFileSync(path, await saveModelAs(model, path));
    const [command, ...args] = prepare(path);
    return (input, file) => runTool(command, file ? [...args, file] : args, input);
  }

  it.skipIf(missing).each(someModels)("says what the reference says, to 1e-6: %s", async (_, model) => {
    const features = someFeatures(model);
    const wanted = await referenceScores(model, features);
    const { inputs } = model.network.layers[0];
    const text = Array.from(features, (x, at) => `${x}${(at + 1) % inputs === 0 ? "\n" : ", "}`).join("");
    const answers = parse((await program(model))(text));
    const scores = answers.flatMap((answer) => answer.scores);
    expect(scores.length).toBe(wanted.length);
    for (const [n, score] of scores.entries())
      expect(Math.abs(score - wanted[n])).toBeLessThan(1e-6 * Math.max(1, Math.abs(wanted[n])));
    const classes = predictedClasses(wanted, wanted.length / answers.length);
    const labels = model.network.targets ? undefined : Array.from(classes, (k) => model.classes[k]);
    expect(answers.map(({ label }) => label)).toEqual(labels ?? answers.map(() => undefined));
  });

  it.skipIf(missing)(
    "predicts 1,000 test images of MNIST as percept does, from a file and a pipe",
    async () => {
      const images = await mnistTestImages(1000);
      const model = goldenModel();
      const wanted = predictedClasses(
        await referenceScores(model, parseIdxImages(images, "images").pixels),
        10,
      );
      const path = join(folder, "images-idx3-ubyte");
      writeFileSync(path, images);
      const run = await program(model);
      const fromFile = run("", path);
      expect(parse(fromFile).map(({ label }) => label)).toEqual(Array.from(wanted, String));
      expect(run(images)).toBe(fromFile);
    },
  );

  it.skipIf(missing).each([
    ["half a sample", "1 2 3 4 5"],
    ["no sample", ""],
    ["a word", "1 2 three 4"],
    ["an IDX file of another type", Uint8Array.of(0, 0, 0x0d, 1, 0, 0, 0, 1, 0, 0, 0, 0)],
  ])("refuses %s with a sentence and 1", async (_, input) => {
    const run = await program(someModels[0][1]);
    expect(() => run(input)).toThrow(/expected|could not convert/);
  });
});

describe("the predictor in JavaScript", () => {
  it("is a module that predicts, and refuses another number of features", async () => {
    const model = goldenModel();
    const path = join(folder, "module.mjs");
    writeFileSync(path, await saveModelAs(model, path));
    const { predict, classes, inputs } = await import(/* @vite-ignore */ pathToFileURL(path).href);
    expect([classes, inputs]).toEqual([model.classes, 784]);
    const { prediction, label, scores } = predict(new Uint8Array(784));
    expect(label).toBe(classes[prediction]);
    expect(scores).toHaveLength(10);
    expect(() => predict([1, 2])).toThrow("Expected 784 features, got 2.");
  });
});
