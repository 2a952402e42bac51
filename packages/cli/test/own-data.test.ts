// The user's own data, from the command: trained and evaluated with one line each.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { csvPieces, type Dataset, datasetIdx, readNpz, sliceSamples } from "percept";
import { loadDataset } from "percept/node";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonLines, listing, percept, perceptDone, readJson, temporaryFolders } from "./run-percept.ts";

const folder = temporaryFolders()();
const fixtures = join(import.meta.dirname, "fixtures");
const parquet = join(import.meta.dirname, "../../core/test/dataset/parquet/fixtures");
const run = (line: string) => perceptDone(folder, line.split(" "));
const clothes = [
  "T-shirt/top",
  "Trouser",
  "Pullover",
  "Dress",
  "Coat",
  "Sandal",
  "Shirt",
  "Sneaker",
  "Bag",
  "Boot",
];
const quick = "--learning-rate 0.05 --epochs 4";

/** 1,500 training and 300 test images of MNIST. */
let small: Dataset & { readonly test: Dataset["train"] };

beforeAll(async () => {
  const mnist = await loadDataset("mnist");
  if (!mnist.test) throw new Error("MNIST has a test set.");
  small = { ...mnist, train: sliceSamples(mnist.train, 0, 1500), test: sliceSamples(mnist.test, 0, 300) };
  for (const name of ["iris.csv", "prices.csv"]) copyFileSync(join(fixtures, name), join(folder, name));
  mkdirSync(join(folder, "kaggle"));
  for (const part of ["train", "test"] as const)
    writeFileSync(join(folder, "kaggle", `${part}.csv`), Buffer.concat([...csvPieces(small, small[part])]));
  mkdirSync(join(folder, "fashion"));
  for (const [name, bytes] of datasetIdx({ ...small, classes: clothes }))
    writeFileSync(
      join(folder, "fashion", name === "classes.txt" ? name : `${name}.gz`),
      name === "classes.txt" ? bytes : gzipSync(bytes),
    );
  mkdirSync(join(folder, "faces"));
  for (const name of ["train-00000-of-00002", "train-00001-of-00002", "test-00000-of-00001"])
    copyFileSync(join(parquet, `${name}.parquet`), join(folder, "faces", `${name}.parquet`));
}, 60_000);

describe("one line trains on and evaluates", () => {
  it("iris.csv, with a fifth of each class set aside", async () => {
    const said = await run(
      "train --data iris.csv --validation 0.2 --epochs 60 --learning-rate 0.1 --out iris",
    );
    expect(said).toMatch(/\nValidation set, 30 samples\nAccuracy : (9\d|100)\./);
    const { model, experiment } = readJson(join(folder, "iris", "experiment.json"));
    expect(experiment ?? model).toMatchObject({ data: "iris.csv", labelColumn: null, missing: "refuse" });
    expect(await run("predict iris 0 50 149")).toMatch(
      /Label: setosa\nPrediction: setosa\n[\s\S]*Label: versicolor\n[\s\S]*Label: virginica\nPrediction: virginica\n/,
    );
  });

  it("rows of a table that the model is asked about, by the columns' names or their order", async () => {
    const [, ...rows] = readFileSync(join(fixtures, "iris.csv"), "utf8").trim().split("\n");
    const cells = [0, 50, 149].map((at) => rows[at].split(","));
    const table = (name: string, lines: readonly string[][]) =>
      writeFileSync(join(folder, name), lines.map((line) => `${line.join(",")}\n`).join(""));
    const head = ["id", "petal_width", "sepal_width", "sepal_length", "petal_length"];
    table("named.csv", [head, ...cells.map(([a, b, c, d], n) => [`f${n}`, d, b, a, c])]);
    table("bare.csv", cells);
    const asked = jsonLines(await run("predict iris 0 50 149 --json"));
    const named = jsonLines(await run("predict iris named.csv --json"));
    expect(named).toEqual(
      asked.map(({ prediction, scores }, n) => ({ file: "named.csv", row: n + 2, prediction, scores })),
    );
    expect(jsonLines(await run("predict iris bare.csv --json"))).toEqual(
      asked.map(({ prediction, scores }, n) => ({ file: "bare.csv", row: n + 1, prediction, scores })),
    );
    expect(await run("predict iris named.csv")).toMatch(
      /^named.csv, row 2: setosa \([01]\.\d{4}\)\nnamed.csv, row 3: .*\nnamed.csv, row 4: virginica \(.*\)\n$/,
    );
    table("lacks.csv", [
      ["sepal_length", "sepal_width", "petal_length"],
      ["1", "2", "3"],
    ]);
    table("gap.csv", [head, ["f0", "1", "2", "", "4"]]);
    for (const [file, sentence] of [
      ["lacks", 'expected a column "petal_width", as the model was trained on, got none of that name.'],
      ["gap", 'expected a number in row 2, column "sepal_length", got nothing.'],
    ]) {
      const { code, stderr } = await percept(folder, ["predict", "iris", `${file}.csv`]);
      expect([code, stderr]).toEqual([1, expect.stringContaining(`${file}.csv: ${sentence}\n  `)]);
    }
  });

  it("a regression's table, whose error is a sixth of the prices' spread at most", async () => {
    const line =
      "train --task regression --data prices.csv --label-column price --validation 0.2 --epochs 40 --out prices";
    await run(line);
    const { validation } = readJson(join(folder, "prices", "metrics.json"));
    expect(validation.r2).toBeGreaterThan(0.97);
    const [all] = jsonLines(await run("evaluate prices --split train --json"));
    expect(all.r2).toBeGreaterThan(0.97);
    const asked = jsonLines(await run("predict prices 0 1 --json"));
    const rows = jsonLines(await run("predict prices prices.csv --json")).slice(0, 2);
    expect(rows).toEqual(
      asked.map(({ predictions }, n) => ({ file: "prices.csv", row: n + 2, predictions })),
    );
    expect(await run("predict prices prices.csv")).toMatch(/^prices.csv, row 2: price \d+\.?\d*\n/);
  });

  it("Kaggle's table of MNIST, label,pixel0,...,pixel783, and packed IDX files with names of classes beside them, to the same weights", async () => {
    await run(`train --data kaggle ${quick} --out digits`);
    await run(`train --data fashion ${quick} --out fashion-run`);
    const [a, b] = ["digits", "fashion-run"].map((name) => readJson(join(folder, name, "metrics.json")));
    expect(a.test.accuracy).toBeGreaterThan(0.75);
    expect(b.weightsSha256).toBe(a.weightsSha256);
    expect(b.test.perClass.map(({ label }: { label: string }) => label)).toEqual(clothes);
  });

  it("Hugging Face's Parquet files of images", async () => {
    await run("train --data faces --hidden 5 --epochs 2 --out faces-run");
    const { test } = readJson(join(folder, "faces-run", "metrics.json"));
    expect(test.perClass.map(({ label }: { label: string }) => label)).toEqual(["zero", "one", "two"]);
  });

  it("a table with gaps, which the model fills in when it is asked later", async () => {
    const table = readFileSync(join(fixtures, "iris.csv"), "utf8").replaceAll(/\n5\.1,/g, "\n,");
    writeFileSync(join(folder, "gaps.csv"), table);
    const refused = await percept(folder, "train --data gaps.csv --out gaps".split(" "));
    expect([refused.code, refused.stderr]).toEqual([
      1,
      'FormatError: gaps.csv: expected a number in row 2, column "sepal_length", got nothing.\n' +
        "  --missing mean or median puts the training samples' one there, --missing drop leaves such rows out.\n",
    ]);
    await run("train --data gaps.csv --missing median --epochs 5 --out gaps");
    const [one] = jsonLines(await run("predict gaps 0 --json"));
    expect(one.scores.every((score: number) => score > 0)).toBe(true);
    const [row] = jsonLines(await run("predict gaps gaps.csv --json"));
    expect(row.scores).toEqual(one.scores);
    expect(JSON.parse(await run("evaluate gaps --split train --json")).accuracy).toBeGreaterThan(0.3);
  });
});

describe("data of another order", () => {
  it("is counted by the model's classes, though it lacks one", async () => {
    await run("train --data iris.csv --epochs 20 --learning-rate 0.1 --out ordered");
    const [head, ...rows] = readFileSync(join(fixtures, "iris.csv"), "utf8").trim().split("\n");
    writeFileSync(join(folder, "some.csv"), [head, ...rows.slice(120), ...rows.slice(0, 10)].join("\n"));
    const metrics = JSON.parse(await run("evaluate ordered --data some.csv --split train --json"));
    expect(metrics.perClass.map(({ support }: { support: number }) => support)).toEqual([10, 0, 30]);
    writeFileSync(join(folder, "other.csv"), `${head}\n1,2,3,4,tulip\n`);
    const { code, stderr } = await percept(
      folder,
      "evaluate ordered --data other.csv --split train".split(" "),
    );
    expect([code, stderr]).toEqual([
      1,
      "ShapeError: other: expected labels that are setosa, versicolor, virginica, got tulip.\n" +
        "  Choose data of the classes that were trained on.\n",
    ]);
  });
});

describe("percept data", () => {
  it("converts one kind into another and back, sample for sample", async () => {
    expect(await run("data convert kaggle digits.npz")).toBe(
      "kaggle: 1,500 training and 300 test samples written to digits.npz.\n",
    );
    await run("data convert digits.npz digits-idx");
    await run("data convert digits-idx digits-csv --as csv");
    expect(listing(join(folder, "digits-csv"))).toEqual(["test.csv", "train.csv"]);
    for (const part of ["train", "test"]) {
      const [a, b] = ["kaggle", "digits-csv"].map((name) => readFileSync(join(folder, name, `${part}.csv`)));
      expect(a.equals(b)).toBe(true);
    }
    const arrays = readNpz(new Uint8Array(readFileSync(join(folder, "digits.npz"))), "digits.npz");
    expect(arrays.get("x_train")?.shape).toEqual([1500, 28, 28]);
  });

  it("keeps a table's names and numbers, and a regression's target", async () => {
    await run("data convert iris.csv iris-2.csv");
    await run("data convert prices.csv prices-2.csv --task regression --label-column price");
    const [iris, again] = await Promise.all(
      ["iris.csv", "iris-2.csv"].map((name) => loadDataset(join(folder, name))),
    );
    expect(again).toEqual({ ...iris, name: "iris-2", sources: again.sources });
    expect(readFileSync(join(folder, "prices-2.csv"), "utf8")).toMatch(
      /^price,area,rooms,age,distance\n424\.2,132\.1,5,15,3\.4\n/,
    );
  });

  it("refuses what cannot be written so, and leaves nothing behind", async () => {
    for (const [line, code, message] of [
      [
        "data convert kaggle one.csv",
        2,
        "one.csv holds one part of a dataset, got kaggle with a training and a test set",
      ],
      ["data convert iris.csv iris.csv --force", 2, "iris.csv is what is read"],
      ["data convert iris.csv kaggle", 1, "kaggle: exists already."],
      ["data convert iris.csv flowers --as png", 1, "iris: expected images of bytes with classes"],
      [
        "data convert fashion shops --as png",
        1,
        'fashion: expected classes that can name folders, got "T-shirt/top"',
      ],
      ["data convert prices.csv p --task regression --label-column price", 1, "IDX keeps labels"],
      ["data convert iris.csv nowhere/iris.npz", 1, "nowhere/iris.npz: cannot be written"],
    ] as const) {
      const ended = await percept(folder, line.split(" "));
      expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(message)]);
    }
    expect(listing(folder).filter((name) => /^(one|flowers|shops|p$|nowhere|.*tmp-)/.test(name))).toEqual([]);
  });

  it("finds duplicates, within and between training and test", async () => {
    mkdirSync(join(folder, "twice"));
    writeFileSync(join(folder, "twice", "train.csv"), "label,x\na,1\nb,2\na,1\n");
    writeFileSync(join(folder, "twice", "test.csv"), "label,x\nb,1\nb,7\n");
    const said = await run("data verify twice");
    expect(said).toContain("1 training sample is the same as an earlier one.\n");
    expect(said).toContain(
      "1 test sample is the same as one of the training samples, 1 of them with another label there: they test nothing new.\n",
    );
    const [card] = jsonLines(await run("data card twice --json"));
    expect(card.duplicates).toMatchObject({
      withinTrain: 1,
      testInTrain: 1,
      examples: [{ test: 0, train: 0 }],
    });
    expect(await run("data card iris.csv")).toMatch(
      /^iris: 4 features, 3 classes\n[\s\S]*1 training sample is the same as/,
    );
  });

  it("shows a table's sample, and an image transposed", async () => {
    expect(await run("data show 0 --data iris.csv")).toBe(
      "Index: 0\nLabel: setosa\nsepal_length  5.1\nsepal_width   3.5\npetal_length  1.4\npetal_width   0.2\n",
    );
    const [plain, turned] = [
      ...jsonLines(await run("data show 3 --data kaggle --json")),
      ...jsonLines(await run("data show 3 --data kaggle --transpose --json")),
    ].map(({ pixels }) => pixels);
    expect(turned[1 * 28 + 5]).toBe(plain[5 * 28 + 1]);
    expect(turned).not.toEqual(plain);
  });
});
