import { describe, expect, it } from "vitest";
import { chartTitle } from "../../src/draw/chart-title.ts";

describe("chartTitle", () => {
  it("cuts a title that the picture cannot hold", () => {
    expect(chartTitle("Short", 400)).toContain(">Short</text>");
    expect(chartTitle("long ".repeat(50), 400)).toMatch(/>long [^<]*…<\/text>/);
  });
});
