import { describe, expect, it } from "vitest";
import { percept, perceptDone, temporaryFolders } from "../run-percept.ts";
import { writeTinyData } from "../tiny-dataset.ts";
import { type Case, fileOf, refuses, train } from "./refuses.ts";

const emptyFolder = temporaryFolders();

describe("a place to write", () => {
  const out = (what: string, path: string, says: readonly string[], write?: Case["write"]): Case => ({
    what,
    args: `${train} tiny --out ${path}`,
    code: 1,
    jsonCode: "file",
    says,
    ...(write && { write }),
  });
  refuses(
    [
      out("that exists", "tiny", ["tiny: exists already", "Choose another --out"]),
      out(
        "below a file",
        "file/run",
        [
          "file/run: cannot be written (a part of the path is a file, not a folder)",
          "Choose --out below a folder",
        ],
        fileOf(new Uint8Array(1), "file"),
      ),
      out(
        "further below a file",
        "file/deep/run",
        ["file/deep/run: cannot be written (a part of the path is a file, not a folder)"],
        fileOf(new Uint8Array(1), "file"),
      ),
      out("with too long a name", "n".repeat(300), [
        "cannot be written (the name is too long)",
        "shorter --out",
      ]),
    ],
    emptyFolder,
  );

  it("in a folder that cannot be made", async (ctx) => {
    if (process.platform !== "linux") return ctx.skip("there is no /proc");
    const folder = emptyFolder();
    writeTinyData(folder);
    const { code, stderr } = await percept(folder, [
      ...train.split(" "),
      "tiny",
      "--out",
      "/proc/percept/run",
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^FileError: \/proc\/percept\/run: cannot be written \(.*\)\.\n {2}.*--out/);
  });

  it("for --csv, which names its own flag", async () => {
    const folder = emptyFolder();
    writeTinyData(folder);
    await perceptDone(folder, [...train.split(" "), "tiny", "--out", "run"]);
    const { code, stdout, stderr } = await percept(folder, ["evaluate", "run", "--csv", "nowhere/a.csv"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(
      "FileError: nowhere/a.csv: cannot be written (its folder does not exist).\n" +
        "  Make the folder, or choose another --csv.\n",
    );
  });
});
