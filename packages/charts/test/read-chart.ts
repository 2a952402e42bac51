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

/**
 * From pixels to values along the axes of one direction, in their order, by two labelled ticks of each.
 * @param logarithmic  the labels are of a logarithmic axis.
 */
export function axesOf(
  svg: string,
  direction: "x" | "y",
  logarithmic = false,
): ((pixel: number) => number)[] {
  const groups = svg.split(`<g class="${direction}-axis">`).slice(1);
  return groups.map((group) => {
    const ticks = elementsOf(group.slice(0, group.indexOf("</g>")), "text")
      .map(({ attributes, content }) => ({ value: readNumber(content), at: Number(attributes[direction]) }))
      .filter(({ value }) => !Number.isNaN(value));
    const [first, last] = [ticks[0], ticks[ticks.length - 1]];
    // A label's baseline is 0.36 of its 11 pixels beneath the tick.
    const shift = direction === "y" ? 11 * 0.36 : 0;
    const [from, to] = [first, last].map(({ value }) => (logarithmic ? Math.log10(value) : value));
    return (pixel) => {
      const value = from + ((pixel + shift - first.at) / (last.at - first.at)) * (to - from);
      return logarithmic ? 10 ** value : value;
    };
  });
}

/** 2k, 1e-4 and 0.5 as they are meant. */
function readNumber(written: string): number {
  const [, digits, unit] = written.match(/^(-?[\d.]+(?:e-?[\d.]+)?)([kM]?)$/) ?? [];
  if (digits === undefined) return Number.NaN;
  return Number(digits) * (unit === "k" ? 1e3 : unit === "M" ? 1e6 : 1);
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
