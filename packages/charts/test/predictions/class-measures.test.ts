import { describe, expect, it } from "vitest";
import { checkClasses } from "../../src/predictions/class-measures.ts";

const good = { label: "a", precision: 1, recall: 0, f1: 0, support: 3 };

describe("checkClasses", () => {
  it("accepts measures at their ends", () => {
    expect(() => checkClasses([good])).not.toThrow();
  });
  it.each([
    [{ f1: Number.NaN }, 'Per-class chart, class "a": expected f1 in [0, 1], got NaN.'],
    [{ recall: 98 }, 'Per-class chart, class "a": expected recall in [0, 1], got 98.'],
    [{ support: -1 }, 'Per-class chart, class "a": expected a whole number of samples as support, got -1.'],
  ])("refuses %j", (wrong, message) => {
    expect(() => checkClasses([{ ...good, ...wrong }])).toThrow(new RangeError(message));
  });
  it("refuses no classes", () => {
    expect(() => checkClasses([])).toThrow("expected one class or more, got none");
  });
});
