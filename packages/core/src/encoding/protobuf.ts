// Protocol buffers by a table of their fields: messages as plain objects, and back. Fields that the table does not
// name are passed over. https://protobuf.dev/programming-guides/encoding/

import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { FormatError, PerceptError } from "../errors.ts";

type ScalarType = "int64" | "float" | "double" | "string" | "bytes";

export interface ProtoField {
  readonly number: number;
  readonly type: ScalarType | ProtoTable;
  readonly repeated: boolean;
}

/** The fields of a message by name. */
export interface ProtoTable {
  readonly [name: string]: ProtoField;
}

type ValueOf<T> = T extends "string"
  ? string
  : T extends "bytes"
    ? Uint8Array
    : T extends ScalarType
      ? number
      : T extends ProtoTable
        ? Message<T>
        : never;

/** A message as an object; a field that is not there is undefined, or an empty list where it repeats. */
export type Message<T extends ProtoTable> = {
  readonly [Name in keyof T]?: T[Name] extends { readonly repeated: true }
    ? readonly ValueOf<T[Name]["type"]>[]
    : ValueOf<T[Name]["type"]>;
};

export function one<const T extends ProtoField["type"]>(number: number, type: T) {
  return { number, type, repeated: false } as const;
}

export function many<const T extends ProtoField["type"]>(number: number, type: T) {
  return { number, type, repeated: true } as const;
}

/** The bytes of a message; numbers that repeat are packed. Whole numbers must be safe integers. */
export function encodeMessage<T extends ProtoTable>(table: T, message: Message<T>): Uint8Array {
  const writer = new BinaryWriter();
  writeMessage(writer, table, message);
  return writer.finish();
}

function writeMessage(writer: BinaryWriter, table: ProtoTable, message: object): void {
  for (const [name, field] of Object.entries(table)) {
    const value = (message as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) continue;
    const values = field.repeated ? (value as readonly unknown[]) : [value];
    const packed = field.repeated && isNumeric(field.type);
    if (packed && values.length > 0) {
      writer.tag(field.number, WireType.LengthDelimited).fork();
      for (const each of values) writeScalar(writer, field.type as ScalarType, each);
      writer.join();
    } else for (const each of values) writeField(writer, field, each);
  }
}

function writeField(writer: BinaryWriter, { number, type }: ProtoField, value: unknown): void {
  writer.tag(number, wireTypeOf(type));
  if (typeof type === "string") writeScalar(writer, type, value);
  else {
    writer.fork();
    writeMessage(writer, type, value as object);
    writer.join();
  }
}

function writeScalar(writer: BinaryWriter, type: ScalarType, value: unknown): void {
  if (type === "string") writer.string(value as string);
  else if (type === "bytes") writer.bytes(value as Uint8Array);
  else if (type === "int64") writer.int64(value as number);
  else writer[type](value as number);
}

/** Messages, words and lists in one file: each costs far more memory than the bytes that make it. */
const MOST_ITEMS = 100_000;

/**
 * A message from bytes; `bytes` fields are views of them. Of a field that does not repeat, the last one counts.
 * @param place  what the message is called in errors.
 * @throws {FormatError} where the bytes are cut short, or a field is of another type than the table's
 */
export function decodeMessage<T extends ProtoTable>(table: T, bytes: Uint8Array, place: string): Message<T> {
  const budget = { items: MOST_ITEMS };
  try {
    return readMessage(new BinaryReader(bytes), bytes.length, table, place, budget) as Message<T>;
  } catch (cause) {
    if (cause instanceof PerceptError) throw cause;
    throw damaged(place, cause);
  }
}

interface Budget {
  items: number;
}

function readMessage(
  reader: BinaryReader,
  end: number,
  table: ProtoTable,
  place: string,
  budget: Budget,
): object {
  const byNumber = new Map(Object.entries(table).map(([name, field]) => [field.number, { name, ...field }]));
  const message: Record<string, unknown> = {};
  for (const [name, { repeated }] of Object.entries(table)) if (repeated) message[name] = [];
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const field = byNumber.get(number);
    if (!field) {
      reader.skip(wireType, number);
      continue;
    }
    const fieldPlace = `${place}: ${field.name}`;
    const list = field.repeated ? (message[field.name] as unknown[]) : undefined;
    if (list && isNumeric(field.type) && wireType === WireType.LengthDelimited) {
      const stop = endOf(reader, end, fieldPlace);
      while (reader.pos < stop) list.push(readScalar(reader, field.type));
      if (reader.pos !== stop) throw damaged(fieldPlace);
      continue;
    }
    if (wireType !== wireTypeOf(field.type)) {
      throw damaged(fieldPlace, `expected wire type ${wireTypeOf(field.type)}, got ${wireType}`);
    }
    if (wireType === WireType.LengthDelimited && budget.items-- === 0) {
      throw new FormatError(
        place,
        `expected at most ${MOST_ITEMS} messages and words, got more.`,
        "The file is damaged, or far larger than a multilayer perceptron needs.",
      );
    }
    const value =
      typeof field.type === "string"
        ? readScalar(reader, field.type)
        : readMessage(reader, endOf(reader, end, fieldPlace), field.type, fieldPlace, budget);
    if (list) list.push(value);
    else message[field.name] = value;
  }
  if (reader.pos !== end) throw damaged(place);
  return message;
}

/** Where what begins here ends, from its length. */
function endOf(reader: BinaryReader, end: number, place: string): number {
  const length = reader.uint32();
  const stop = reader.pos + length;
  if (stop > end) throw damaged(place, `expected ${length} bytes, got ${end - reader.pos}`);
  return stop;
}

function readScalar(reader: BinaryReader, type: ScalarType): unknown {
  if (type === "string") return reader.string(true);
  if (type === "bytes") return reader.bytes();
  if (type !== "int64") return reader[type]();
  return Number(reader.int64());
}

function isNumeric(type: ProtoField["type"]): type is "int64" | "float" | "double" {
  return type === "int64" || type === "float" || type === "double";
}

function wireTypeOf(type: ProtoField["type"]): WireType {
  if (type === "int64") return WireType.Varint;
  if (type === "float") return WireType.Bit32;
  return type === "double" ? WireType.Bit64 : WireType.LengthDelimited;
}

function damaged(place: string, cause?: unknown): FormatError {
  const problem = cause instanceof Error ? cause.message : cause;
  return new FormatError(
    place,
    `expected a protocol buffer, got bytes that are none${problem ? ` (${problem})` : ""}.`,
    "The file is damaged or was cut short: copy it or write it again.",
    cause instanceof Error ? { cause } : undefined,
  );
}
