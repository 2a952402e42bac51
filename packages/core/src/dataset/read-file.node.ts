import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { FileError, FormatError } from "../errors.ts";
import { idxByteLength } from "./idx.ts";

/** Nothing larger is unpacked, as in zip archives; MNIST has 47 MB. */
const UNPACKED_LIMIT = 2_147_483_648;

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
export async function readIdxBytes(path: string): Promise<Uint8Array> {
  const bytes = await readBytes(path);
  return path.endsWith(".gz") ? gunzipIdx(bytes, path) : bytes;
}

async function gunzipIdx(packed: Uint8Array, place: string): Promise<Uint8Array> {
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
      if (expected !== undefined && expected > UNPACKED_LIMIT) break;
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
  if (expected !== undefined && expected > UNPACKED_LIMIT) {
    throw new FormatError(
      place,
      `expected at most ${UNPACKED_LIMIT} bytes unpacked, got a header that says ${expected}.`,
      "The header is wrong, or the set is too large to be read at once; copy or download it again.",
    );
  }
  return Buffer.concat(chunks);
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/, \w+ '.*$/, "") : String(cause);
}
