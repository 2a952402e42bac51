// Parsers with mistakes, which fuzzing must find: they are no part of percept.

import { FormatError } from "../../../packages/core/src/errors.ts";
import type { FuzzTarget } from "../fuzz-target.ts";

const seeds = () => [new Uint8Array(64)];

export const plantedTargets: readonly FuzzTarget[] = [
  {
    name: "planted: an error without a type",
    seeds,
    parse: (bytes) => {
      if (bytes[0] !== 0) throw new TypeError("cannot read properties of undefined");
    },
  },
  {
    name: "planted: an error only behind three bytes, one after another",
    seeds,
    parse: (bytes) => {
      if (bytes[0] !== 1) return;
      if (bytes[1] !== 2) return;
      if (bytes[2] !== 255) return;
      throw new TypeError("found");
    },
  },
  {
    name: "planted: memory by a length that is believed",
    seeds,
    parse: (bytes) => {
      if (bytes.length < 8) throw new FormatError("planted", "cut short");
      return new Uint8Array(256 * 256 * 256 * (bytes[4] & 15));
    },
  },
  {
    name: "planted: a loop without an end",
    seeds,
    parse: (bytes) => {
      while (bytes[0] === 255);
    },
  },
  { name: "planted: nothing", seeds, parse: () => {} },
];
