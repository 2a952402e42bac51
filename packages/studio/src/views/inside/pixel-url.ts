import { lightTheme } from "percept-charts";

/** Bytes as an image, white on black as MNIST is. */
export function pixelUrl(pixels: Uint8Array, rows: number, columns: number): string {
  return draw(rows, columns, (data) => {
    for (let j = 0; j < pixels.length; j++) data.set([pixels[j], pixels[j], pixels[j], 255], 4 * j);
  });
}

/** Numbers of both signs, blue above 0 and orange below; what is 0 is the paper. */
export function signedUrl(values: ArrayLike<number>, rows: number, columns: number): string {
  let limit = 0;
  for (let j = 0; j < values.length; j++) limit = Math.max(limit, Math.abs(values[j]));
  const [positive, negative] = [lightTheme.positive, lightTheme.negative].map(channels);
  return draw(rows, columns, (data) => {
    for (let j = 0; j < values.length; j++) {
      const opacity = limit === 0 ? 0 : Math.round((255 * Math.abs(values[j])) / limit);
      data.set([...(values[j] > 0 ? positive : negative), opacity], 4 * j);
    }
  });
}

function draw(rows: number, columns: number, fill: (data: Uint8ClampedArray) => void): string {
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  if (context === null) return "";
  const image = context.createImageData(columns, rows);
  fill(image.data);
  context.putImageData(image, 0, 0);
  return canvas.toDataURL();
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
