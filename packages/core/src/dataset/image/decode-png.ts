import { decode } from "fast-png";
import { unzlibSync, zlibSync } from "fflate";
import { FormatError } from "../../errors.ts";
import { damagedImage } from "./check-size.ts";
import type { Image } from "./image.ts";
import { type PngChunks, pngSignature, readPngChunks, unpackedPngBytes } from "./png-chunks.ts";

/** RFC 1951 spends at least 2 bits on a match of 258 bytes; https://zlib.net/zlib_tech.html names the same 1032:1. */
const DEFLATE_LIMIT = 1032;

/** @throws {FormatError} as decodeImage */
export function decodePng(bytes: Uint8Array, place: string, mostPixels: number): Image {
  const chunks = readPngChunks(bytes, place, mostPixels);
  const rows = unpack(chunks, place);
  try {
    return asBytes(chunks, decode(rewritten(chunks, rows)), place);
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    throw damagedImage(place, "cannot be decoded: its pixels are not as PNG has them.", { cause });
  }
}

/** The rows with their filters, just as many bytes as the header says: an archive bomb is not unpacked. */
function unpack({ header, idat }: PngChunks, place: string): Uint8Array {
  const expected = unpackedPngBytes(header);
  const packed = joined(idat);
  const size = `${header.width} x ${header.height} pixels`;
  if (expected > DEFLATE_LIMIT * packed.length) {
    throw damagedImage(
      place,
      `expected ${expected} bytes for ${size}, got ${packed.length} that unpack to fewer.`,
    );
  }
  let rows: Uint8Array;
  try {
    // One byte more than needed, so that too many show.
    rows = unzlibSync(packed, { out: new Uint8Array(expected + 1) });
  } catch (cause) {
    throw damagedImage(place, "cannot be unpacked: its deflated bytes are not valid.", { cause });
  }
  if (rows.length === expected) return rows;
  const got = rows.length > expected ? "more" : `${rows.length}`;
  throw damagedImage(place, `expected ${expected} bytes for ${size}, got ${got}.`);
}

/**
 * A PNG of the same pixels for the library, which unpacks whatever it is given: stored, not compressed, and without the
 * chunks that have no say in them (an embedded colour profile could unpack to anything).
 */
function rewritten({ ihdr, plte, trns }: PngChunks, rows: Uint8Array): Uint8Array {
  return joined([
    pngSignature,
    ...chunk("IHDR", ihdr),
    ...(plte ? chunk("PLTE", plte) : []),
    ...(trns ? chunk("tRNS", trns) : []),
    ...chunk("IDAT", zlibSync(rows, { level: 0 })),
    ...chunk("IEND", new Uint8Array(0)),
  ]);
}

/** Without its checksum, which was compared and is not asked for again. */
function chunk(name: string, content: Uint8Array): Uint8Array[] {
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, content.length);
  head.set(
    Uint8Array.from(name, (letter) => letter.charCodeAt(0)),
    4,
  );
  return [head, content, new Uint8Array(4)];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function asBytes(
  { header, plte, trns }: PngChunks,
  { data }: { readonly data: ArrayLike<number> },
  place: string,
): Image {
  const { width, height, depth, colourType } = header;
  const samples = depth < 8 ? unpackBits(data, header) : data;
  if (colourType === 3)
    return coloured(samples, header, plte ?? new Uint8Array(0), trns ?? new Uint8Array(0), place);
  const colours = colourType === 0 || colourType === 4 ? 1 : 3;
  const hasAlpha = colourType >= 4;
  const most = 2 ** depth - 1;
  const channels = (colours + (hasAlpha || trns ? 1 : 0)) as Image["channels"];
  const pixels = new Uint8Array(width * height * channels);
  if (hasAlpha || !trns) {
    for (let at = 0; at < pixels.length; at++) pixels[at] = Math.round((255 * samples[at]) / most);
    return { width, height, channels, pixels };
  }
  const clear = clearColour(trns, colours, place);
  for (let from = 0, to = 0; to < pixels.length; from += colours, to += channels) {
    let opaque = 0;
    for (let colour = 0; colour < colours; colour++) {
      const sample = samples[from + colour];
      if (sample !== clear[colour]) opaque = 255;
      pixels[to + colour] = Math.round((255 * sample) / most);
    }
    pixels[to + colours] = opaque;
  }
  return { width, height, channels, pixels };
}

/** Samples of 1, 2 or 4 bits, one a byte; rows begin on a byte. */
function unpackBits(data: ArrayLike<number>, { width, height, depth }: PngChunks["header"]): Uint8Array {
  const samples = new Uint8Array(width * height);
  const rowBytes = Math.ceil((width * depth) / 8);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const bit = column * depth;
      samples[at] = (data[row * rowBytes + (bit >> 3)] >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
    }
  }
  return samples;
}

/** The one colour that is transparent: 16 bits a sample. */
function clearColour(trns: Uint8Array, colours: number, place: string): number[] {
  if (trns.length !== 2 * colours)
    throw damagedImage(place, `expected ${2 * colours} bytes in its chunk tRNS, got ${trns.length}.`);
  return Array.from({ length: colours }, (_, colour) => 256 * trns[2 * colour] + trns[2 * colour + 1]);
}

function coloured(
  samples: ArrayLike<number>,
  { width, height }: PngChunks["header"],
  palette: Uint8Array,
  alphas: Uint8Array,
  place: string,
): Image {
  const channels = alphas.length > 0 ? 4 : 3;
  const colours = Math.floor(palette.length / 3);
  const pixels = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = samples[pixel];
    if (colour >= colours)
      throw damagedImage(place, `expected colours below ${colours}, the size of its palette, got ${colour}.`);
    pixels.set(palette.subarray(3 * colour, 3 * colour + 3), channels * pixel);
    if (channels === 4) pixels[4 * pixel + 3] = alphas[colour] ?? 255;
  }
  return { width, height, channels, pixels };
}
