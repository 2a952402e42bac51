import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { characterWidth, fitText, textWidth } from "../../src/draw/text-width.ts";

const require = createRequire(import.meta.url);

/** Advance widths from the file itself: cmap format 4 and hmtx, as the OpenType specification lays them out. */
function readWidths(file: string): (code: number) => number {
  const data = readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${file}`));
  const tables = new Map<string, number>();
  for (let at = 12; at < 12 + 16 * data.readUInt16BE(4); at += 16) {
    tables.set(data.toString("latin1", at, at + 4), data.readUInt32BE(at + 8));
  }
  const table = (name: string) => tables.get(name) ?? Number.NaN;
  const metrics = data.readUInt16BE(table("hhea") + 34);
  const cmap = table("cmap");
  const starts = Array.from({ length: data.readUInt16BE(cmap + 2) }, (_, i) =>
    data.readUInt32BE(cmap + 4 + 8 * i + 4),
  );
  const map = cmap + (starts.find((start) => data.readUInt16BE(cmap + start) === 4) ?? Number.NaN);
  const size = data.readUInt16BE(map + 6);
  return (code) => {
    for (let i = 0; i < size; i += 2) {
      const [end, start] = [data.readUInt16BE(map + 14 + i), data.readUInt16BE(map + 16 + size + i)];
      if (end < code || start > code) continue;
      const offsetAt = map + 16 + 3 * size + i;
      const offset = data.readUInt16BE(offsetAt);
      const found = offset === 0 ? code : data.readUInt16BE(offsetAt + offset + 2 * (code - start));
      const glyph = (found + data.readInt16BE(map + 16 + 2 * size + i)) & 0xffff;
      return data.readUInt16BE(table("hmtx") + 4 * Math.min(glyph, metrics - 1));
    }
    return Number.NaN;
  };
}

const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));

describe("characterWidth", () => {
  for (const [weight, file] of [
    ["normal", "DejaVuSans.ttf"],
    ["bold", "DejaVuSans-Bold.ttf"],
  ] as const) {
    it(`has every printable ASCII character as wide as ${file} has it`, () => {
      const width = readWidths(file);
      for (const character of [...ASCII, ..."–·×…−↑→↓≤≥"]) {
        expect([character, characterWidth(character, weight)]).toEqual([
          character,
          width(character.codePointAt(0) ?? 0),
        ]);
      }
    });
  }
  it("knows nothing of other scripts", () => {
    expect(characterWidth("é")).toBeUndefined();
  });
});

describe("textWidth", () => {
  it("adds advances: four digits of 1303/2048 em at 20.48 px are 52.12 px", () => {
    expect(textWidth("0000", 20.48)).toBeCloseTo(52.12, 10);
  });
  it("has accented letters as wide as the font has them", () => {
    const width = readWidths("DejaVuSans.ttf");
    for (const character of "éÜñçŠžÅ") {
      expect(textWidth(character, 2048)).toBe(width(character.codePointAt(0) ?? 0));
    }
  });
  it("takes a CJK character for an em", () => {
    expect(textWidth("日本", 12)).toBe(24);
  });
});

describe("fitText", () => {
  it("keeps what fits and cuts the rest with an ellipsis inside the width", () => {
    expect(fitText("Ankle boot", 12, 100)).toBe("Ankle boot");
    const cut = fitText("Ankle boot, left, brown leather", 12, 100);
    expect(cut).toMatch(/^Ankle boot.*…$/);
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(100);
  });
});
