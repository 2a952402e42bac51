import { FormatError } from "../../errors.ts";

/** Bytes as they come from a file: whole, or piece by piece. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The text of bytes, UTF-8 or, with its mark, UTF-16, without the mark. @throws {FormatError} where they are no text */
export async function* textOf(chunks: Chunks, place: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    if (decoder.encoding === "utf-8" && chunk.includes(0)) {
      throw new FormatError(place, "expected text, got a binary file.");
    }
    yield decode(decoder, place, chunk);
  }
  if (decoder) yield decode(decoder, place);
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

function decode(decoder: TextDecoder, place: string, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch (cause) {
    throw new FormatError(
      place,
      `expected text in ${decoder.encoding.toUpperCase()}, got bytes that are none.`,
      "Save the table as UTF-8 text.",
      { cause },
    );
  }
}
