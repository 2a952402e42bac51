import { decode } from "fast-png";
import { numbersOf } from "../read-chart.ts";

/** One image cut out of a chart's sheet, where its frame stands. */
export interface ReadImage {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** [rows * columns] of red, green, blue and opacity. */
  readonly pixels: readonly (readonly number[])[];
}

/** Every framed image of a chart, decoded from the PNG in its SVG. */
export function readImages(svg: string): ReadImage[] {
  const [sheetElement] = svg.match(/<image [^>]*>/) ?? [""];
  const sheet = numbersOf(sheetElement);
  const png = decode(Buffer.from(sheetElement.match(/base64,([^"]+)"/)?.[1] ?? "", "base64"));
  const [frames] = svg.match(/<g class="frames".*?<\/g>/) ?? [""];
  return Array.from(frames.matchAll(/(<rect [^>]*>)<title>([^<]*)<\/title>/g), ([, rect, title]) => {
    const frame = numbersOf(rect);
    // A frame lies half a pixel outside its image.
    const [x, y, width, height] = [frame.x + 0.5, frame.y + 0.5, frame.width - 1, frame.height - 1];
    const [across, down] = [png.width / sheet.width, png.height / sheet.height];
    const [left, top] = [Math.round((x - sheet.x) * across), Math.round((y - sheet.y) * down)];
    const [columns, rows] = [Math.round(width * across), Math.round(height * down)];
    const pixels = Array.from({ length: rows * columns }, (_, pixel) => {
      const at = (top + Math.floor(pixel / columns)) * png.width + left + (pixel % columns);
      if (png.palette !== undefined) return png.palette[png.data[at]];
      const [grey, opacity] = png.data.subarray(2 * at, 2 * at + 2);
      return [grey, grey, grey, opacity];
    });
    return { title, x, y, width, height, pixels };
  });
}

/** How many pixels of the sheet can be seen, in frames and outside them. */
export function countOpaque(svg: string): number {
  const png = decode(Buffer.from(svg.match(/base64,([^"]+)"/)?.[1] ?? "", "base64"));
  return Array.from({ length: png.width * png.height }, (_, at) =>
    png.palette === undefined ? png.data[2 * at + 1] : png.palette[png.data[at]][3],
  ).filter((opacity) => opacity > 0).length;
}
