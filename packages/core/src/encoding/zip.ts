// Zip archives, bounded by the bytes at hand: nothing is believed that was not checked, and every entry's CRC is.
// PKWARE, "APPNOTE.TXT - .ZIP File Format Specification" 6.3.10, sections 4.3 (records) and 4.5.3 (ZIP64 sizes).
import { inflateSync, type Zippable, zipSync } from "fflate";
import { FormatError, ParameterError } from "../errors.ts";
import { overLimit, type UnpackOptions, usualUnpackLimit } from "./unpack-limit.ts";

// Signatures and the sizes of their records without what varies, by section of the specification.
const localHeader = { signature: 0x04034b50, size: 30 }; // 4.3.7
const centralHeader = { signature: 0x02014b50, size: 46 }; // 4.3.12
const zip64End = { signature: 0x06064b50, size: 56 }; // 4.3.14
const zip64Locator = { signature: 0x07064b50, size: 20 }; // 4.3.15
const endRecord = { signature: 0x06054b50, size: 22 }; // 4.3.16

const stored = 0;
const deflated = 8;
const encryptedFlags = 0x2041; // bits 0, 6 and 13: 4.4.4

// RFC 1951 spends at least 2 bits on a match of 258 bytes; https://zlib.net/zlib_tech.html names the same 1032:1.
const deflateLimit = 1032;

function damage(place: string, problem: string, options?: ErrorOptions): FormatError {
  const next = "The file is damaged or was cut short: copy it or write it again.";
  return new FormatError(place, problem, next, options);
}

interface Entry {
  readonly place: string;
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where the local header begins. */
  readonly offset: number;
}

export interface ZipOptions extends UnpackOptions {
  /** by the names of entries; others stay packed. All of them unless given */
  readonly wanted?: ((name: string) => boolean) | undefined;
}

interface Directory {
  readonly count: number;
  readonly offset: number;
  readonly end: number;
}

/**
 * The entries of a zip archive by name. What was stored uncompressed is a view of `bytes`, not a copy.
 * @param place  what the archive is called in errors.
 * @throws {FormatError} when this is no archive, is cut short or damaged, or uses what no .npz file does: encryption,
 * methods other than stored and deflated, several parts, a name twice, more than the limit.
 */
export function readZip(
  bytes: Uint8Array,
  place: string,
  { unpackLimit = usualUnpackLimit, wanted = () => true }: ZipOptions = {},
): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = findDirectory(view, place);
  const entries = readDirectory(bytes, view, directory, place);
  const contents = new Map<string, Uint8Array>();
  let compressedTotal = 0;
  let total = 0;
  for (const entry of entries) {
    if (!wanted(entry.name)) continue;
    if (contents.has(entry.name)) {
      throw damage(place, `expected each entry once, got ${entry.name} twice.`);
    }
    // Entries that share their bytes could ask for far more memory than one after another ever can.
    compressedTotal += entry.compressedSize;
    if (compressedTotal > directory.offset) {
      throw damage(
        place,
        `expected at most ${directory.offset} bytes of entries, got ${compressedTotal} by ${entry.name}.`,
      );
    }
    total += entry.size;
    if (total > unpackLimit) throw overLimit(place, unpackLimit, `${total} by ${entry.name}`);
    contents.set(entry.name, readEntry(bytes, view, entry, directory));
  }
  return contents;
}

/**
 * The names of an archive's entries, in its order; nothing is unpacked.
 * @throws {FormatError} as readZip, where the directory is damaged
 */
export function zipNames(bytes: Uint8Array, place: string): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return readDirectory(bytes, view, findDirectory(view, place), place).map(({ name }) => name);
}

/** Where the central directory lies, from the record at the end of the archive. */
function findDirectory(view: DataView, place: string): Directory {
  const begin = view.byteLength < 4 ? 0 : view.getUint32(0, true);
  if (begin !== localHeader.signature && begin !== endRecord.signature) {
    throw new FormatError(
      place,
      `does not begin as a zip archive does: expected the bytes 50 4b 03 04, got ${hexadecimal(view)}.`,
      "Is it an .npz file? numpy.savez writes one.",
    );
  }
  const end = findEndRecord(view);
  if (end === undefined) {
    throw damage(
      place,
      `does not end as a zip archive does: found no end record in its ${view.byteLength} bytes.`,
    );
  }
  let parts = [view.getUint16(end + 4, true), view.getUint16(end + 6, true)];
  let countHere = view.getUint16(end + 8, true);
  let count = view.getUint16(end + 10, true);
  let size = view.getUint32(end + 12, true);
  let offset = view.getUint32(end + 16, true);
  let limit = end;
  const locator = end - zip64Locator.size;
  if (locator >= 0 && view.getUint32(locator, true) === zip64Locator.signature) {
    limit = getUint64(view, locator + 8);
    if (limit > locator - zip64End.size || view.getUint32(limit, true) !== zip64End.signature) {
      throw damage(place, `expected its ZIP64 end record at byte ${limit}, got none.`);
    }
    parts = [view.getUint32(limit + 16, true), view.getUint32(limit + 20, true)];
    countHere = getUint64(view, limit + 24);
    count = getUint64(view, limit + 32);
    size = getUint64(view, limit + 40);
    offset = getUint64(view, limit + 48);
  }
  if (parts.some((part) => part !== 0) || countHere !== count) {
    throw new FormatError(
      place,
      "expected an archive in one part, got one of several.",
      "Join the parts: `zip -s 0 parts.zip --out whole.zip`.",
    );
  }
  if (offset + size !== limit || count * centralHeader.size > size) {
    throw damage(
      place,
      `expected a directory of ${count} entries to end at byte ${limit}, got ${size} bytes from byte ${offset}.`,
    );
  }
  return { count, offset, end: limit };
}

/** The end record is the last thing in the archive, but for a comment whose length it names. */
function findEndRecord(view: DataView): number | undefined {
  const last = view.byteLength - endRecord.size;
  for (let at = last; at >= 0 && at >= last - 0xffff; at--) {
    if (view.getUint32(at, true) === endRecord.signature && view.getUint16(at + 20, true) === last - at)
      return at;
  }
  return undefined;
}

function readDirectory(bytes: Uint8Array, view: DataView, directory: Directory, place: string): Entry[] {
  const entries: Entry[] = [];
  let at = directory.offset;
  for (let index = 1; index <= directory.count; index++) {
    const variable = at + centralHeader.size;
    if (variable > directory.end || view.getUint32(at, true) !== centralHeader.signature) {
      throw damage(place, `expected ${directory.count} entries, got ${index - 1}.`);
    }
    const extra = variable + view.getUint16(at + 28, true);
    const comment = extra + view.getUint16(at + 30, true);
    const next = comment + view.getUint16(at + 32, true);
    if (next > directory.end) {
      throw damage(place, `expected entry ${index} to end by byte ${directory.end}, got ${next}.`);
    }
    const name = new TextDecoder().decode(bytes.subarray(variable, extra));
    const entryPlace = `${place}: ${name}`;
    const flags = view.getUint16(at + 8, true);
    if ((flags & encryptedFlags) !== 0) {
      throw new FormatError(
        entryPlace,
        "expected a plain entry, got an encrypted one.",
        "Decrypt the archive first.",
      );
    }
    const sizes = readSizes(view, at, extra, comment, entryPlace);
    const method = view.getUint16(at + 10, true);
    const crc = view.getUint32(at + 16, true);
    entries.push({ place: entryPlace, name, method, crc, ...sizes });
    at = next;
  }
  if (at !== directory.end) {
    throw damage(place, `expected its directory to end at byte ${directory.end}, got ${at}.`);
  }
  return entries;
}

/** The sizes and the offset in a central header; all ones stand for the next value of the ZIP64 field. */
function readSizes(view: DataView, at: number, extra: number, extraEnd: number, place: string) {
  const values = [24, 20, 42].map((field) => view.getUint32(at + field, true));
  let wanted = values.filter((value) => value === 0xffffffff).length;
  for (let field = extra; wanted > 0 && field + 4 <= extraEnd; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    const length = view.getUint16(field + 2, true);
    if (length < 8 * wanted || field + 4 + length > extraEnd) break;
    let from = field + 4;
    for (let index = 0; index < values.length; index++) {
      if (values[index] !== 0xffffffff) continue;
      values[index] = getUint64(view, from);
      from += 8;
    }
    wanted = 0;
  }
  if (wanted > 0) throw damage(place, "expected a ZIP64 field with its sizes, got none.");
  const [size, compressedSize, offset] = values;
  return { size, compressedSize, offset };
}

function readEntry(bytes: Uint8Array, view: DataView, entry: Entry, directory: Directory): Uint8Array {
  const { place, name, method, compressedSize, size, offset } = entry;
  const variable = offset + localHeader.size;
  if (variable > directory.offset || view.getUint32(offset, true) !== localHeader.signature) {
    throw damage(place, `expected an entry at byte ${offset}, got none.`);
  }
  const extra = variable + view.getUint16(offset + 26, true);
  const begin = extra + view.getUint16(offset + 28, true);
  const end = begin + compressedSize;
  if (end > directory.offset) {
    throw damage(place, `expected to end by byte ${directory.offset}, got ${end}.`);
  }
  const localName = new TextDecoder().decode(bytes.subarray(variable, extra));
  if (localName !== name) {
    throw damage(place, `expected this entry at byte ${offset}, got ${localName}.`);
  }
  const compressed = bytes.subarray(begin, end);
  if (method !== deflated && method !== stored) {
    throw new FormatError(
      place,
      `expected method 0 (stored) or 8 (deflated), got ${method}.`,
      "Pack it again with numpy.savez_compressed or a plain `zip`.",
    );
  }
  const content = method === deflated ? inflate(compressed, size, place) : compressed;
  if (content.length !== size) {
    throw damage(place, `expected ${size} bytes, got ${content.length}.`);
  }
  const crc = crc32(content);
  if (crc !== entry.crc) {
    throw damage(place, `expected the checksum ${entry.crc.toString(16)}, got ${crc.toString(16)}.`);
  }
  return content;
}

function inflate(compressed: Uint8Array, size: number, place: string): Uint8Array {
  if (size > deflateLimit * compressed.length) {
    throw damage(
      place,
      `expected at most ${deflateLimit * compressed.length} bytes from ${compressed.length}, got a size of ${size}.`,
    );
  }
  try {
    // One byte more than needed, so that too long a content shows.
    return inflateSync(compressed, { out: new Uint8Array(size + 1) });
  } catch (cause) {
    throw damage(place, "cannot be unpacked: its deflated bytes are not valid.", { cause });
  }
}

/**
 * A zip archive of the entries, uncompressed. It carries a fixed date, so that the same entries give the same bytes.
 * @throws {ParameterError} when a name comes twice, or the archive would need ZIP64 (4 GiB, or 65,535 entries).
 */
export function writeZip(entries: Iterable<readonly [name: string, bytes: Uint8Array]>): Uint8Array {
  const files: Zippable = {};
  let count = 0;
  let size = endRecord.size;
  for (const [name, bytes] of entries) {
    // A name that objects keep for themselves would get lost on the way.
    if (Object.hasOwn(files, name) || name === "__proto__") {
      throw new ParameterError(`names in an archive must be different and not __proto__, got ${name}.`);
    }
    files[name] = bytes;
    count++;
    size += localHeader.size + centralHeader.size + 6 * name.length + bytes.length; // UTF-8: 3 bytes a character
  }
  if (count >= 0xffff || size >= 0xffffffff) {
    throw new ParameterError(
      `an archive must have fewer than 65535 entries and 4294967295 bytes, got ${count} and ${size}.`,
    );
  }
  // Local time, because that is what the format keeps; noon, because clocks are changed at night.
  return zipSync(files, { level: 0, mtime: new Date(1980, 0, 1, 12) });
}

// The reversed polynomial of ISO 3309 and ITU-T V.42; RFC 1952, section 8, and the zip specification, 4.4.7.
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb88320;
  return crc;
});

/** CRC-32 as zip, gzip and PNG have it; a whole number in [0, 2^32). */
export function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (let index = 0; index < bytes.length; index++) {
    crc = (crc >>> 8) ^ crcTable[(crc ^ bytes[index]) & 0xff];
  }
  return ~crc >>> 0;
}

/** Beyond 2^53 the number is rounded, which no bound lets through. */
function getUint64(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 4294967296;
}

function hexadecimal(view: DataView): string {
  const first = Array.from({ length: Math.min(4, view.byteLength) }, (_, index) => view.getUint8(index));
  return first.map((byte) => byte.toString(16).padStart(2, "0")).join(" ") || "none";
}
