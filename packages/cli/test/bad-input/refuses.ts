import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { jsonLines, listing, percept } from "../run-percept.ts";
import { writeTinyData } from "../tiny-dataset.ts";

/** A short training; the data's name comes after it. */
export const train = "train --epochs 1 --hidden 3 --data";

/** A command line that is refused, what to write before, and what the message must say. */
export interface Case {
  readonly what: string;
  readonly args: string;
  readonly code: 1 | 2;
  /** all of them in the message, in this order */
  readonly says: readonly string[];
  readonly write?: (folder: string) => void;
  readonly jsonCode?: string;
}

/** Each case in a folder with the tiny dataset: one clear message and nothing written. */
export function refuses(cases: readonly Case[], emptyFolder: () => string): void {
  for (const { what, args, code, says, write, jsonCode } of cases) {
    it.concurrent(what, async () => {
      const folder = emptyFolder();
      writeTinyData(folder);
      write?.(folder);
      const before = listing(folder);
      const words = args.split(" ");
      const [human, json] = await Promise.all([
        percept(folder, words),
        percept(folder, [...words, "--json"]),
      ]);

      expect(human.code, human.stderr).toBe(code);
      expect(human.stdout).toBe("");
      expect(inOrder(human.stderr, says)).toBe(true);
      expect(human.stderr).not.toMatch(/\n {4}at |did not expect|undefined|NaN,|\[object/);

      expect(json.code).toBe(code);
      const lines = jsonLines(json.stdout);
      expect(lines).toHaveLength(1);
      expect(Object.keys(lines[0])).toEqual(["event", "code", "message"]);
      expect(lines[0]).toMatchObject({
        event: "error",
        code: jsonCode ?? (code === 2 ? "parameter" : "format"),
      });
      expect(inOrder(lines[0].message, says)).toBe(true);
      expect(json.stderr).toBe("");

      expect(listing(folder)).toEqual(before);
    });
  }
}

/** Says where the first text is that is not there after the others, else true. */
function inOrder(text: string, parts: readonly string[]): true | string {
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return `"${part}" is missing in: ${text.slice(at)}`;
    at = found + part.length;
  }
  return true;
}

/** Writes a file before the command runs. */
export const fileOf = (bytes: Uint8Array, name: string) => (folder: string) => {
  writeFileSync(join(folder, name), bytes);
};
