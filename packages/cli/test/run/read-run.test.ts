import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readHistory, readRunRecord } from "../../src/run/read-run.ts";
import { temporaryFolders } from "../run-percept.ts";

const emptyFolder = temporaryFolders();

function folderWith(name: string, content: string): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, name), content);
  return folder;
}

const deep = "[".repeat(200_000) + "]".repeat(200_000);

describe("a run's files", () => {
  it.each(["null", "3", "[]", "{}", '{"epoch": "1"}', '{"epoch": 1, "trainLoss": []}', deep])(
    "refuses the line %.40s of history.jsonl",
    (line) => {
      const folder = folderWith("history.jsonl", `{"epoch": 1, "validationAuc": null}\n${line}\n`);
      expect(() => readHistory(folder)).toThrow(
        `history.jsonl: expected an epoch's JSON in line 2, got ${line.slice(0, 40)}.`,
      );
    },
  );

  it.each([deep, `{"formatVersion": 1, "experiment": {"data": "mnist"}}`])(
    "refuses the record %.40s",
    (record) => {
      const folder = folderWith("experiment.json", record);
      expect(() => readRunRecord(folder)).toThrow(/experiment\.json: expected (brackets|a run's record)/);
    },
  );
});
