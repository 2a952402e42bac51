import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { chart } from "../../src/draw/chart.ts";
import { text } from "../../src/draw/svg.ts";

describe("chart", () => {
  const hostile = `</title><script>"&'\u0007`;
  const tables = [{ name: "Numbers", columns: ["a"], rows: [[1]] }];
  const drawn = chart(
    { width: 10, height: 20, title: hostile, description: hostile, tables },
    text(hostile, { x: 1, y: 2, "font-size": 3, fill: hostile }),
  );
  it("stays well-formed whatever the texts are", () => {
    expect(
      () => new Resvg("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'><g></svg>"),
    ).toThrow();
    expect(() => new Resvg(drawn.svg)).not.toThrow();
    expect(drawn.svg).not.toContain("<script");
  });
  it("begins with its text alternative and its ground", () => {
    expect(drawn.svg).toMatch(
      /^<svg [^>]*role="img"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc><rect [^>]*fill="var\(--chart-paper\)"/,
    );
  });
  it("carries what it says in words and numbers, as given", () => {
    expect(drawn).toMatchObject({ width: 10, height: 20, title: hostile, description: hostile, tables });
  });
});
