import { type Ink, inkOfImage, scaleByArea } from "percept";
import { PerceptError } from "percept/errors";
import { drawWords } from "../../text/draw-words.ts";
import { SIDE } from "./strokes.ts";

const text = drawWords.image;

/** Of the file, and of what it decodes to: four bytes a pixel. */
const MOST_BYTES = 32 * 2 ** 20;
const MOST_PIXELS = 64e6;

/**
 * The ink of an image file, as large as the canvas lets it be.
 * @throws {PerceptError} a sentence for what is no image, is too large, or is of one grey
 */
export async function readImage(file: Blob, name: string): Promise<Ink> {
  if (file.size > MOST_BYTES)
    throw refuse(text.tooManyBytes(name, file.size / 2 ** 20, MOST_BYTES / 2 ** 20));
  const bitmap = await createImageBitmap(file).catch((cause) => {
    throw refuse(text.noImage(name), cause);
  });
  try {
    const { width, height } = bitmap;
    if (width * height > MOST_PIXELS)
      throw refuse(text.tooManyPixels(name, width, height, MOST_PIXELS / 1e6));
    const ratio = Math.min(1, SIDE / Math.max(width, height));
    const [w, h] = [width, height].map((side) => Math.max(1, Math.round(side * ratio)));
    const canvas = new OffscreenCanvas(w, h).getContext("2d", { willReadFrequently: true });
    if (canvas === null) throw refuse(text.noCanvas);
    canvas.imageSmoothingQuality = "high";
    canvas.drawImage(bitmap, 0, 0, w, h);
    const { data } = canvas.getImageData(0, 0, w, h);
    const ink = inkOfImage({ width: w, height: h, channels: 4, pixels: new Uint8Array(data.buffer) });
    if (ink === undefined) throw refuse(text.oneGrey(name));
    return inMiddle(ink);
  } finally {
    bitmap.close();
  }
}

/** The ink as large as the canvas lets it be, in its middle. */
function inMiddle(ink: Ink): Ink {
  const ratio = SIDE / Math.max(ink.width, ink.height);
  const [width, height] = [ink.width, ink.height].map((side) => Math.max(1, Math.round(side * ratio)));
  const { values } = scaleByArea(
    ink,
    { left: 0, top: 0, width: ink.width, height: ink.height },
    width,
    height,
  );
  const all = new Uint8Array(SIDE * SIDE);
  const [left, top] = [(SIDE - width) >> 1, (SIDE - height) >> 1];
  for (let y = 0; y < height; y++)
    all.set(values.subarray(y * width, (y + 1) * width), (top + y) * SIDE + left);
  return { width: SIDE, height: SIDE, values: all };
}

function refuse(sentence: string, cause?: unknown): PerceptError {
  return new PerceptError("format", sentence, undefined, { cause });
}
