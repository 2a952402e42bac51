import { Resvg } from "@resvg/resvg-js";
import { outlineText } from "./outline-text.node.ts";
import { lightTheme, paint, type Theme } from "./theme.ts";

export interface RenderedPicture {
  /** A document that needs no font: its text is outlines, its title and description are text still. */
  readonly svg: string;
  /** The same at twice the size, for dense screens. */
  readonly png: Uint8Array;
}

const PNG_SCALE = 2;

/**
 * A chart as the contents of two files that look alike on every machine, also one without any font.
 * @param svg  what a function of percept-charts returned.
 * @param theme  whose colours the files have.
 * @throws {RangeError} for text that is not in the form that percept-charts writes.
 */
export function renderPicture(svg: string, theme: Theme = lightTheme): RenderedPicture {
  const outlined = outlineText(paint(svg, theme));
  // resvg knows crisp pixels by an older name alone, browsers by the newer.
  const crisp = outlined.replaceAll('image-rendering="pixelated"', 'image-rendering="optimizeSpeed"');
  const image = new Resvg(crisp, {
    fitTo: { mode: "zoom", value: PNG_SCALE },
    font: { loadSystemFonts: false },
  }).render();
  return { svg: outlined, png: image.asPng() };
}
