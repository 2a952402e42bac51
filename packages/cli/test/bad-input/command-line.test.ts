import { describe, expect, it } from "vitest";
import { jsonLines, percept, temporaryFolders } from "../run-percept.ts";
import { type Case, refuses } from "./refuses.ts";

const emptyFolder = temporaryFolders();

describe("a command line", () => {
  const flag = (args: string, ...says: readonly string[]): Case => ({ what: args, args, code: 2, says });
  const rate = "learningRate must be a number in (0, ∞), got";
  refuses(
    [
      ...["0", "-1", "NaN", "Infinity", "fast", "0x10"].map((value) =>
        flag(`train --data tiny --learning-rate ${value}`, `${rate} ${value} (from --learning-rate)`),
      ),
      ...["0", "-1", "1.5", "many"].map((value) =>
        flag(
          `train --data tiny --epochs ${value}`,
          "epochs must be a whole number in [1, ",
          `got ${value} (from`,
        ),
      ),
      ...["0", "wide", "20,,10", "20,-1", "1e9"].map((value) =>
        flag(
          `train --data tiny --hidden ${value}`,
          "hidden must be whole numbers in [1, ",
          `got ${value} (from`,
        ),
      ),
      flag("train --data tiny --seed -1", "seed must be a whole number in [0, ", "got -1 (from --seed)"),
      flag("train --data tiny --engine gpu", "engine must be one of auto, wasm, reference, blas, got gpu"),
      flag("train --data tiny --activation step", "activation must be", "got step"),
      flag(
        "train --data tiny --engine wasm --precision float64",
        "engine wasm works in float32, got precision float64",
        "Choose engine reference",
      ),
      ...["0", "-1", "1.5", "abc", "65"].map((value) =>
        flag(
          `train --data tiny --threads ${value}`,
          `threads must be a whole number in [1, 64], got ${value} (from --threads)`,
        ),
      ),
      ...["compare", "cross-validate", "start", "evaluate tiny", "predict tiny 1", "train --resume x"].map(
        (command) => flag(`${command} --threads 0`, "threads must be a whole number in [1, 64], got 0 (from"),
      ),
      flag("evaluate tiny --split half", "split must be train or test, got half (from --split)"),
      flag("evaluate tiny --engine gpu", "engine must be one of auto, wasm, reference, blas, got gpu"),
      flag("trian --data tiny", "unknown command 'trian'", "Did you mean train?"),
      flag("data shwo 1", "unknown command 'shwo'", "Did you mean show?"),
      flag("train --lerning-rate 1", "unknown option '--lerning-rate'", "Did you mean --learning-rate?"),
      flag(
        "train --data tiny --epochs= --out x",
        "epochs must be a whole number in [1, ",
        "got nothing (from --epochs)",
      ),
      flag("evaluate", "missing required argument 'run|model'"),
      flag("predict tiny", "missing required argument 'index|file'"),
      flag("runs here", "too many arguments for 'runs'"),
      flag("evaluate nowhere --data tiny", "nowhere: expected a run folder", "`percept runs` lists"),
      flag("data show 60 --data tiny", "INDEX must be a whole number in [0, 59]", "got 60"),
    ],
    emptyFolder,
  );

  it("shows help, and ends with 2, where a command of `data` is missing", async () => {
    const { code, stdout, stderr } = await percept(emptyFolder(), ["data"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Usage: percept data");
  });

  it("shows a stack with PERCEPT_DEBUG=1 alone, beside the JSON line with --json", async () => {
    const folder = emptyFolder();
    const env = { PERCEPT_DEBUG: "1" };
    const args = ["train", "--data", "nowhere"];
    const human = await percept(folder, args, { env });
    expect(human.code).toBe(1);
    expect(human.stderr).toMatch(/^FileError: nowhere: expected mnist.*\n.*\n {4}at /);
    const json = await percept(folder, [...args, "--json"], { env });
    expect(jsonLines(json.stdout)).toMatchObject([{ event: "error", code: "file" }]);
    expect(json.stderr).toMatch(/\n {4}at /);
  });
});
