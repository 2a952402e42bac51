import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { beforeAll, describe, expect, it } from "vitest";
import { hasTerminals, onTerminal, shownBy } from "./on-terminal.ts";
import { perceptDone, temporaryFolders } from "./run-percept.ts";
import { writeTinyData } from "./tiny-dataset.ts";

const folder = temporaryFolders()();
const widths = [40, 80, 200];
const train = (out: string) =>
  `train --data tiny --hidden 8 --epochs 6 --validation 0.2 --out ${out}`.split(" ");
const braille = /[\u2801-\u28ff]/;

beforeAll(async () => {
  writeTinyData(folder);
  await perceptDone(
    folder,
    "train --data tiny --hidden 8 --learning-rate 0.5 --epochs 30 --out good".split(" "),
  );
});

if (!hasTerminals)
  console.warn("Skipped: no `script` of util-linux here, to run percept on a pseudo-terminal.");

describe.skipIf(!hasTerminals).concurrent("percept train on a terminal", () => {
  it.each(widths)(
    "leaves epoch lines and one curve, and nothing else of what it drew, at width %i",
    async (columns) => {
      const { code, written } = await onTerminal(folder, train(`run${columns}`), { columns });
      expect(code).toBe(0);
      const lines = shownBy(written, columns);
      const text = lines.join("\n");
      // Once each, in order, though the bar was taken back and drawn again around them.
      expect(text.match(/^Epoch \d: accuracy/gm)).toHaveLength(6);
      expect(lines.filter((line) => line.startsWith("Accuracy  "))).toHaveLength(1);
      expect(lines.filter((line) => braille.test(line)).length).toBeGreaterThan(0);
      expect(text).not.toMatch(/[\u2588\u2591]| left$/m); // the bar is gone
      expect(written).toMatch(/samples\/s, [\d.]+ s left/); // but was there
      expect(written.lastIndexOf("\u001b[?25h")).toBeGreaterThan(written.lastIndexOf("\u001b[?25l"));
      const curve = lines.findIndex((line) => line.startsWith("Accuracy  "));
      expect(lines.findLastIndex((line) => line.startsWith("Epoch 6"))).toBeLessThan(curve);
      expect(lines.findIndex((line) => line.startsWith("Training set"))).toBeGreaterThan(curve);
    },
  );

  it("draws the curve in ASCII where the locale is not UTF-8, and without colours under NO_COLOR", async () => {
    const env = { LC_ALL: "C", NO_COLOR: "1" };
    const { written } = await onTerminal(folder, train("ascii"), { columns: 80, env });
    expect(shownBy(written, 80).join("\n")).toMatch(/^Accuracy {2}\* training, [\d.]+% {2}o validation/m);
    expect(stripVTControlCharacters(written)).toMatch(/^[\n\r -~]*$/);
    expect(written).not.toMatch(/\[[\d;]+m/);
  });

  it.each([
    ["on a dumb terminal", { TERM: "dumb" }, []],
    ["with --json", {}, ["--json"]],
  ])("draws no curve %s", async (_, env, flags) => {
    const out = `none${flags.length}`;
    const { code, written } = await onTerminal(folder, [...train(out), ...flags], { columns: 80, env });
    expect(code).toBe(0);
    expect(written).not.toMatch(braille);
    expect(written).not.toContain("Accuracy  ");
  });

  it("draws no curve on a terminal of ten lines", async () => {
    const { written } = await onTerminal(folder, train("low"), { columns: 80, rows: 10 });
    expect(written).not.toMatch(braille);
  });

  it("says where the picture is with --open, where there is no display", async () => {
    const env = { DISPLAY: "", WAYLAND_DISPLAY: "", WSL_DISTRO_NAME: "", SSH_CONNECTION: "", SSH_TTY: "" };
    const { code, written } = await onTerminal(folder, [...train("opened"), "--open"], { columns: 200, env });
    expect(code).toBe(0);
    const [, path] = written.match(/Not opened, no display here: (\S+)/) ?? [];
    expect(existsSync(join(folder, path))).toBe(true);
  });
});

describe.skipIf(!hasTerminals).concurrent("what is drawn on a terminal", () => {
  const commands = [
    "evaluate good --roc 3,8",
    "inspect good",
    "inspect good --sample 14",
    "predict good 14",
    "data show 1 2 3 4 5 6 7 --data tiny",
  ];
  const looks = [
    ["24-bit colour", { COLORTERM: "truecolor" }],
    ["256 colours", {}],
    ["NO_COLOR", { NO_COLOR: "1" }],
    ["a dumb terminal", { TERM: "dumb" }],
    ["no UTF-8", { LC_ALL: "C" }],
  ] as const;

  it.each(commands.flatMap((command) => widths.map((columns) => [command, columns] as const)))(
    "of %s has no line longer than %i columns, in colour or without",
    async (command, columns) => {
      for (const [look, env] of columns === 80 ? looks : [looks[0], looks[4]]) {
        const { code, written } = await onTerminal(folder, command.split(" "), { columns, env });
        expect({ look, code }).toEqual({ look, code: 0 });
        for (const line of written.split("\r\n"))
          expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
        const plain = look === "NO_COLOR" || look === "a dumb terminal";
        expect(stripVTControlCharacters(written) === written, look).toBe(
          plain || !written.includes("\u001b"),
        );
      }
    },
  );

  it("has one, two and six digits a row at 40, 80 and 200 columns", async () => {
    const perRow = await Promise.all(
      widths.map(async (columns) => {
        const args = "data show 1 2 3 4 5 6 7 --data tiny".split(" ");
        const { written } = await onTerminal(folder, args, { columns });
        return written.split("\r\n")[0].match(/Index: \d/g)?.length;
      }),
    );
    expect(perRow).toEqual([1, 2, 6]);
  });
});
