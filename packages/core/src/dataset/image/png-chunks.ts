// W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", sections 5 (chunks) and 11.2 (critical ones).
import { crc32 } from "../../encoding/zip.ts";
import { FormatError } from "../../errors.ts";
import { checkSize, damagedImage } from "./check-size.ts";

export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Samples a pixel, and the bits that a sample may have, by colour type: table 11.1. */
const colourTypes: Readonly<Record<number, { samples: number; depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};

/** The passes of Adam7, section 8: where each begins, and its steps. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** bits a sample */
  readonly depth: number;
  readonly colourType: number;
  readonly interlaced: boolean;
}

/** What decides how the pixels look; all other chunks are left out. */
export interface PngChunks {
  readonly header: PngHeader;
  /** the contents of IHDR, PLTE and tRNS, the last two where they are there */
  readonly ihdr: Uint8Array;
  readonly plte?: Uint8Array;
  readonly trns?: Uint8Array;
  /** of IDAT, in their order */
  readonly idat: readonly Uint8Array[];
}

export function isPng(bytes: Uint8Array): boolean {
  return pngSignature.every((byte, at) => bytes[at] === byte);
}

/**
 * The chunks that a PNG's pixels are in, each compared with its checksum, without copying them.
 * @throws {FormatError} where the file is cut short or damaged, or the image has more than `mostPixels`
 */
export function readPngChunks(bytes: Uint8Array, place: string, mostPixels: number): PngChunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: { [name: string]: Uint8Array | undefined } = Object.create(null);
  const idat: Uint8Array[] = [];
  let header: PngHeader | undefined;
  for (let at = pngSignature.length; ; ) {
    const end = at + 12 > bytes.length ? Number.POSITIVE_INFINITY : at + 12 + view.getUint32(at);
    if (end > bytes.length)
      throw damagedImage(place, "expected a PNG's last chunk, IEND, got a file that ends before it.");
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, end - 4);
    if (header === undefined && name !== "IHDR")
      throw damagedImage(place, `expected IHDR as a PNG's first chunk, got ${printable(name)}.`);
    if (name === "IHDR" || name === "PLTE" || name === "tRNS" || name === "IDAT") {
      const crc = crc32(bytes.subarray(at + 4, end - 4));
      if (crc !== view.getUint32(end - 4)) {
        throw damagedImage(
          place,
          `expected the checksum ${crc.toString(16)} of its chunk ${name}, got ${view.getUint32(end - 4).toString(16)}.`,
        );
      }
      if (name === "IDAT") idat.push(content);
      else if (found[name]) throw damagedImage(place, `expected one chunk ${name}, got two.`);
      else found[name] = content;
      if (name === "IHDR") header = readHeader(content, place, mostPixels);
    }
    if (name === "IEND") break;
    at = end;
  }
  if (header === undefined || found.IHDR === undefined || idat.length === 0) {
    throw damagedImage(place, "expected a PNG's pixels, chunk IDAT, got none.");
  }
  const { IHDR: ihdr, PLTE: plte, tRNS: trns } = found;
  return { header, ihdr, idat, ...(plte && { plte }), ...(trns && { trns }) };
}

function readHeader(content: Uint8Array, place: string, mostPixels: number): PngHeader {
  if (content.length !== 13)
    throw damagedImage(place, `expected 13 bytes in its chunk IHDR, got ${content.length}.`);
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colourType, compression, filter, interlace] = content.subarray(8);
  checkSize(width, height, mostPixels, place);
  if (!colourTypes[colourType]?.depths.includes(depth)) {
    throw damagedImage(
      place,
      `expected a colour type and bit depth of PNG's, got ${colourType} with ${depth} bits.`,
    );
  }
  if (compression !== 0 || filter !== 0 || interlace > 1) {
    throw damagedImage(
      place,
      `expected compression 0, filter 0 and interlace 0 or 1, got ${compression}, ${filter} and ${interlace}.`,
    );
  }
  if (interlace === 1 && depth < 8) {
    throw new FormatError(
      place,
      `is an interlaced PNG of ${depth} bits a sample, which is not supported.`,
      "Save it without interlacing, or with 8 bits.",
    );
  }
  return { width, height, depth, colourType, interlaced: interlace === 1 };
}

/** How many bytes the pixels have before they are compressed: in each row a filter, then its samples. */
export function unpackedPngBytes({ width, height, depth, colourType, interlaced }: PngHeader): number {
  const bitsPerPixel = depth * colourTypes[colourType].samples;
  const passes = interlaced ? adam7 : ([[0, 0, 1, 1]] as const);
  let bytes = 0;
  for (const [left, top, stepX, stepY] of passes) {
    const columns = Math.ceil((width - left) / stepX);
    const rows = Math.ceil((height - top) / stepY);
    if (columns > 0 && rows > 0) bytes += rows * (1 + Math.ceil((columns * bitsPerPixel) / 8));
  }
  return bytes;
}

/** A chunk's name as damage may have it: letters as they are, else a question mark. */
function printable(name: string): string {
  return name.replaceAll(/[^A-Za-z]/g, "?");
}
