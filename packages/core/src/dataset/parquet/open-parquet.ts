import type { FileMetaData, SchemaElement, SchemaTree } from "hyparquet";
import { overLimit } from "../../encoding/unpack-limit.ts";
import { FormatError, PerceptError } from "../../errors.ts";
import { shown } from "../../shown.ts";
import type { ByteSource } from "./byte-source.ts";
import { problemOfColumn } from "./check-column.ts";

/** A column that can be read: a value a row, or the bytes of an image a row. */
export interface ParquetColumn {
  readonly name: string;
  readonly kind: "number" | "text" | "bytes" | "other";
  /** in the file's words, for messages */
  readonly type: string;
}

/** A Parquet file, opened: its columns, and any of them by groups of rows. */
export interface ParquetFile {
  readonly place: string;
  readonly rows: number;
  readonly columns: readonly ParquetColumn[];
  /** what a writer noted beside the data, by key */
  note(key: string): string | undefined;
  /** The column's values, group by group. @throws {FormatError} where the file is not as it says */
  read(column: ParquetColumn): AsyncGenerator<ArrayLike<unknown>>;
}

/** The description of the columns and groups; Hugging Face's are some kilobytes. */
const MOST_FOOTER = 67_108_864;
/** Bytes between the parts of one column that are read together. */
const MOST_BETWEEN = 65_536;
/** Bytes in a row that go on a number, which has ten at most; text beyond ASCII has them, too. */
const MOST_CONTINUED = 16_384;

/**
 * @param unpackLimit  bytes that a column may unpack to in one group of rows
 * @throws {FormatError} where it is no Parquet file, or damaged
 */
export async function openParquet(
  source: ByteSource,
  place: string,
  unpackLimit: number,
): Promise<ParquetFile> {
  const { parquetMetadata, parquetSchema } = await import("hyparquet");
  const footer = await readFooter(source, place);
  const metadata = understood(place, () => parquetMetadata(footer, { geoparquet: false }));
  const rows = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (
    rows !== Number(metadata.num_rows) ||
    metadata.row_groups.some((group) => !(Number(group.num_rows) >= 0))
  )
    throw damaged(place, `${metadata.num_rows} rows, and ${rows} in its groups`);
  const table = understood(place, () => parquetSchema(metadata));
  const columns = table.children.map(columnOf);
  if (columns.some(({ name }) => typeof name !== "string")) throw damaged(place, "a column without a name");
  return {
    place,
    rows,
    columns,
    note: (key) => metadata.key_value_metadata?.find((pair) => pair.key === key)?.value,
    read: (column) => readColumn(source, place, metadata, column, unpackLimit),
  };
}

async function readFooter(source: ByteSource, place: string): Promise<ArrayBuffer> {
  const { byteLength } = source;
  const end = new DataView(byteLength < 12 ? new ArrayBuffer(8) : await source.slice(byteLength - 8));
  if (end.getUint32(4, true) !== 0x31524150) {
    throw new FormatError(
      place,
      "expected a Parquet file, which ends in PAR1, got another kind of file.",
      "The file is cut short or is something else; copy or download it again.",
    );
  }
  const length = end.getUint32(0, true) + 8;
  if (length > byteLength || length > MOST_FOOTER) throw damaged(place, `a footer of ${length} bytes`);
  const footer = await source.slice(byteLength - length);
  let continued = 0;
  for (const byte of new Uint8Array(footer)) {
    continued = byte < 0x80 ? 0 : continued + 1;
    if (continued > MOST_CONTINUED) throw damaged(place, "a number that does not end");
  }
  return footer;
}

/** The columns of the table: values, and structs of an image's bytes and path as Hugging Face has them. */
function columnOf({ element, children }: SchemaTree): ParquetColumn {
  if (children.length === 0) return flatColumn(element);
  const isImage =
    element.repetition_type !== "REPEATED" &&
    children.some(({ element }) => element.name === "bytes" && element.type === "BYTE_ARRAY") &&
    children.every(
      ({ children, element }) => children.length === 0 && element.repetition_type !== "REPEATED",
    );
  return { name: element.name, kind: isImage ? "bytes" : "other", type: "a group of columns" };
}

function flatColumn({
  name,
  type,
  converted_type,
  logical_type,
  repetition_type,
}: SchemaElement): ParquetColumn {
  const meant = converted_type ?? logical_type?.type;
  const kind = (): ParquetColumn["kind"] => {
    if (repetition_type === "REPEATED") return "other";
    if (type === "BYTE_ARRAY")
      return meant === "UTF8" || meant === "STRING" || meant === "ENUM" ? "text" : meant ? "other" : "bytes";
    const isNumber =
      type === "INT32" || type === "INT64" || type === "FLOAT" || type === "DOUBLE" || type === "BOOLEAN";
    return isNumber && (!meant || /^(U?INT_?\d*|INTEGER|DECIMAL)$/.test(meant)) ? "number" : "other";
  };
  return { name, kind: kind(), type: meant ?? type ?? "nothing" };
}

async function* readColumn(
  source: ByteSource,
  place: string,
  metadata: FileMetaData,
  column: ParquetColumn,
  unpackLimit: number,
): AsyncGenerator<ArrayLike<unknown>> {
  const { parquetRead } = await import("hyparquet");
  let rowStart = 0;
  for (const [index, group] of metadata.row_groups.entries()) {
    const rowEnd = rowStart + Number(group.num_rows);
    if (rowEnd === rowStart) continue;
    const parts: ArrayLike<unknown>[] = [];
    const { compressors } = await import("./compressors.ts");
    try {
      const file = await checkedGroup(source, place, metadata, index, column.name, unpackLimit);
      await parquetRead({
        file,
        metadata,
        compressors,
        columns: [column.name],
        rowStart,
        rowEnd,
        utf8: false,
        onChunk: ({ columnData }) => parts.push(columnData),
      });
    } catch (cause) {
      throw cause instanceof PerceptError ? cause : damaged(place, reasonOf(cause), cause);
    }
    const got = parts.reduce((sum, part) => sum + part.length, 0);
    if (got !== rowEnd - rowStart)
      throw damaged(place, `${got} values of ${shown(column.name)} in ${rowEnd - rowStart} rows`);
    yield* parts;
    rowStart = rowEnd;
  }
}

/** The file, of which only the group's parts of one column can be had, which have been looked at. */
async function checkedGroup(
  source: ByteSource,
  place: string,
  metadata: FileMetaData,
  index: number,
  name: string,
  unpackLimit: number,
): Promise<ByteSource> {
  const { parquetSchema } = await import("hyparquet");
  const { parquetHeader } = await import("hyparquet/src/column.js");
  const { compressors } = await import("./compressors.ts");
  const group = metadata.row_groups[index];
  const table = parquetSchema(metadata);
  const chunks: { start: number; bytes: ArrayBuffer }[] = [];
  for (const { meta_data: meta } of group.columns) {
    if (meta?.path_in_schema[0] !== name) continue;
    const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
    const end = start + Number(meta.total_compressed_size);
    if (!(start >= 0 && start <= end && end <= source.byteLength))
      throw damaged(place, `a column at ${start} to ${end} of ${source.byteLength} bytes`);
    const unpacked = Number(meta.total_uncompressed_size);
    if (unpacked > unpackLimit) throw overLimit(place, unpackLimit, `${unpacked} in column ${shown(name)}`);
    const bytes = await source.slice(start, end);
    const chunk = {
      codec: meta.codec,
      type: meta.type,
      uncompressedSize: unpacked,
      rows: Number(group.num_rows),
      deepest: deepestOf(table, meta.path_in_schema),
    };
    const problem = problemOfColumn(new Uint8Array(bytes), chunk, parquetHeader, compressors);
    if (problem !== undefined) throw damaged(place, `${problem} (column ${shown(name)})`);
    chunks.push({ start, bytes });
  }
  return {
    byteLength: source.byteLength,
    slice(from, to = source.byteLength) {
      // Asked for are parts of columns, or several that lie side by side with little in between.
      const all = chunks.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
      if (to - from > all + MOST_BETWEEN)
        return Promise.reject(new Error(`bytes ${from} to ${to} belong to no column`));
      const asked = new Uint8Array(to - from);
      for (const { start, bytes } of chunks) {
        const begin = Math.max(from, start);
        const part = Math.min(to, start + bytes.byteLength) - begin;
        if (part > 0) asked.set(new Uint8Array(bytes, begin - start, part), begin - from);
      }
      return Promise.resolve(asked.buffer);
    },
  };
}

/** How many of a column and what it stands in may be null. */
function deepestOf(table: SchemaTree, path: readonly string[]): number {
  let depth = 0;
  let node = table;
  for (const name of path) {
    const child = node.children.find(({ element }) => element.name === name);
    if (!child) throw new Error(`no column ${path.join(".")}`);
    if (child.element.repetition_type !== "REQUIRED") depth++;
    node = child;
  }
  return depth;
}

/** What the library says of a file that it does not understand, in a sentence of ours. */
function understood<Value>(place: string, read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    throw damaged(place, reasonOf(cause), cause);
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function damaged(place: string, problem: string, cause?: unknown): FormatError {
  return new FormatError(
    place,
    `expected a Parquet file that is whole, got ${problem}.`,
    "The file is damaged, or written in a way that is not known; write it again, say with pandas' to_parquet.",
    { cause },
  );
}
