import { describe, expect, it } from "vitest";
import { checkStudies, linesOf, sizesOf } from "../../src/comparison/growth-study.ts";

const point = (contestant: string, x: number, picosecondsPerMultiplication: number) => ({
  contestant,
  threads: 1,
  x,
  samplesPerSecond: 1e6 / x,
  picosecondsPerMultiplication,
});
const study = {
  name: "Hidden units",
  note: "784-n-10",
  points: [point("a", 128, 30), point("a", 64, 40), point("b", 64, 50), point("a", 256, 60)],
};

describe("linesOf", () => {
  it("is every contestant with the smallest size and the largest, and the growth between them", () => {
    expect(linesOf(study)).toEqual([{ contestant: "a", threads: 1, times: 1.5 }]);
    expect(sizesOf(study)).toEqual([64, 128, 256]);
  });
});

describe("checkStudies", () => {
  it.each([
    [[study], "Growth: expected two studies, got 1."],
    [[study, { ...study, points: [] }], "Growth by Hidden units: expected points, got none."],
    [
      [study, { ...study, points: [point("a", 0, 1)] }],
      "Growth by Hidden units, points[0]: expected x in (0, ∞), got 0.",
    ],
    [
      [study, { ...study, points: [point("a", 1, Number.NaN)] }],
      "Growth by Hidden units, points[0]: expected picosecondsPerMultiplication in (0, ∞), got NaN.",
    ],
  ])("refuses %#, saying what was expected and got", (studies, message) => {
    expect(() => checkStudies(studies)).toThrow(new RangeError(message));
  });
});
