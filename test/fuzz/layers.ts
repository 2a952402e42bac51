// What is packed with checksums, opened, changed and packed again.

import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { unzlibSync, zipSync, zlibSync } from "fflate";
import { readZip } from "../../packages/core/src/encoding/zip.ts";
import type { Layer } from "./fuzz-target.ts";
import { pick } from "./mutate.ts";

/** One entry of a zip: its content changed, its name, or all of it gone. */
export const zipEntry: Layer = (bytes, change, random) => {
  try {
    const entries = [...readZip(bytes, "fuzz", { unpackLimit: 2 ** 24 })];
    if (entries.length === 0) return undefined;
    const chosen = pick(entries, random);
    const changed = entries.flatMap(([name, content]) => {
      if (name !== chosen[0]) return [[name, content]];
      if (random.integer(16) === 0) return [];
      return [[random.integer(16) === 0 ? pick(entries, random)[0] : name, change(content)]];
    });
    return zipSync(Object.fromEntries(changed), { level: pick([0, 6], random) as 0 | 6 });
  } catch {
    return undefined;
  }
};

/** A chunk of a PNG: its content changed, or its pixels while they are unpacked; its checksum then fits. */
export const pngChunk: Layer = (bytes, change, random) => {
  const chunks: { type: Uint8Array; content: Uint8Array }[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) return undefined;
    chunks.push({ type: bytes.slice(at + 4, at + 8), content: bytes.slice(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  if (chunks.length === 0) return undefined;
  const chosen = pick(chunks, random);
  if (String.fromCharCode(...chosen.type) === "IDAT" && random.integer(4) > 0) {
    try {
      chosen.content = zlibSync(change(unzlibSync(chosen.content)));
    } catch {
      return undefined;
    }
  } else chosen.content = change(chosen.content);
  if (random.integer(16) === 0) chunks.splice(random.integer(chunks.length), 1);
  if (random.integer(16) === 0 && chunks.length > 0) chunks.push(pick(chunks, random));
  const parts = chunks.map(({ type, content }) => {
    const chunk = new Uint8Array(12 + content.length);
    const head = new DataView(chunk.buffer);
    head.setUint32(0, content.length);
    chunk.set(type, 4);
    chunk.set(content, 8);
    head.setUint32(8 + content.length, crc32(chunk.subarray(4, 8 + content.length)));
    return chunk;
  });
  return Buffer.concat([bytes.subarray(0, 8), ...parts]);
};

/** The CRC-32 of PNG and zip, a bit at a time: https://www.w3.org/TR/png-3/#samplecrc has the polynomial. */
function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}

/** A field of a protobuf message, at any depth: its bytes changed, all lengths around it then fit. */
export const protobufField: Layer = (bytes, change, random) => {
  const fields: { begin: number; content: Uint8Array; end: number }[] = [];
  const reader = new BinaryReader(bytes);
  try {
    while (reader.pos < bytes.length) {
      const begin = reader.pos;
      const [, type] = reader.tag();
      if (type !== WireType.LengthDelimited) reader.skip(type);
      else {
        const content = reader.bytes();
        fields.push({ begin, content, end: reader.pos });
      }
    }
  } catch {
    return undefined;
  }
  if (fields.length === 0) return undefined;
  const { begin, content, end } = pick(fields, random);
  const inner = random.integer(4) > 0 ? protobufField(content, change, random) : undefined;
  const [number] = new BinaryReader(bytes.subarray(begin)).tag();
  const writer = new BinaryWriter().raw(bytes.slice(0, begin));
  // Now and then once more, or not at all.
  for (let times = [0, 2][random.integer(16)] ?? 1; times > 0; times--)
    writer.tag(number, WireType.LengthDelimited).bytes(inner ?? change(content));
  return writer.raw(bytes.slice(end)).finish();
};

/** The JSON of a safetensors file, whose length then fits. */
export const safetensorsHeader: Layer = (bytes, change) => {
  if (bytes.length < 8) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (8 + length > bytes.length) return undefined;
  const header = change(bytes.slice(8, 8 + length));
  const size = new Uint8Array(8);
  new DataView(size.buffer).setUint32(0, header.length, true);
  return Buffer.concat([size, header, bytes.subarray(8 + length)]);
};
