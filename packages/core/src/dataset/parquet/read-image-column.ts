import { overLimit } from "../../encoding/unpack-limit.ts";
import { FormatError } from "../../errors.ts";
import { shown } from "../../shown.ts";
import { decodeImage } from "../image/decode-image.ts";
import { greyImage } from "../image/grey-image.ts";
import type { ParquetColumn, ParquetFile } from "./open-parquet.ts";

/**
 * The images of a column, in grey, all of one size.
 * @returns [rows, height * width] bytes
 * @throws {FormatError} naming the row whose image is missing, damaged or of another size
 */
export async function readImageColumn(
  files: readonly ParquetFile[],
  column: ParquetColumn,
  rows: number,
  unpackLimit: number,
): Promise<{ pixels: Uint8Array; imageShape: readonly [rows: number, columns: number] }> {
  let pixels: Uint8Array | undefined;
  let shape: readonly [rows: number, columns: number] = [0, 0];
  let sample = 0;
  for (const file of files) {
    let row = 0;
    for await (const values of file.read(column)) {
      for (let at = 0; at < values.length; at++, sample++) {
        row++;
        const place = `${file.place}: row ${row}, column ${shown(column.name)}`;
        const image = await decodeImage(bytesIn(values[at], place), place);
        if (!pixels) {
          shape = [image.height, image.width];
          if (rows * image.height * image.width > unpackLimit)
            throw overLimit(file.place, unpackLimit, `${rows} images of ${shape.join(" x ")}`);
          pixels = new Uint8Array(rows * image.height * image.width);
        }
        if (image.height !== shape[0] || image.width !== shape[1]) {
          throw new FormatError(
            place,
            `expected an image of ${shape.join(" x ")} as in the first row, got ${image.height} x ${image.width}.`,
          );
        }
        pixels.set(greyImage(image), sample * shape[0] * shape[1]);
      }
    }
  }
  return { pixels: pixels ?? new Uint8Array(0), imageShape: shape };
}

/** An image's file: bytes, or Hugging Face's {bytes, path}. */
function bytesIn(value: unknown, place: string): Uint8Array {
  const bytes = typeof value === "object" && value !== null && "bytes" in value ? value.bytes : value;
  if (bytes instanceof Uint8Array) return bytes;
  throw new FormatError(
    place,
    "expected an image, got nothing.",
    "The images must be in the file itself, not beside it.",
  );
}
