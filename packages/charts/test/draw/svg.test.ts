import { describe, expect, it } from "vitest";
import { element, escapeText, formatNumber, unescapeText } from "../../src/draw/svg.ts";

describe("escapeText", () => {
  it("escapes the five characters that XML reserves", () => {
    expect(escapeText(`<a & "b" 'c'>`)).toBe("&lt;a &amp; &quot;b&quot; &#39;c&#39;&gt;");
  });
  it("replaces what XML 1.0 cannot hold: control characters, a lone surrogate, U+FFFF", () => {
    expect(escapeText("a\u0000b\u001bc\ud800d\uffff")).toBe("a\ufffdb\ufffdc\ufffdd\ufffd");
  });
  it("keeps letters beyond the basic plane", () => {
    expect(escapeText("𝛿 日本 é")).toBe("𝛿 日本 é");
  });
  it("is undone by unescapeText, also where the text looks like an entity", () => {
    for (const content of [`<&"'>`, "&amp;", "a &lt; b", "&&#39;"]) {
      expect(unescapeText(escapeText(content))).toBe(content);
    }
  });
});

describe("formatNumber", () => {
  it("writes two decimals at most and no negative zero", () => {
    expect([1.005, 2, -0.001, 12.3456].map(formatNumber)).toEqual(["1", "2", "0", "12.35"]);
  });
});

describe("element", () => {
  it("leaves out undefined attributes and escapes the others", () => {
    expect(element("g", { id: 'a"b', x: 1.5, fill: undefined })).toBe('<g id="a&quot;b" x="1.5"/>');
  });
});
