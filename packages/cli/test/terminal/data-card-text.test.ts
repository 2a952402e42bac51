import type { DataCard } from "percept";
import { describe, expect, it } from "vitest";
import { dataCardText } from "../../src/terminal/data-card-text.ts";

const card: DataCard = {
  name: "letters",
  classes: ["a", "b"],
  imageShape: [2, 3],
  sources: [{ name: "letters.npz", sha256: "0123456789abcdef".repeat(4) }],
  train: {
    samples: 1500,
    classCounts: [1000, 500],
    mean: 0.25,
    standardDeviation: 0.125,
    zeroShare: 0.5,
    missing: 0,
    blankFeatures: [0, 5],
  },
  test: {
    samples: 30,
    classCounts: [0, 30],
    mean: 0.75,
    standardDeviation: 0.5,
    zeroShare: 1 / 3,
    missing: 0,
    blankFeatures: [],
  },
};
const pipe = { bars: "none", width: Number.POSITIVE_INFINITY } as const;
const widest = (text: string) => Math.max(...text.split("\n").map((line) => line.length));

describe("dataCardText", () => {
  it("has figures, classes and files, a column a split", () => {
    expect(dataCardText(card, pipe)).toBe(
      [
        "letters: 2 x 3 pixels, 2 classes",
        "                    training    test",
        "samples                1,500      30",
        "mean                  0.2500  0.7500",
        "deviation             0.1250  0.5000",
        "pixels at 0           50.00%  33.33%",
        "pixels always at 0         2       0",
        "Pixels are taken as fractions: 255 is 1.",
        "",
        "class  training  test",
        "a         1,000     0",
        "b           500    30",
        "",
        "SHA-256 of the files (.gz unpacked):",
        `  ${"0123456789abcdef".repeat(4)}  letters.npz`,
      ].join("\n"),
    );
  });

  it("draws each count beside its split's largest, in blocks or in ASCII", () => {
    const rows = (bars: "blocks" | "ascii") =>
      dataCardText(card, { bars, width: 40 }).split("\n").slice(9, 12);
    // 40 less the table's 21 characters are 9 for each split: a bar of 7, and 2 before it.
    expect(rows("ascii")).toEqual([
      "class  training           test",
      "a         1,000  #######     0",
      "b           500  ####       30  #######",
    ]);
    expect(rows("blocks")[2]).toBe("b           500  ███▌       30  ███████");
  });

  it.each([40, 80, 200])("fits %i characters", (width) => {
    expect(widest(dataCardText(card, { bars: "blocks", width }))).toBeLessThanOrEqual(width);
  });

  it("leaves the bars out where there is no room, and cuts checksums where a line is too short", () => {
    const narrow = dataCardText(card, { bars: "blocks", width: 30 });
    expect(narrow).not.toContain("█");
    expect(narrow).toContain("\n  01234567...  letters.npz");
    expect(dataCardText(card, { bars: "blocks", width: 60 })).toContain(
      "\n  0123456789abcdef...  letters.npz",
    );
    expect(dataCardText(card, { bars: "blocks", width: 79 })).toContain("0123456789abcdef  letters.npz");
  });

  it("has one column without a test set, and three with validation samples", () => {
    const { test: _, ...alone } = card;
    expect(dataCardText(alone, pipe)).toContain("\nclass  training\na         1,000\n");
    expect(dataCardText({ ...card, validation: card.train }, pipe)).toContain(
      "\nclass  training  validation  test\n",
    );
  });
});
