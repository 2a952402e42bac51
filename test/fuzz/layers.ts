// What is packed with checksums, opened, changed and packed again.

import { unzipSync, unzlibSync, zipSync, zlibSync } from "fflate";
import type { Layer } from "./fuzz-target.ts";
import { pick } from "./mutate.ts";

/** One entry of a zip: its content changed, its name, or all of it gone. */
export const zipEntry: Layer = (bytes, change, random) => {
  try {
    const entries = Object.entries(unzipSync(bytes));
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
  if (random.integer(16) === 0) chunks.push(pick(chunks, random));
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
