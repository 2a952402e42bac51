import { asMnist, decodeImage, greyImage, inkOfImage, type Model } from "percept";
import { FormatError, ParameterError } from "percept/errors";
import { readBytes } from "percept/node";

/** What was done to an image: nothing but grey, or what MNIST's makers did to their digits. */
export type Preparation = "none" | "mnist";

export interface PreparationFlags {
  readonly raw?: boolean;
  readonly photograph?: boolean;
}

/** MNIST's, and what a digit that was found comes in. */
const DIGIT_SIDE = 28;

/**
 * A PNG or JPEG file as a model takes it: one of the model's size as it is, in grey, as images of its dataset are; any
 * other as a photograph of a digit, where the model takes MNIST's 28 x 28 pixels.
 * @throws {FormatError} where it is no image, has another size, or nothing in it stands out, {ParameterError} where --photograph does
 *   not suit the model
 */
export async function prepareImageFile(
  path: string,
  { imageShape: [rows, columns] }: Model,
  { raw, photograph }: PreparationFlags,
): Promise<{ pixels: Uint8Array; preparation: Preparation }> {
  const takesDigits = rows === DIGIT_SIDE && columns === DIGIT_SIDE;
  if (photograph && !takesDigits) {
    throw new ParameterError(
      `--photograph needs a model that takes 28 x 28 pixels, got one of ${rows} x ${columns}.`,
    );
  }
  const image = await decodeImage(await readBytes(path), path);
  const fits = image.height === rows && image.width === columns;
  if (fits && !photograph) return { pixels: greyImage(image), preparation: "none" };
  const size = `${image.height} x ${image.width}`;
  if (raw || !takesDigits) {
    throw new FormatError(
      path,
      `expected an image of ${rows} x ${columns} pixels (rows x columns), got ${size}.`,
      raw
        ? "Without --raw, a digit is looked for in an image of any size."
        : "Bring it to that size. Digits are found in images of any size for models of 28 x 28 pixels.",
    );
  }
  const ink = inkOfImage(image);
  if (ink) return { pixels: asMnist(ink), preparation: "mnist" };
  throw new FormatError(
    path,
    "expected a digit that stands out from its ground, got an image in which nothing does.",
    "More light, a darker pen or a closer picture help.",
  );
}
