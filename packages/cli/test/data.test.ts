import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonLines, percept, perceptDone, temporaryFolders } from "./run-percept.ts";
import { tinyNpz, tinyPart, writeTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();

describe.concurrent("percept data", () => {
  it("lists the datasets that are built in", async () => {
    const folder = emptyFolder();
    const stdout = await perceptDone(folder, ["data", "list"]);
    expect(stdout).toMatch(/^mnist {2}60,000 training and 10,000 test images/);
    expect(stdout).toContain("\n  FILE.csv .tsv ");
    expect(jsonLines(await perceptDone(folder, ["data", "list", "--json"]))).toMatchObject([
      { name: "mnist" },
    ]);
  });

  it("shows samples, drawn or as numbers", async () => {
    const folder = emptyFolder();
    writeTinyData(folder);
    const drawn = await perceptDone(folder, ["data", "show", "13", "--data", "tiny"]);
    expect(drawn).toMatch(/^Index: 13\nLabel: 3\n/);
    expect(drawn).toContain("@@".repeat(20));
    const args = ["data", "show", "0", "19", "--data", "tiny", "--split", "test", "--json"];
    const lines = jsonLines(await perceptDone(folder, args));
    expect(lines).toMatchObject([
      { index: 0, split: "test", label: "0" },
      { index: 19, split: "test", label: "9" },
    ]);
    expect(Uint8Array.from(lines[1].pixels)).toEqual(tinyPart(20).images.subarray(19 * 784));
  });

  it("shows MNIST's training sample 60, a 4", async () => {
    const stdout = await perceptDone(emptyFolder(), ["data", "show", "60"]);
    expect(stdout).toMatch(/^Index: 60\nLabel: 4\n {18}::/);
  });

  it("refuses an index beyond the last with exit code 2", async () => {
    const folder = emptyFolder();
    writeTinyData(folder);
    const { code, stderr } = await percept(folder, "data show 20 --split test --data tiny".split(" "));
    expect(code).toBe(2);
    expect(stderr).toBe(
      "ParameterError: INDEX must be a whole number in [0, 19] (test samples of tiny), got 20.\n",
    );
  });

  it("verifies MNIST as published", async () => {
    const stdout = await perceptDone(emptyFolder(), ["data", "verify"]);
    expect(stdout.match(/as published\n/g)).toHaveLength(4);
    expect(stdout).toMatch(/\n1 +6,742 +1,135\n/);
    expect(stdout).toMatch(
      /\nall +60,000 +10,000\nNo sample comes twice\.\nAll files are whole and fit each other\.\n$/,
    );
  });

  it("verifies a folder of the user's own, plain or gzip, and an .npz file", async () => {
    const folder = emptyFolder();
    writeTinyData(folder);
    writeTinyData(folder, "packed", { gzip: true });
    writeFileSync(join(folder, "own.npz"), tinyNpz());
    const plain = await perceptDone(folder, ["data", "verify", "tiny"]);
    expect(plain.match(/differs from MNIST's\n/g)).toHaveLength(4);
    expect((await perceptDone(folder, ["data", "verify", "packed"])).replace("packed", "tiny")).toBe(plain);
    const [own] = jsonLines(await perceptDone(folder, ["data", "verify", "own.npz", "--json"]));
    expect(own).toMatchObject({
      dataset: "own",
      imageShape: [28, 28],
      files: [{ file: "own.npz", published: "not one of MNIST's files" }],
      counts: { train: { 0: 6, 9: 6 }, test: { 0: 2, 9: 2 } },
    });
  });

  it("gives MNIST a card: mean 0.1307, deviation 0.3081, whole checksums, no bars on a pipe", async () => {
    const stdout = await perceptDone(emptyFolder(), ["data", "card"]);
    expect(stdout).toMatch(
      /^mnist: 28 x 28 pixels, 10 classes\n {20}training +test\nsamples +60,000 +10,000\n/,
    );
    expect(stdout).toMatch(/\nmean +0\.1307 +0\.1325\ndeviation +0\.3081 +0\.3105\n/);
    expect(stdout).toMatch(/\n1 +6,742 +1,135\n/);
    expect(stdout).toMatch(/ {2}ba891046e6505d7a[0-9a-f]{48} {2}train-images-idx3-ubyte\n/);
  });

  it("gives the card as one JSON object, and of data without a test set", async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "own.npz"), tinyNpz({ test: false }));
    const [own, ...more] = jsonLines(await perceptDone(folder, ["data", "card", "own.npz", "--json"]));
    expect(more).toEqual([]);
    expect(own).toMatchObject({
      dataset: "own",
      imageShape: [28, 28],
      classes: [..."0123456789"],
      files: [{ file: "own.npz", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      train: { samples: 60, classCounts: new Array(10).fill(6) },
    });
    expect("test" in own).toBe(false);
    const pixels = tinyPart(60).images;
    const mean = pixels.reduce((sum, pixel) => sum + pixel / 255, 0) / pixels.length;
    expect(own.train.mean).toBeCloseTo(mean, 12);
    expect(own.train.zeroShare).toBe(pixels.filter((pixel) => pixel === 0).length / pixels.length);
    expect(await perceptDone(folder, ["data", "card", "own.npz"])).not.toContain("test");
  });
});
