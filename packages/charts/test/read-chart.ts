/** Attributes and content of each element of a name, in the order of the document. */
export function elementsOf(
  svg: string,
  name: string,
): { attributes: Record<string, string>; content: string }[] {
  return Array.from(
    svg.matchAll(new RegExp(`<${name}\\b([^>]*?)(?:/>|>([^<]*))`, "g")),
    ([, written, content]) => ({
      attributes: Object.fromEntries(
        Array.from(written.matchAll(/([\w-]+)="([^"]*)"/g), ([, key, value]) => [key, value]),
      ),
      content: content ?? "",
    }),
  );
}

/** What the text elements say. */
export function wordsOf(svg: string): string[] {
  return elementsOf(svg, "text").map(({ content }) => content);
}

/** The lines of text of a chart, entities and all, with their places. */
export function readTexts(svg: string): { words: string; x: number; y: number; fontSize: number }[] {
  return Array.from(svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g), ([, attributes, words]) => {
    const numbers = numbersOf(attributes);
    return { words, x: numbers.x, y: numbers.y, fontSize: numbers["font-size"] };
  });
}

/** The attributes that are numbers. */
export function numbersOf(attributes: string): Record<string, number> {
  return Object.fromEntries(
    Array.from(attributes.matchAll(/([\w-]+)="(-?[\d.]+)"/g), ([, key, value]) => [key, Number(value)]),
  );
}

export type Scale = "linear" | "log";

/** From pixels to values along the first axis of each direction. */
export interface ReadAxes {
  readonly x: (pixel: number) => number;
  readonly y: (pixel: number) => number;
}

/** The axes of the panel that is drawn in this part of a picture. */
export function readAxes(panel: string, scales: { readonly x?: Scale; readonly y?: Scale } = {}): ReadAxes {
  const [[x], [y]] = [axesOf(panel, "x", scales.x), axesOf(panel, "y", scales.y)];
  return { x, y };
}

/**
 * From pixels to values along the axes of one direction, in their order, as a reader finds them: between the ticks, by
 * their labels. Fails where two ticks tell another scale than the rest.
 */
export function axesOf(
  svg: string,
  direction: "x" | "y",
  scale: Scale = "linear",
): ((pixel: number) => number)[] {
  const groups = svg.split(`<g class="${direction}-axis">`).slice(1);
  return groups.map((group) => readScale(ticksOf(group.slice(0, group.indexOf("</g>")), direction), scale));
}

/** Position of each tick's rule with its label's number; ticks without a number are left out. */
function ticksOf(axis: string, direction: "x" | "y"): [number, number][] {
  const rules = elementsOf(axis, "path").map(({ attributes }) =>
    Number(attributes.d.match(/^M(-?[\d.]+),(-?[\d.]+)L/)?.[direction === "x" ? 1 : 2]),
  );
  return elementsOf(axis, "text").flatMap(({ attributes, content }) => {
    const value = readNumber(content);
    if (Number.isNaN(value)) return [];
    const place = Number(attributes[direction]);
    return [[rules.reduce((a, b) => (Math.abs(b - place) < Math.abs(a - place) ? b : a)), value]];
  });
}

/** 2k, 1e-4 and 0.5 as they are meant. */
function readNumber(written: string): number {
  const [, digits, unit] = written.match(/^(-?[\d.]+(?:e-?[\d.]+)?)([kM]?)$/) ?? [];
  if (digits === undefined) return Number.NaN;
  return Number(digits) * (unit === "k" ? 1e3 : unit === "M" ? 1e6 : 1);
}

function readScale(ticks: readonly [number, number][], scale: Scale): (pixel: number) => number {
  const bend = scale === "log" ? Math.log : (value: number) => value;
  const unbend = scale === "log" ? Math.exp : (value: number) => value;
  const sorted = ticks.filter(([, value]) => scale === "linear" || value > 0).sort(([, a], [, b]) => a - b);
  const [[from, low], [to, high]] = [sorted[0], sorted[sorted.length - 1]];
  const read = (pixel: number) =>
    unbend(bend(low) + ((pixel - from) / (to - from)) * (bend(high) - bend(low)));
  for (const [pixel, value] of sorted) {
    const off = Math.abs(bend(read(pixel)) - bend(value)) / Math.abs(bend(high) - bend(low));
    if (!(off < 1e-3))
      throw new Error(`The tick ${value} is not on a ${scale} axis with ${low} and ${high}.`);
  }
  return read;
}

/** Corners of each path of a class that is of M and L alone, in pixels. */
export function pathsOf(svg: string, name: string): [number, number][][] {
  return elementsOf(svg, "path")
    .filter(({ attributes }) => attributes.class === name)
    .map(({ attributes }) =>
      Array.from(attributes.d.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g), ([, x, y]) => [Number(x), Number(y)]),
    );
}

/** Rectangles of each path of a class that is of M, h, v and z, in pixels. */
export function rectanglesOf(svg: string, name: string) {
  return elementsOf(svg, "path")
    .filter(({ attributes }) => attributes.class === name)
    .map(({ attributes: { d, fill } }) => ({
      fill,
      rectangles: Array.from(d.matchAll(/M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)/g), ([, ...numbers]) => {
        const [x, y, width, height] = numbers.map(Number);
        return { x, y, width, height };
      }),
    }));
}

/** Names that a picture must survive. */
export const hostileNames = [`<b>&"'`, "\u202Eright to left", "w".repeat(200), ""];
