import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ReadEvent, readEvents, readHparams } from "./read-events.ts";
import { jsonLines, percept, perceptDone, readJson, temporaryFolders, until } from "./run-percept.ts";
import { withTinyData } from "./tiny-dataset.ts";

const emptyFolder = temporaryFolders();
const folderWithData = withTinyData(emptyFolder);
const train = "train --data tiny --hidden 4 --tensorboard tb".split(" ");

/** The events of each file of a run, in the order in which TensorBoard reads them. */
function eventFiles(folder: string): ReadEvent[][] {
  const names = readdirSync(folder).sort();
  for (const name of names) expect(name).toMatch(/^events\.out\.tfevents\.\d{10}\.[\w.-]+\.\d+\.\d{3}$/);
  return names.map((name) => readEvents(readFileSync(join(folder, name))));
}

/** What is left of the values when TensorBoard has forgotten what was trained again. */
function shown(files: readonly ReadEvent[][]): ReadEvent[] {
  let values: ReadEvent[] = [];
  for (const event of files.flat()) {
    if (event.sessionLog?.status === "START") values = values.filter(({ step }) => step < event.step);
    for (const value of event.summary?.value ?? []) values.push({ step: event.step, ...value });
  }
  return values;
}

describe.concurrent("percept train --tensorboard", () => {
  it("writes what history.jsonl and metrics.json say, weights and pictures, as another reader reads it", async () => {
    const folder = folderWithData();
    const stdout = await perceptDone(folder, [...train, ..."--epochs 2 --watch --out run".split(" ")]);
    expect(stdout).toContain("\nTensorBoard: tb/run\n");
    const files = eventFiles(join(folder, "tb/run"));
    expect(files).toHaveLength(1);
    expect(files[0][0]).toMatchObject({ step: 0, fileVersion: "brain.Event:2" });
    const values = shown(files);
    const of = (tag: string) => values.filter((value) => value.tag === tag);
    const history = jsonLines(readFileSync(join(folder, "run/history.jsonl"), "utf8"));
    for (const [tag, name] of [
      ["accuracy/train", "trainAccuracy"],
      ["loss/train", "trainLoss"],
      ["learningRate", "learningRate"],
      ["pace/seconds", "seconds"],
      ["pace/samplesPerSecond", "samplesPerSecond"],
    ]) {
      expect(of(tag).map(({ step, simpleValue }) => [step, simpleValue])).toEqual(
        history.map((epoch, index) => [index + 1, Math.fround(epoch[name])]),
      );
    }
    const { test } = readJson(join(folder, "run/metrics.json"));
    expect(of("final/testAccuracy")).toMatchObject([{ step: 2, simpleValue: Math.fround(test.accuracy) }]);
    expect(of("final/testF1")).toMatchObject([{ step: 2, simpleValue: Math.fround(test.macro.f1) }]);
    expect(of("layer1/weights").map(({ step, histo }) => [step, histo.num])).toEqual([
      [0, 4 * 784],
      [1, 4 * 784],
      [2, 4 * 784],
    ]);
    expect(of("layer2/log10Gradients")).toHaveLength(2);
    // Two by two images of 28 pixels, and a pixel around each.
    expect(of("weights").map(({ step, image: { width, height } }) => [step, width, height])).toEqual([
      [0, 59, 59],
      [1, 59, 59],
      [2, 59, 59],
    ]);
    const [samples] = of("charts/samples");
    const picture = readFileSync(join(folder, "run/charts/samples.png"));
    expect(picture.equals(samples.image.encodedImageString)).toBe(true);
    expect(samples.image).toMatchObject({
      width: picture.readUInt32BE(16),
      height: picture.readUInt32BE(20),
    });
  });

  it("names the settings for the table of runs, and how the run ended", async () => {
    const folder = folderWithData();
    await perceptDone(folder, [...train, ..."--epochs 1 --seed 5 --out run".split(" ")]);
    const values = shown(eventFiles(join(folder, "tb/run")));
    const { sessionStartInfo } = readHparams(
      values.find(({ tag }) => tag === "_hparams_/session_start_info"),
    );
    expect(sessionStartInfo).toMatchObject({
      groupName: "run",
      hparams: { hidden: { stringValue: "4" }, seed: { numberValue: 5 }, shuffle: { boolValue: true } },
    });
    const end = readHparams(values.find(({ tag }) => tag === "_hparams_/session_end_info"));
    expect(end.sessionEndInfo).toMatchObject({ status: 1 });
    expect(values.find(({ tag }) => tag === "settings").tensor.stringVal[0].toString()).toContain(
      "\n| seed | 5 |\n",
    );
  });

  it("goes on after a kill in a second file, and no step is shown twice", async () => {
    const folder = folderWithData();
    const killed = [...train, ..."--epochs 400 --checkpoint-every 3epoch --out run".split(" ")];
    await percept(folder, killed, {
      during: async (kill, stdout) => {
        await until(() => stdout().includes("Epoch 8:"), "eight epochs");
        kill("SIGKILL");
      },
    });
    const first = eventFiles(join(folder, "tb/run"));
    const reached = Math.max(...shown(first).map(({ step }) => step));
    const epochs = ["--epochs", "400"];
    await perceptDone(folder, ["train", "--resume", "run", ...epochs]);
    const files = eventFiles(join(folder, "tb/run"));
    expect(files).toHaveLength(2);
    const restart = files[1].find(({ sessionLog }) => sessionLog);
    expect(restart.step).toBeLessThanOrEqual(reached + 1);
    for (const tag of ["accuracy/train", "layer1/weights"]) {
      const steps = shown(files)
        .filter((value) => value.tag === tag && value.step > 0)
        .map(({ step }) => step);
      expect(steps).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
    }
  });

  it("leaves another run of the same name alone, and tells of a training that diverged", async () => {
    const folder = folderWithData();
    await perceptDone(folder, [...train, ..."--epochs 1 --out a/run".split(" ")]);
    const before = readdirSync(join(folder, "tb/run"));
    const diverging = "--epochs 2 --update-order output-first --learning-rate 1e30 --out b/run".split(" ");
    expect((await percept(folder, [...train, ...diverging])).code).toBe(1);
    expect(readdirSync(join(folder, "tb/run"))).toEqual(before);
    const values = shown(eventFiles(join(folder, "tb/run-2")));
    const end = readHparams(values.find(({ tag }) => tag === "_hparams_/session_end_info"));
    expect(end.sessionEndInfo.status).toBe(2);
  });

  it("trains the same weights, and leaves no run where its folder cannot be made", async () => {
    const folder = folderWithData();
    await perceptDone(folder, [...train, ..."--epochs 1 --out with".split(" ")]);
    await perceptDone(folder, "train --data tiny --hidden 4 --epochs 1 --out without".split(" "));
    const [a, b] = ["with", "without"].map((run) => readJson(join(folder, run, "metrics.json")));
    expect(a.weightsSha256).toBe(b.weightsSha256);
    writeFileSync(join(folder, "file"), "");
    const { code, stderr } = await percept(
      folder,
      "train --data tiny --hidden 4 --epochs 1 --out never --tensorboard file/tb".split(" "),
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^FileError: file\/tb: cannot be written \(a part of the path is a file, not a folder\)\.\n {2}Choose --tensorboard below a folder\.\n$/,
    );
    expect(existsSync(join(folder, "never"))).toBe(false);
  });
});
