import { readFileSync } from "node:fs";
import { asMnist } from "../../../packages/core/src/dataset/image/as-mnist.ts";
import { decodeImage } from "../../../packages/core/src/dataset/image/decode-image.ts";
import { greyImage } from "../../../packages/core/src/dataset/image/grey-image.ts";
import { inkOfImage } from "../../../packages/core/src/dataset/image/ink-of-image.ts";
import type { FuzzTarget } from "../fuzz-target.ts";
import { pngChunk } from "../layers.ts";

/** Bytes of a decoded pixel, the most there are. */
const PIXEL_BYTES = 4;
const SMALL = 20_000;

/** As predict does: what is drawn on it as MNIST has its digits. */
async function decode(bytes: Uint8Array): Promise<void> {
  const image = await decodeImage(bytes, "fuzz");
  greyImage(image);
  const ink = inkOfImage(image);
  if (ink) asMnist(ink);
}

/** The fixtures of the decoder's tests; from the root of the repository, where tests run. */
function fixtures(kind: "png" | "jpeg"): Uint8Array[] {
  const path = "packages/core/test/dataset/image/fixtures/images.json";
  const images: { readonly file: string }[] = JSON.parse(readFileSync(path, "utf8"))[kind];
  return images.map(({ file }) => Buffer.from(file, "base64")).filter(({ length }) => length < SMALL);
}

/** By its header, which is the first chunk. */
function pixelsOfPng(bytes: Uint8Array): number {
  if (bytes.length < 24) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return view.getUint32(16) * view.getUint32(20);
}

/** By its frame headers, wherever they are: the largest. */
function pixelsOfJpeg(bytes: Uint8Array): number {
  let most = 0;
  for (let at = 0; at + 9 < bytes.length; at++) {
    if (bytes[at] !== 0xff || bytes[at + 1] < 0xc0 || bytes[at + 1] > 0xc2) continue;
    most = Math.max(most, (256 * bytes[at + 5] + bytes[at + 6]) * (256 * bytes[at + 7] + bytes[at + 8]));
  }
  return most;
}

/** No more than the decoder may be asked for. */
const limited = (pixels: number) => PIXEL_BYTES * Math.min(pixels, 50_000_000);

export const imageTargets: readonly FuzzTarget[] = [
  {
    name: "PNG",
    seeds: () => fixtures("png"),
    parse: decode,
    words: ["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "acTL", "iCCP"],
    layers: [pngChunk],
    declares: (bytes) => limited(pixelsOfPng(bytes)),
  },
  {
    name: "JPEG",
    seeds: () => fixtures("jpeg"),
    parse: decode,
    words: [
      "\xff\xc0",
      "\xff\xc2",
      "\xff\xc4",
      "\xff\xda",
      "\xff\xdb",
      "\xff\xdd",
      "\xff\xe1",
      "Exif\0\0",
      "\xff\xd9",
    ],
    declares: (bytes) => limited(pixelsOfJpeg(bytes)),
  },
];
