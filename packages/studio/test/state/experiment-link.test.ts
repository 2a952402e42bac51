import { describe, expect, it } from "vitest";
import { linkOf, settingsIn } from "../../src/state/experiment-link.ts";

describe("a link", () => {
  it.each(["mnist", "mnist-sample", "circles", "spirals", "moons", "xor"])("names the data %s", (data) => {
    expect(settingsIn(linkOf({ data }))).toEqual({ settings: { data }, refused: [] });
  });

  it("does not open files of its reader's, and says so", () => {
    const { settings, refused } = settingsIn("data=mine.csv&hidden=30");
    expect({ settings, refused }).toEqual({ settings: { hidden: [30] }, refused: ["data=mine.csv"] });
  });
});
