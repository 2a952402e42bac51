import type { Compressors, PageHeader } from "hyparquet";
import type { parquetHeader } from "hyparquet/src/column.js";
import { countInRuns } from "./check-runs.ts";

/** What the file's footer says of a column in one of its groups of rows. */
export interface ColumnChunk {
  readonly codec: string;
  readonly type: string;
  readonly uncompressedSize: number;
  /** as every value needs one */
  readonly rows: number;
  /** definition levels are 0 to this */
  readonly deepest: number;
}

/** More values in a page come from no writer that we know of. */
const MOST_VALUES = 4_194_304;
/** How far pages are packed at most: three bytes of Snappy copy 64, two bits of gzip 258; Zstandard knows no bound. */
const mostPacked: Readonly<Record<string, number>> = { UNCOMPRESSED: 1, SNAPPY: 22, GZIP: 1032, ZSTD: 1032 };
/** Bytes that a page of Zstandard's may unpack to however few it has: writers' pages have 1 MB or so. */
const SURELY_FINE = 16_777_216;
const encodings = ["PLAIN", "PLAIN_DICTIONARY", "RLE_DICTIONARY", "RLE", "BYTE_STREAM_SPLIT"];

/**
 * Whether a column's pages are what the footer promises: sizes, numbers of values, and runs. What is wrong is said in
 * words. The library that reads them afterwards allocates what a page claims.
 */
export function problemOfColumn(
  bytes: Uint8Array,
  chunk: ColumnChunk,
  readHeader: typeof parquetHeader,
  compressors: Compressors,
): string | undefined {
  const { codec } = chunk;
  const most = Object.hasOwn(mostPacked, codec) ? mostPacked[codec] : undefined;
  if (most === undefined) return `compression ${codec}, where SNAPPY, GZIP and ZSTD are known`;
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  let values = 0;
  let unpacked = 0;
  while (reader.offset < bytes.length - 1 && values < chunk.rows) {
    const header = readHeader(reader);
    const { compressed_page_size: size, uncompressed_page_size: whole } = header;
    unpacked += whole;
    if (
      !(size >= 0 && whole >= 0 && reader.offset + size <= bytes.length && unpacked <= chunk.uncompressedSize)
    )
      return `pages of ${size} bytes, ${whole} unpacked, where ${bytes.length} and ${chunk.uncompressedSize} are promised for all`;
    if (whole > Math.max(most * size, codec === "ZSTD" ? SURELY_FINE : 0))
      return `${whole} bytes packed in ${size}`;
    const body = bytes.subarray(reader.offset, reader.offset + size);
    reader.offset += size;
    const page = header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header;
    const count = page?.num_values ?? -1;
    if (!page || !(count >= 0 && count <= MOST_VALUES)) return `a page of ${count} values`;
    if (header.type !== "DICTIONARY_PAGE") {
      values += count;
      if (values > chunk.rows) return `${values} values where ${chunk.rows} rows are promised`;
    } else if (count > whole) return `a dictionary of ${count} values in ${whole} bytes`;
    if (!encodings.includes(page.encoding)) return `values encoded as ${page.encoding}`;
    const problem = problemOfPage(body, header, chunk, (packed, length) => {
      const unpack = compressors[codec as keyof Compressors];
      return unpack ? unpack(packed, length) : packed;
    });
    if (problem !== undefined) return problem;
  }
  return values === chunk.rows ? undefined : `${values} values where ${chunk.rows} rows are promised`;
}

function problemOfPage(
  body: Uint8Array,
  header: PageHeader,
  { type, deepest }: ColumnChunk,
  unpack: (packed: Uint8Array, length: number) => Uint8Array,
): string | undefined {
  const { data_page_header: first, data_page_header_v2: second, uncompressed_page_size: whole } = header;
  const width = 32 - Math.clz32(deepest);
  if (first) {
    const page = unpack(body, whole);
    if (page.length !== whole) return `a page of ${page.length} bytes where ${whole} are promised`;
    if (deepest === 0) return problemOfValues(page, first.encoding, type, first.num_values);
    const levels = prefixed(page);
    const present = levels && countInRuns(levels, width, first.num_values, deepest);
    if (!levels || present === undefined) return "levels that do not fit their values";
    return problemOfValues(page.subarray(4 + levels.length), first.encoding, type, present);
  }
  if (!second) return undefined;
  const { definition_levels_byte_length: length, repetition_levels_byte_length: repetitions } = second;
  if (repetitions !== 0 || !(length >= 0 && length <= body.length && length <= whole))
    return "levels longer than their page";
  const present =
    deepest === 0
      ? second.num_values
      : countInRuns(body.subarray(0, length), width, second.num_values, deepest);
  if (present === undefined || present !== second.num_values - second.num_nulls)
    return "levels that do not fit their values";
  const packed = body.subarray(length);
  const page = second.is_compressed === false || whole === length ? packed : unpack(packed, whole - length);
  return problemOfValues(page, second.encoding, type, present);
}

/** The runs of indices into a dictionary, and of true and false. */
function problemOfValues(
  page: Uint8Array,
  encoding: string,
  type: string,
  count: number,
): string | undefined {
  if (count === 0) return undefined;
  const isDictionary = encoding.endsWith("_DICTIONARY");
  if (!isDictionary && encoding !== "RLE") return undefined;
  const runs = type === "BOOLEAN" ? prefixed(page) : page.subarray(1);
  const width = type === "BOOLEAN" ? 1 : page[0];
  if (runs && width <= 32 && (width === 0 || countInRuns(runs, width, count, -1) !== undefined))
    return undefined;
  return "indices that do not fit their values";
}

/** What follows four bytes that say how long it is. */
function prefixed(page: Uint8Array): Uint8Array | undefined {
  if (page.length < 4) return undefined;
  const length = new DataView(page.buffer, page.byteOffset).getUint32(0, true);
  return length <= page.length - 4 ? page.subarray(4, 4 + length) : undefined;
}
