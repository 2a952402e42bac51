import type { UnpackOptions } from "../encoding/unpack-limit.ts";
import { zipNames } from "../encoding/zip.ts";
import { FormatError } from "../errors.ts";
import { type ForeignOptions, type LoadedModelFile, ownModel } from "./foreign-model.ts";
import { loadModel } from "./model-npz.ts";

type Load = (
  bytes: Uint8Array,
  place: string,
  options: ForeignOptions,
  unpack: UnpackOptions,
) => Promise<LoadedModelFile>;

/** What reads each kind; loaded when such a file comes. */
const loaders = {
  npz: async (bytes, place, options, unpack) => ownModel(loadModel(bytes, place, unpack), options, place),
  scikit: async (bytes, place, options, unpack) =>
    (await import("./scikit-npz.ts")).loadScikitNpz(bytes, place, options, unpack),
  safetensors: async (bytes, place, options) =>
    (await import("./model-safetensors.ts")).loadSafetensors(bytes, place, options),
  json: async (bytes, place, options) =>
    ownModel((await import("./model-json.ts")).loadModelJson(bytes, place), options, place),
  onnx: async (bytes, place, options) =>
    (await import("./onnx/load-onnx.ts")).loadOnnx(bytes, place, options),
} satisfies Readonly<Record<string, Load>>;

type Kind = keyof typeof loaders;

/** The endings of files that loadModelFile reads. */
export const readableModelEndings = [".npz", ".safetensors", ".json", ".onnx"] as const;

/**
 * A model from the bytes of a file of any format that percept reads, told apart by their content: percept's own .npz,
 * .safetensors, .json and .onnx, the report's arrays, scikit-learn's coefficients as .npz, and what other tools write
 * as .safetensors and .onnx. What such a file leaves open `options` say, or it is assumed, and said.
 * @param place  what the file is called in errors; its ending helps where the content says nothing
 * @throws {FormatError} where the file is no such model or is damaged
 */
export async function loadModelFile(
  bytes: Uint8Array,
  place: string,
  options: ForeignOptions = {},
  unpack: UnpackOptions = {},
): Promise<LoadedModelFile> {
  const kind = kindOf(bytes, place) ?? kindByEnding(place);
  if (kind) return loaders[kind](bytes, place, options, unpack);
  throw new FormatError(
    place,
    `expected a model file (${readableModelEndings.join(", ")}), got ${bytes.length === 0 ? "an empty file" : "another kind of file"}.`,
    "docs/models.md says how other tools write such files.",
  );
}

function kindOf(bytes: Uint8Array, place: string): Kind | undefined {
  const begins = (...wanted: number[]) => wanted.every((byte, at) => bytes[at] === byte);
  // The length of a header of less than 4 GiB that begins as JSON does.
  if (bytes[8] === 0x7b && bytes.subarray(4, 8).every((byte) => byte === 0)) return "safetensors";
  if (begins(0x50, 0x4b)) return kindOfZip(zipNames(bytes, place), place);
  if (begins(0x89, 0x48, 0x44, 0x46)) throw kerasFile(place);
  if (begins(0x80) && bytes[1] >= 2 && bytes[1] <= 5) throw pickle(place);
  const first = bytes.find((byte) => ![0x20, 0x09, 0x0a, 0x0d].includes(byte));
  if (first === 0x7b) return "json";
  if (begins(0x08)) return "onnx"; // its first field, ir_version, as a varint
  return undefined;
}

function kindOfZip(names: readonly string[], place: string): Kind {
  if (names.includes("config.json") || names.some((name) => name.endsWith(".h5"))) throw kerasFile(place);
  if (names.some((name) => name.endsWith(".pkl"))) throw pickle(place);
  return names.includes("coefs_0.npy") ? "scikit" : "npz";
}

function kindByEnding(place: string): Kind | undefined {
  const lower = place.toLowerCase();
  const ending = readableModelEndings.find((candidate) => lower.endsWith(candidate));
  return ending && (ending.slice(1) as Kind);
}

function kerasFile(place: string): FormatError {
  return new FormatError(
    place,
    "expected a model file that percept reads, got Keras' own, whose weights are HDF5.",
    "Write it as ONNX: model.export('model.onnx', format='onnx'). docs/models.md has another way, over .npz.",
  );
}

function pickle(place: string): FormatError {
  return new FormatError(
    place,
    "expected a model file that percept reads, got a pickle, which may hold any program.",
    "Write it with safetensors.torch.save_file(model.state_dict(), 'model.safetensors') or torch.onnx.export.",
  );
}
