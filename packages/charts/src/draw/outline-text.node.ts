import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import { element, escapeText, unescapeText } from "./svg.ts";
import { characterWidth, type FontWeight, UNITS_PER_EM } from "./text-width.ts";

const require = createRequire(import.meta.url);

/** The only fonts there are: those of the npm package, never the machine's. */
const FONT = {
  fontFiles: ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((file) =>
    require.resolve(`dejavu-fonts-ttf/ttf/${file}`),
  ),
  loadSystemFonts: false,
  defaultFontFamily: "DejaVu Sans",
};

/**
 * Outlines of the characters of the table, by id: most recur in the next picture, and to ask for them is a third of what
 * a picture costs. Lines outlined as a whole are not kept, so that this never grows beyond the table.
 */
const knownOutlines = new Map<string, string>();

type Anchor = "start" | "middle" | "end";

/** Something to be outlined once: a character, or a whole line whose script joins its letters. */
interface Piece {
  readonly id: string;
  readonly content: string;
  readonly weight: FontWeight;
  readonly anchor: Anchor;
}

/**
 * The same SVG with every `<text>` of `svg.ts` drawn as outlines, so that it looks alike wherever it is opened.
 * Each glyph is defined once and used by reference, as matplotlib does; the words stay as aria-label.
 * @throws {RangeError} for a `<text>` with elements inside it, or without x, y and font-size in pixels.
 */
export function outlineText(svg: string): string {
  const pieces = new Map<string, Piece>();
  const outlined = svg.replace(/<text\b([^>]*)>([^<]*)<\/text>/g, (_, attributes, content) =>
    outlineLine(readAttributes(attributes), content, pieces),
  );
  const rest = outlined.match(/<text\b.{0,60}/s);
  if (rest) throw new RangeError(`Expected <text> to hold one line of plain text, got ${rest[0]}`);
  if (pieces.size === 0) return svg;

  const outlines = outlinePieces([...pieces.values()]);
  const definitions = element("defs", {}, ...outlines.map(({ id, d }) => element("path", { id, d })));
  // The title stays the first child, where readers of the text alternative look for it.
  return outlined
    .replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ')
    .replace(/^<svg\b[^>]*>(<title>[^<]*<\/title>)?(<desc>[^<]*<\/desc>)?/, (head) => head + definitions);
}

/** Attributes as written, entities untouched. */
function readAttributes(written: string): Map<string, string> {
  return new Map(Array.from(written.matchAll(/([\w:-]+)="([^"]*)"/g), ([, key, value]) => [key, value]));
}

/** @param content  as written in XML, entities untouched. */
function outlineLine(attributes: Map<string, string>, content: string, pieces: Map<string, Piece>): string {
  const [x, y, size] = ["x", "y", "font-size"].map((key) => Number(attributes.get(key) ?? Number.NaN));
  if (![x, y, size].every(Number.isFinite)) {
    throw new RangeError(
      `Expected <text> with x, y and font-size in pixels, got ${[...attributes].join(" ")}.`,
    );
  }
  const weight = attributes.get("font-weight") === "bold" ? "bold" : "normal";
  const anchor = (attributes.get("text-anchor") ?? "start") as Anchor;
  const kept = ["class", "fill", "opacity"].map((key) =>
    attributes.has(key) ? ` ${key}="${attributes.get(key)}"` : "",
  );
  const scale = Math.round((size / UNITS_PER_EM) * 1e6) / 1e6;
  const transform = `${attributes.get("transform") ?? ""} translate(${x} ${y}) scale(${scale})`.trim();
  const uses = placePieces(content, weight, anchor, pieces);
  return `<g aria-label="${content}"${kept.join("")} transform="${transform}">${uses}</g>`;
}

function placePieces(
  content: string,
  weight: FontWeight,
  anchor: Anchor,
  pieces: Map<string, Piece>,
): string {
  const characters = [...unescapeText(content)];
  const widths = characters.map((character) => characterWidth(character, weight));
  const refer = (piece: Omit<Piece, "id">, codes: readonly string[], x?: number) => {
    const id = [piece.weight[0], ...(piece.anchor === "start" ? [] : [piece.anchor]), ...codes].join("-");
    pieces.set(id, { id, ...piece });
    return element("use", { "xlink:href": `#${id}`, x });
  };
  // Letters outside the table may join or combine: resvg shapes their line as a whole, placed by its anchor.
  if (widths.includes(undefined)) return refer({ content, weight, anchor }, characters.map(hexCode));

  const advances = widths as number[];
  const total = advances.reduce((sum, width) => sum + width, 0);
  let at = anchor === "end" ? -total : anchor === "middle" ? -total / 2 : 0;
  let uses = "";
  characters.forEach((character, i) => {
    const piece = { content: escapeText(character), weight, anchor: "start" } as const;
    if (character !== " ") uses += refer(piece, [hexCode(character)], at === 0 ? undefined : at);
    at += advances[i];
  });
  return uses;
}

function hexCode(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}

function outlinePieces(pieces: readonly Piece[]): { id: string; d: string }[] {
  const unknown = drawOutlines(pieces.filter(({ id }) => !knownOutlines.has(id)));
  return pieces.flatMap(({ id, content, weight }) => {
    const d = knownOutlines.get(id) ?? unknown.get(id);
    if (d === undefined) return [];
    if (characterWidth(unescapeText(content), weight) !== undefined) knownOutlines.set(id, d);
    return [{ id, d }];
  });
}

/** The outline of each piece by its id, at one em = 2048 pixels, where DejaVu's coordinates are whole numbers. */
function drawOutlines(pieces: readonly Piece[]): Map<string, string> {
  if (pieces.length === 0) return new Map();
  const lines = pieces.map(
    ({ id, content, weight, anchor }) =>
      `<text id="${id}" font-family="DejaVu Sans" font-size="${UNITS_PER_EM}" font-weight="${weight}" ` +
      `text-anchor="${anchor}">${content}</text>`,
  );
  const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">${lines.join("")}</svg>`;
  const written = new Resvg(sheet, { font: FONT }).toString();
  return new Map(
    Array.from(written.matchAll(/<g id="([^"]+)">\s*<path[^>]* d="([^"]+)"/g), ([, id, d]) => [
      id,
      d.replace(/ ?([A-Z]) ?/g, "$1").replaceAll(" -", "-"),
    ]),
  );
}
