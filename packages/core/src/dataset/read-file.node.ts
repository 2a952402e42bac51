import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { overLimit, type UnpackOptions, usualUnpackLimit } from "../encoding/unpack-limit.ts";
import { FileError, FormatError, PerceptError } from "../errors.ts";
import { idxByteLength } from "./idx.ts";
import type { ByteSource } from "./parquet/byte-source.ts";

/** Reads a whole file. @throws {FileError} that says why it cannot be read */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(path);
    return new Uint8Array(buffer, byteOffset, byteLength); // no copy: a set of images is large
  } catch (cause) {
    throw new FileError(
      `${path}: cannot be read (${reason(cause)}).`,
      "Check the path, and that you may read it.",
      {
        cause,
      },
    );
  }
}

/** An IDX file, plain or gzip by its ending. Unpacking stops where the header says that the file must end. */
export async function readIdxBytes(
  path: string,
  { unpackLimit = usualUnpackLimit }: UnpackOptions = {},
): Promise<Uint8Array> {
  const bytes = await readBytes(path);
  return path.endsWith(".gz") ? gunzipIdx(bytes, path, unpackLimit) : bytes;
}

async function gunzipIdx(packed: Uint8Array, place: string, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let expected: number | undefined;
  const stream = createGunzip();
  stream.end(packed);
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      length += chunk.length;
      expected ??= idxByteLength(chunk);
      if (expected !== undefined && expected > limit) break;
      // Not IDX, or longer than its header says: what is there is enough for the message.
      if (length > (expected ?? 0)) break;
    }
  } catch (cause) {
    throw new FormatError(
      place,
      `expected a whole gzip file, got one that does not unpack (${reason(cause)}).`,
      "The file is cut short, damaged or not gzip; copy or download it again.",
      { cause },
    );
  }
  if (expected !== undefined && expected > limit)
    throw overLimit(place, limit, `a header that says ${expected}`);
  return Buffer.concat(chunks);
}

/**
 * A file piece by piece, unpacked where it ends in .gz, and at the end the SHA-256 of what came. As nothing is kept of
 * it here, what it unpacks to is limited only where a limit is given.
 */
export function readChunks(
  path: string,
  { unpackLimit = Number.POSITIVE_INFINITY }: UnpackOptions = {},
): { chunks: AsyncIterable<Uint8Array>; sha256: () => string } {
  const isPacked = path.toLowerCase().endsWith(".gz");
  const hash = createHash("sha256");
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const file = createReadStream(path, { highWaterMark: 262_144 });
    const stream = isPacked ? file.pipe(createGunzip()) : file;
    let length = 0;
    file.on("error", (error) => stream.destroy(error)); // a pipe does not hand it on
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        length += chunk.length;
        if (isPacked && length > unpackLimit) throw overLimit(path, unpackLimit, "more");
        hash.update(chunk);
        yield chunk;
      }
    } catch (cause) {
      if (cause instanceof PerceptError) throw cause;
      throw new FileError(
        `${path}: cannot be read (${reason(cause)}).`,
        "Check the path, that you may read it, and that it is whole.",
        { cause },
      );
    } finally {
      file.destroy();
    }
  }
  return { chunks: chunks(), sha256: () => hash.digest("hex") };
}

/** A file of which parts are read as they are asked for. Close it. */
export async function openBytes(path: string): Promise<ByteSource & { close(): Promise<void> }> {
  const file = await open(path).catch((cause: unknown) => {
    throw new FileError(
      `${path}: cannot be read (${reason(cause)}).`,
      "Check the path, and that you may read it.",
      { cause },
    );
  });
  const { size } = await file.stat();
  return {
    byteLength: size,
    async slice(start, end = size) {
      const bytes = new Uint8Array(end - start);
      for (let at = 0; at < bytes.length; ) {
        const { bytesRead } = await file.read(bytes, at, bytes.length - at, start + at);
        if (bytesRead === 0) throw new FileError(`${path}: ends at ${start + at} of ${size} bytes.`);
        at += bytesRead;
      }
      return bytes.buffer;
    },
    close: () => file.close(),
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/, \w+ '.*$/, "") : String(cause);
}
