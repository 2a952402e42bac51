/** Attributes of one element; an undefined one is left out, a number is written with two decimals. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** The family of all text. Verdana has DejaVu's widths, for a browser without it. */
export const FONT_FAMILY = "DejaVu Sans, Verdana, sans-serif";

/** An element as a string; its children are SVG already, or text that `escapeText` has seen. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  let written = "";
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    written += ` ${key}="${typeof value === "number" ? formatNumber(value) : escapeText(value)}"`;
  }
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join("")}</${name}>`;
}

/** One line of text at its baseline. Sizes in pixels. */
export function text(
  content: string,
  attributes: Attributes & { readonly x: number; readonly y: number; readonly "font-size": number },
): string {
  return element("text", attributes, escapeText(content.replace(/\s+/gu, " ").trim()));
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: Attributes): string {
  return element("path", { ...attributes, d: `M${point(x1, y1)}L${point(x2, y2)}`, fill: "none" });
}

/** "x,y" as a path writes it. */
export function point(x: number, y: number): string {
  return `${formatNumber(x)},${formatNumber(y)}`;
}

/** A path through points in pixels. */
export function polyline(x: ArrayLike<number>, y: ArrayLike<number>): string {
  let path = "";
  for (let i = 0; i < x.length; i++) path += `${i === 0 ? "M" : "L"}${point(x[i], y[i])}`;
  return path;
}

/** Two decimals: a fiftieth of a pixel on the densest screen, and short. */
export function formatNumber(value: number): string {
  // `+ 0` turns -0 into 0.
  return String(Math.round(value * 100) / 100 + 0);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text fit for an element or an attribute; what XML 1.0 cannot hold becomes U+FFFD. */
export function escapeText(content: string): string {
  return content
    .replace(/[^\P{Cc}\t\n\r]|\p{Surrogate}|[\uFFFE\uFFFF]/gu, "\uFFFD")
    .replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

const CHARACTERS = new Map(Object.entries(ENTITIES).map(([character, entity]) => [entity, character]));

/** The inverse of `escapeText`. */
export function unescapeText(written: string): string {
  return written.replace(/&#?\w+;/g, (entity) => CHARACTERS.get(entity) ?? entity);
}
