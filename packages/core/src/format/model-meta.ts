import type { NpyArray } from "../encoding/npy.ts";
import { FormatError } from "../errors.ts";
import { type ActivationName, activationNames } from "../network/activations.ts";
import { type LossName, losses } from "../network/losses.ts";
import type { Scaling } from "../network/scaling.ts";
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
}

export const modelFormatVersion = 1;

/** @throws {FormatError} naming the field that is not what it should be */
export function parseMeta(array: NpyArray, place: string): ModelMeta {
  const meta = parseJson(array, place);
  const field = (name: keyof ModelMeta, accepts: (value: unknown) => boolean, expected: string): unknown => {
    const value = Object.hasOwn(meta, name) ? meta[name] : undefined;
    if (accepts(value)) return value;
    throw new FormatError(place, `expected ${name} to be ${expected}, got ${JSON.stringify(value)}.`);
  };
  const version = field("formatVersion", (value) => Number.isInteger(value), "a whole number");
  if (version !== modelFormatVersion) {
    throw new FormatError(
      place,
      `expected format version ${modelFormatVersion}, got ${version}.`,
      "The model was written by another version of percept; update percept to read it.",
    );
  }
  const list = (accepts: (value: unknown) => boolean) => (value: unknown) =>
    Array.isArray(value) && value.every(accepts);
  const size = (value: unknown) => Number.isInteger(value) && (value as number) > 0;
  const name = (table: object) => (value: unknown) =>
    typeof value === "string" && Object.hasOwn(table, value);
  return {
    formatVersion: modelFormatVersion,
    activations: field(
      "activations",
      list((value) => activationNames.includes(value as ActivationName)),
      `a list of ${activationNames.join(", ")}`,
    ),
    loss: field("loss", name(losses), `one of ${Object.keys(losses).join(", ")}`),
    scaling: field("scaling", isScaling, 'like {"type": "divide", "divisor": 255}'),
    classes: field(
      "classes",
      list((value) => typeof value === "string"),
      "a list of words",
    ),
    imageShape: field(
      "imageShape",
      (value) => list(size)(value) && (value as unknown[]).length === 2,
      "[rows, columns]",
    ),
  } as ModelMeta;
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
    (type === "divide" && typeof divisor === "number" && divisor > 0 && Number.isFinite(divisor))
  );
}
