import { encode } from "fast-png";
import { RULE } from "../draw/style.ts";
import { element, escapeText } from "../draw/svg.ts";
import { type ImageGrid, imageCorner, imageSize } from "./image-grid.ts";

/** What the bytes of images are: "ink" is 0 for paper to 255 for ink; or indices of red, green, blue and opacity. */
export type ImageColours = "ink" | readonly (readonly number[])[];

/** A picture holds as many images as have these pixels together: a hundred digits of 28 x 28. */
export const PIXEL_BUDGET = 80_000;

/**
 * All images of a grid as one PNG, a fortieth of forty PNGs' overhead; between them it is transparent.
 * @param images  [rows * columns] bytes each; undefined leaves a place empty.
 */
export function imageSheet(
  grid: ImageGrid,
  images: readonly (Uint8Array | undefined)[],
  colours: ImageColours,
  corner: { readonly left: number; readonly top: number },
): string {
  const [rows, columns] = grid.imageShape;
  const width = (grid.columns - 1) * grid.step[0] + columns;
  const height = (grid.rows - 1) * grid.step[1] + rows;
  const channels = colours === "ink" ? 2 : 1;
  const data = new Uint8Array(width * height * channels);
  images.forEach((image, index) => {
    if (image === undefined) return;
    const start =
      Math.floor(index / grid.columns) * grid.step[1] * width + (index % grid.columns) * grid.step[0];
    for (let pixel = 0; pixel < rows * columns; pixel++) {
      const at = start + Math.floor(pixel / columns) * width + (pixel % columns);
      if (colours === "ink") data.set([255 - image[pixel], 255], 2 * at);
      else data[at] = image[pixel];
    }
  });
  const palette = colours === "ink" ? {} : { palette: colours.map((colour) => [...colour]) };
  const png = encode({ width, height, data, channels, depth: 8, ...palette }, { zlib: { level: 9 } });
  return element("image", {
    x: corner.left,
    y: corner.top,
    width: width * grid.scale[0],
    height: height * grid.scale[1],
    preserveAspectRatio: "none",
    // Pixels keep their edges, except where several of them share one of the picture's.
    "image-rendering": grid.scale.every((scale) => scale < 1) ? undefined : "pixelated",
    href: dataUrl(png),
  });
}

/** A thin frame around each image, with words for whoever points at it. @param words  undefined for an empty place */
export function imageFrames(
  grid: ImageGrid,
  words: readonly (string | undefined)[],
  corner: { readonly left: number; readonly top: number },
): string {
  const { width, height } = imageSize(grid);
  const frames = words.map((said, index) => {
    if (said === undefined) return "";
    const { x, y } = imageCorner(grid, index);
    const place = { x: corner.left + x - 0.5, y: corner.top + y - 0.5, width: width + 1, height: height + 1 };
    return element("rect", place, element("title", {}, escapeText(said)));
  });
  const look = { class: "frames", fill: "none", stroke: RULE, "pointer-events": "all" };
  return element("g", look, ...frames);
}

function dataUrl(png: Uint8Array): string {
  let characters = "";
  for (const byte of png) characters += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(characters)}`;
}
