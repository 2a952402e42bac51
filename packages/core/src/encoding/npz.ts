// Several named arrays in one file, as numpy.savez writes them: a zip archive of .npy files.
import { FormatError } from "../errors.ts";
import { type NpyArray, readNpy, writeNpy } from "./npy.ts";
import type { UnpackOptions } from "./unpack-limit.ts";
import { readZip, writeZip } from "./zip.ts";

const ending = ".npy";

/**
 * The arrays of an .npz file by name, in the file's order.
 * @param place  what the file is called in errors; an array's place is `place: name`.
 * @throws {FormatError} when the file or an array in it is not what it should be.
 */
export function readNpz(
  bytes: Uint8Array,
  place: string,
  options: UnpackOptions = {},
): Map<string, NpyArray> {
  const arrays = new Map<string, NpyArray>();
  for (const [entry, content] of readZip(bytes, place, options)) {
    if (!entry.endsWith(ending)) {
      throw new FormatError(
        place,
        `expected entries that end in ${ending}, got ${entry}.`,
        "Is it an .npz file? numpy.savez writes one.",
      );
    }
    const name = entry.slice(0, -ending.length);
    arrays.set(name, readNpy(content, `${place}: ${name}`));
  }
  return arrays;
}

/** The bytes of an .npz file: the same arrays give the same bytes, on any machine and any day. */
export function writeNpz(arrays: Iterable<readonly [name: string, array: NpyArray]>): Uint8Array {
  const entries: [name: string, bytes: Uint8Array][] = [];
  for (const [name, array] of arrays) entries.push([name + ending, writeNpy(array)]);
  return writeZip(entries);
}
