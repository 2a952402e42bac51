import type { Random } from "../../packages/core/src/random.ts";

/** A parser, and valid files for it. */
export interface FuzzTarget {
  readonly name: string;
  /** Valid files, which the parser takes. */
  readonly seeds: () => readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
  /** Reads a file and uses what it holds, as percept does. */
  readonly parse: (bytes: Uint8Array) => unknown;
  /** words of the format */
  readonly words?: readonly string[];
  /** Ways to change what is packed in a file, so that a checksum does not refuse every change. */
  readonly layers?: readonly Layer[];
  /** For what unpacks: the bytes that a file says it has in it, where they are more than the file's. */
  readonly declares?: (bytes: Uint8Array) => number;
}

/** Changes what is packed in a file, and packs it again; undefined where this file cannot be opened so. */
export type Layer = (
  bytes: Uint8Array,
  change: (inner: Uint8Array) => Uint8Array,
  random: Random,
) => Uint8Array | undefined;
