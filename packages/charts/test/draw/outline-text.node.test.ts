import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { chart } from "../../src/draw/chart.ts";
import { outlineText } from "../../src/draw/outline-text.node.ts";
import { text } from "../../src/draw/svg.ts";

const require = createRequire(import.meta.url);

const picture = (size: { width: number; height: number }, ...lines: string[]) =>
  chart({ ...size, title: "T", description: "D", tables: [] }, ...lines).svg;

const draw = (...lines: string[]) => outlineText(picture({ width: 200, height: 100 }, ...lines));

/** Bounding box of everything but the ground, drawn without any font. */
function inkBox(svg: string) {
  const bare = svg.replace(/<rect[^>]*\/>/, "");
  return new Resvg(bare, { font: { loadSystemFonts: false } }).getBBox();
}

describe("outlineText", () => {
  it("leaves no text that would need a font, and keeps the words", () => {
    const svg = draw(text(`3 < 5 & "x"`, { x: 10, y: 50, "font-size": 12 }));
    expect(svg).not.toContain("<text");
    expect(svg).toContain('aria-label="3 &lt; 5 &amp; &quot;x&quot;"');
    expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*><title>T<\/title><desc>D<\/desc><defs>/);
  });
  it("defines each glyph once, however often it stands", () => {
    const svg = draw(
      text("0000", { x: 0, y: 20, "font-size": 12 }),
      text("00", { x: 0, y: 50, "font-size": 20 }),
    );
    expect(svg.match(/<path id=/g)).toHaveLength(1);
    expect(svg.match(/<use /g)).toHaveLength(6);
  });
  it("puts a capital H of DejaVu Sans where its outline says: 201..1339 wide, 0..1493 high in 1/2048 em", () => {
    const box = inkBox(draw(text("H", { x: 10, y: 60, "font-size": 20.48 })));
    expect(box?.x).toBeCloseTo(10 + 2.01, 1);
    expect(box?.width).toBeCloseTo(13.39 - 2.01, 1);
    expect(box?.y).toBeCloseTo(60 - 14.93, 1);
    expect(box?.height).toBeCloseTo(14.93, 1);
  });
  it.each(["start", "middle", "end"] as const)(
    "agrees with resvg's own layout, anchored at its %s",
    (anchor) => {
      for (const content of ["HillH 10", "Häuser", "日"]) {
        const attributes = { x: 100, y: 50, "font-size": 16, "text-anchor": anchor } as const;
        const svg = picture({ width: 200, height: 100 }, text(content, attributes));

        const fontFiles = [require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf")];
        const own = new Resvg(svg.replace(/<rect[^>]*\/>/, ""), {
          font: { fontFiles, loadSystemFonts: false },
        });
        const box = inkBox(outlineText(svg));
        expect(box?.x).toBeCloseTo(own.getBBox()?.x ?? Number.NaN, 0);
        expect(box?.width).toBeCloseTo(own.getBBox()?.width ?? Number.NaN, 0);
      }
    },
  );
  it("turns text as its transform says", () => {
    const box = inkBox(
      draw(text("HHHHHH", { x: 50, y: 90, "font-size": 12, transform: "rotate(-90 50,90)" })),
    );
    expect(box?.height).toBeGreaterThan(4 * (box?.width ?? Infinity));
  });
  it("draws a picture the same when its glyphs are known from another, in whatever order", () => {
    const picture = () => draw(text("qz", { x: 0, y: 20, "font-size": 12 }));
    const first = picture();
    draw(text("zéq 日", { x: 0, y: 20, "font-size": 12 }));
    expect(picture()).toBe(first);
    expect(first.match(/<path id=/g)).toHaveLength(2);
  });
  it("leaves a picture without text as it is", () => {
    const svg = picture({ width: 1, height: 1 });
    expect(outlineText(svg)).toBe(svg);
  });
  it("refuses text in a form that it would draw wrongly", () => {
    expect(() => outlineText('<svg><text x="1" y="2" font-size="3">a<tspan>b</tspan></text></svg>')).toThrow(
      RangeError,
    );
    expect(() => outlineText('<svg><text x="1" y="2">a</text></svg>')).toThrow(RangeError);
    expect(() => outlineText('<svg><text x="1" y="2" font-size="1em">a</text></svg>')).toThrow(RangeError);
  });
});
