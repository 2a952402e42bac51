import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FileError } from "percept/errors";
import { describe, expect, it } from "vitest";
import { appendLine, writeFileWhole, writingFailed } from "../../src/run/write-file.ts";
import { temporaryFolders } from "../run-percept.ts";

const emptyFolder = temporaryFolders();

describe("writeFileWhole", () => {
  it("writes text and bytes, also over a file that is there", () => {
    const folder = emptyFolder();
    const path = join(folder, "file");
    writeFileWhole(path, "épée\n");
    expect(readFileSync(path, "utf8")).toBe("épée\n");
    writeFileWhole(path, Uint8Array.of(1, 2, 3));
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("leaves no temporary file and nothing changed where it fails", () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, "taken"));
    writeFileSync(join(folder, "taken/file"), "kept");
    expect(() => writeFileWhole(join(folder, "taken"), "new")).toThrow(FileError);
    expect(readdirSync(folder)).toEqual(["taken"]);
    expect(readFileSync(join(folder, "taken/file"), "utf8")).toBe("kept");
  });

  it("says what is in the way, and names the flag that chose the place", () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "file"), "");
    const below = join(folder, "file", "below");
    expect(() => writeFileWhole(below, "", "--csv")).toThrow(
      `${below}: cannot be written (a part of the path is a file, not a folder).\n  Choose --csv below a folder.`,
    );
    const nowhere = join(folder, "no", "where");
    expect(() => writeFileWhole(nowhere, "")).toThrow(
      `${nowhere}: cannot be written (its folder does not exist).\n  Make the folder, or choose another --out.`,
    );
  });
});

describe("appendLine", () => {
  it("adds a line and its end", () => {
    const path = join(emptyFolder(), "lines");
    appendLine(path, "one");
    appendLine(path, "two");
    expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
  });

  it("says what is in the way", () => {
    expect(() => appendLine(emptyFolder(), "line")).toThrow(/cannot be written \(it is a folder\)/);
  });
});

describe("writingFailed", () => {
  it("has a sentence for a full disk, a used-up quota and a lack of permission", () => {
    const message = (code: string) => writingFailed("x", Object.assign(new Error(code), { code })).message;
    expect(message("ENOSPC")).toMatch(/\(the disk is full\)\.\n {2}Free some space/);
    expect(message("EDQUOT")).toMatch(/\(the disk quota is used up\)\.\n {2}Free some space/);
    expect(message("EACCES")).toMatch(/\(permission denied\)\.\n {2}Choose --out in a folder/);
    expect(message("EIO")).toMatch(/\(EIO\)\.\n {2}Choose another --out\./);
  });
});
