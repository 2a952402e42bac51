import { readFileSync } from "node:fs";

export interface FixtureImage {
  readonly name: string;
  readonly file: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
  /** what Pillow makes of it in grey, where it has no alpha */
  readonly grey?: Uint8Array;
}

type Written = { readonly [K in keyof FixtureImage]: FixtureImage[K] extends number ? number : string };

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64"));
const written = JSON.parse(readFileSync(new URL("fixtures/images.json", import.meta.url), "utf8")) as {
  readonly png: readonly Written[];
  readonly jpeg: readonly Written[];
  readonly unsupported: string;
};

const read = (image: Written): FixtureImage =>
  ({
    ...image,
    file: bytes(image.file),
    pixels: bytes(image.pixels),
    ...(image.grey && { grey: bytes(image.grey) }),
  }) as FixtureImage;

export const pngImages = written.png.map(read);
export const jpegImages = written.jpeg.map(read);
/** interlaced, of 4 bits */
export const unsupportedPng = bytes(written.unsupported);
