import type { NpyArray } from "../encoding/npy.ts";
import { FormatError } from "../errors.ts";
import { type ActivationName, activationNames } from "../network/activations.ts";
import { type LossName, losses } from "../network/losses.ts";
import type { Scaling, TargetScaling } from "../network/scaling.ts";
import { shown } from "../shown.ts";
import type { Model } from "./model.ts";

/** What a model file says beside its weights. */
export interface ModelMeta {
  readonly formatVersion: number;
  /** one a layer */
  readonly activations: readonly ActivationName[];
  readonly loss: LossName;
  readonly scaling: Scaling;
  readonly classes: readonly string[];
  readonly imageShape: Model["imageShape"];
  readonly targets?: TargetScaling;
  readonly targetNames?: readonly string[];
  readonly featureNames?: readonly string[];
  readonly imputation?: readonly number[];
}

/** 2 can say scaling per feature, and has regression's targets, names of features and what stands for missing values. */
export const modelFormatVersion = 2;

export function metaOf(model: Model): ModelMeta {
  const { network, classes, imageShape, targetNames, featureNames, imputation } = model;
  return {
    formatVersion: modelFormatVersion,
    activations: network.layers.map((layer) => layer.activation),
    loss: network.loss,
    scaling: network.scaling,
    classes,
    imageShape,
    ...(network.targets && { targets: network.targets }),
    ...(targetNames && { targetNames }),
    ...(featureNames && { featureNames }),
    ...(imputation && { imputation }),
  };
}

/** @throws {FormatError} naming the field that is not what it should be */
export function parseMeta(array: NpyArray, place: string): ModelMeta {
  const meta = parseJson(array, place);
  const field = (name: keyof ModelMeta, accepts: (value: unknown) => boolean, expected: string): unknown => {
    const value = Object.hasOwn(meta, name) ? meta[name] : undefined;
    if (accepts(value)) return value;
    throw new FormatError(place, `expected ${name} to be ${expected}, got ${shown(value)}.`);
  };
  const version = field("formatVersion", (value) => Number.isInteger(value), "a whole number");
  // A file of version 1 says the same in the same words; it only has less to say.
  if (version !== 1 && version !== modelFormatVersion) {
    throw new FormatError(
      place,
      `expected format version 1 to ${modelFormatVersion}, got ${version}.`,
      "The model was written by another version of percept; update percept to read it.",
    );
  }
  const list = (accepts: (value: unknown) => boolean) => (value: unknown) =>
    Array.isArray(value) && value.every(accepts);
  const size = (value: unknown) => Number.isInteger(value) && (value as number) > 0;
  const name = (table: object) => (value: unknown) =>
    typeof value === "string" && Object.hasOwn(table, value);
  const words = list((value) => typeof value === "string");
  /** What only some models have. */
  const optional = (name: keyof ModelMeta, accepts: (value: unknown) => boolean, expected: string) =>
    Object.hasOwn(meta, name) ? { [name]: field(name, accepts, expected) } : {};
  return {
    formatVersion: modelFormatVersion,
    activations: field(
      "activations",
      list((value) => activationNames.includes(value as ActivationName)),
      `a list of ${activationNames.join(", ")}`,
    ),
    loss: field("loss", name(losses), `one of ${Object.keys(losses).join(", ")}`),
    scaling: field("scaling", isScaling, 'like {"type": "divide", "divisor": 255}'),
    classes: field("classes", words, "a list of words"),
    imageShape: field(
      "imageShape",
      (value) => list(size)(value) && (value as unknown[]).length === 2,
      "[rows, columns]",
    ),
    ...optional("targets", isTargetScaling, 'like {"offsets": [0], "divisors": [1]}'),
    ...optional("targetNames", words, "a list of words"),
    ...optional("featureNames", words, "a list of words"),
    ...optional("imputation", isNumbers, "a list of numbers"),
  } as ModelMeta;
}

/** The same from JSON as text. @throws {FormatError} as parseMeta */
export function parseMetaText(text: string, place: string): ModelMeta {
  const data = new TextEncoder().encode(text);
  return parseMeta({ shape: [data.length], data }, place);
}

function parseJson({ data }: NpyArray, place: string): Record<string, unknown> {
  if (data instanceof Uint8Array) {
    try {
      const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(data));
      if (typeof value === "object" && value !== null && !Array.isArray(value))
        return value as Record<string, unknown>;
    } catch {
      // the message below says it
    }
  }
  throw new FormatError(place, "expected a JSON object as uint8, got something else.");
}

function isScaling(value: unknown): value is Scaling {
  if (typeof value !== "object" || value === null) return false;
  const { type, divisor } = value as { type?: unknown; divisor?: unknown };
  return (
    type === "none" ||
    (type === "divide" && isDivisor(divisor)) ||
    (type === "per-feature" && isTargetScaling(value))
  );
}

/** As many divisors as offsets: what scaling per feature says too. */
function isTargetScaling(value: unknown): value is TargetScaling {
  if (typeof value !== "object" || value === null) return false;
  const { offsets, divisors } = value as { offsets?: unknown; divisors?: unknown };
  return (
    isNumbers(offsets) &&
    isNumbers(divisors) &&
    divisors.every(isDivisor) &&
    offsets.length === divisors.length
  );
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "number" && isFloat32(entry));
}

/** Above 0 as float32 too, which is what divides. */
function isDivisor(value: unknown): boolean {
  return typeof value === "number" && Math.fround(value) > 0 && isFloat32(value);
}

function isFloat32(value: number): boolean {
  return Number.isFinite(Math.fround(value));
}
