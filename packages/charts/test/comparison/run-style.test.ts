import { describe, expect, it } from "vitest";
import { divergenceMark, runMarker, runStyle } from "../../src/comparison/run-style.ts";

describe("runStyle", () => {
  it("gives ten runs ten markers that differ without colour", () => {
    const markers = Array.from({ length: 10 }, (_, i) =>
      JSON.stringify({
        ...runStyle(i),
        line: undefined,
        d: runMarker(runStyle(i), { x: 0, y: 0 }).match(/ d="[^"]+/),
      }),
    );
    expect(new Set(markers).size).toBe(10);
  });
  it("has hollow markers on dashed lines only", () => {
    for (let i = 0; i < 10; i++) {
      const { hollow, line } = runStyle(i);
      expect(line["stroke-dasharray"] !== undefined).toBe(hollow);
    }
  });
});

describe("runMarker", () => {
  it("stands at its point, upside down where its style says so", () => {
    expect(runMarker(runStyle(0), { x: 12.345, y: 6 })).toContain('transform="translate(12.35 6)"');
    expect(runMarker(runStyle(4), { x: 1, y: 2 })).toContain('transform="translate(1 2) rotate(180)"');
  });
});

describe("divergenceMark", () => {
  it("is a cross in the run's colour", () => {
    const svg = divergenceMark(runStyle(2), { x: 1, y: 2 });
    expect(svg).toContain(`stroke="${runStyle(2).line.stroke}"`);
    expect(svg.match(/M[^M"]+/g)).toHaveLength(2);
  });
});
