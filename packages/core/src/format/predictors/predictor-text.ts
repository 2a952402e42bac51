// What the programs of the three languages have in common.

import type { FloatArray } from "../../network/matrix.ts";
import { layerSizes } from "../../network/network.ts";
import type { Model } from "../model.ts";

/** Lines of a program's head; nothing in them comes from names that a user gave. */
export function headLines({ network, classes }: Model, run: string): string[] {
  const { scaling, targets, layers } = network;
  const inputs = layers[0].inputs;
  const scaled = scaling.type === "none" ? "go in as they are" : "are scaled in here";
  const out = targets
    ? "A sample's line has its values, in the targets' own units."
    : `A sample's line has the class, a tab, and the scores of all ${classes.length} classes.`;
  return [
    `A multilayer perceptron, ${layerSizes(network).join("-")} (${layers.map(({ activation }) => activation).join(", ")}), by percept.`,
    `Features are raw, ${inputs} a sample, and ${scaled}.`,
    "",
    `    ${run}`,
    "",
    "reads samples from FILE, or from standard input: an IDX file of bytes, or numbers as text with spaces, commas or",
    `line ends between them, ${inputs} a sample. ${out}`,
  ];
}

/** Little-endian values as base64, in lines of at most `width` characters. */
export function base64Lines(values: FloatArray, width: number): string[] {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const lines: string[] = [];
  const step = Math.floor(width / 4) * 3;
  for (let at = 0; at < bytes.length; at += step)
    lines.push(btoa(String.fromCharCode(...bytes.subarray(at, at + step))));
  return lines;
}

/** Items in lines of at most so many. */
export function inLines(items: readonly string[], each: number, indent: string): string {
  const lines: string[] = [];
  for (let at = 0; at < items.length; at += each) lines.push(indent + items.slice(at, at + each).join(", "));
  return lines.join(",\n");
}
