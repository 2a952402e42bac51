// ITU-T T.81 (1992), "Digital compression and coding of continuous-tone still images", annex B: markers and segments.
import { FormatError } from "../../errors.ts";
import { checkSize, damagedImage } from "./check-size.ts";
import { readOrientation } from "./exif-orientation.ts";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
/** Frames: the second hexadecimal digit of those markers but DHT (c4), JPG (c8) and DAC (cc). */
const FRAMES = [0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf];
/** baseline, extended and progressive, by Huffman codes */
const SUPPORTED = [0xc0, 0xc1, 0xc2];
/** Progressive images come in about ten; each costs a pass over the image, however short it is. */
const MOST_SCANS = 100;

export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** 1..8, how a viewer has to turn it: EXIF's, 1 where there is none */
  readonly orientation: number;
}

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === SOI && bytes[2] === 0xff;
}

/**
 * Walks over the segments of a JPEG and bounds what decoding it takes.
 * @throws {FormatError} where they do not lead to its end, it is of a kind that few programs read, or it has more pixels
 * than `mostPixels` or than its bytes can hold
 */
export function readJpegHeader(bytes: Uint8Array, place: string, mostPixels: number): JpegHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: Omit<JpegHeader, "orientation"> | undefined;
  let orientation = 1;
  let scans = 0;
  for (let at = 2; ; ) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++; // fill bytes
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) {
      const got = at + 1 >= bytes.length ? "the file's end" : `the byte ${bytes[at].toString(16)}`;
      throw damagedImage(place, `expected a JPEG's marker at byte ${at}, got ${got}.`);
    }
    if (marker === EOI) break;
    const length = at + 4 > bytes.length ? 0 : view.getUint16(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) {
      throw damagedImage(
        place,
        `expected a JPEG's segment at byte ${at}, got one that ends beyond the file.`,
      );
    }
    const content = bytes.subarray(at + 4, end);
    if (FRAMES.includes(marker)) {
      if (frame) throw damagedImage(place, "expected one image in a JPEG, got a second frame.");
      frame = readFrame(content, marker, place, mostPixels, bytes.length);
    } else if (marker === APP1) orientation = readOrientation(content) ?? orientation;
    at = end;
    if (marker === SOS) {
      if (++scans > MOST_SCANS)
        throw damagedImage(place, `expected at most ${MOST_SCANS} scans in a JPEG, got more.`);
      at = endOfScan(bytes, at);
    }
  }
  if (frame === undefined || scans === 0)
    throw damagedImage(place, "expected a JPEG's image, got a file that has none.");
  return { ...frame, orientation };
}

/** Where the next marker is: in a scan's bytes, ff is followed by 0 or is a restart. */
function endOfScan(bytes: Uint8Array, begin: number): number {
  for (let at = begin; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1];
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

function readFrame(
  content: Uint8Array,
  marker: number,
  place: string,
  mostPixels: number,
  fileBytes: number,
) {
  if (!SUPPORTED.includes(marker)) {
    throw new FormatError(
      place,
      `expected a baseline or progressive JPEG, got one of kind SOF${marker & 15}.`,
      "Save it as a usual JPEG or as PNG.",
    );
  }
  const components = content[5];
  if (content.length < 6 || content.length !== 6 + 3 * components) {
    throw damagedImage(place, "expected a JPEG's frame of 1 to 4 components, got one of another length.");
  }
  const height = 256 * content[1] + content[2];
  const width = 256 * content[3] + content[4];
  checkSize(width, height, mostPixels, place);
  if (content[0] !== 8) {
    throw new FormatError(
      place,
      `expected a JPEG of 8 bits a sample, got ${content[0]}.`,
      "Save it as a usual JPEG or as PNG.",
    );
  }
  if (![1, 3, 4].includes(components))
    throw damagedImage(place, `expected a JPEG of 1, 3 or 4 components, got ${components}.`);
  const ids = new Set<number>();
  for (let at = 6; at < content.length; at += 3) {
    const [across, down] = [content[at + 1] >> 4, content[at + 1] & 15];
    if (across < 1 || across > 4 || down < 1 || down > 4 || ids.has(content[at])) {
      throw damagedImage(
        place,
        `expected components of their own with factors 1 to 4, got ${across} x ${down} of component ${content[at]}.`,
      );
    }
    ids.add(content[at]);
  }
  // Each block of 8 x 8 takes at least one bit, its first coefficient's code.
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  if (blocks > 8 * fileBytes) {
    throw damagedImage(
      place,
      `expected at least ${Math.ceil(blocks / 8)} bytes for ${width} x ${height} pixels, got ${fileBytes}.`,
    );
  }
  return { width, height, components };
}
