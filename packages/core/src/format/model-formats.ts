// The formats that models are written in, by the ending of the file. What a format needs is loaded when it is asked for.

import { ParameterError } from "../errors.ts";
import type { Model } from "./model.ts";
import { saveModel } from "./model-npz.ts";

export interface ModelFormat {
  /** what reads such a file */
  readonly help: string;
  /** The bytes of the file; the same model gives the same bytes. */
  readonly write: (model: Model) => Promise<Uint8Array>;
}

export const modelFormats = {
  ".npz": {
    help: "NumPy and percept",
    write: async (model) => saveModel(model),
  },
  ".safetensors": {
    help: "PyTorch and the tools around it",
    write: async (model) => (await import("./model-safetensors.ts")).saveSafetensors(model),
  },
  ".json": {
    help: "people, and whatever reads JSON",
    write: async (model) => (await import("./model-json.ts")).saveModelJson(model),
  },
  ".onnx": {
    help: "onnxruntime and whatever else reads ONNX",
    write: async (model) => (await import("./onnx/save-onnx.ts")).saveOnnx(model),
  },
  ".mjs": {
    help: "a module without dependencies, for Node and browsers",
    write: async (model) => (await import("./predictors/save-javascript.ts")).saveJavaScript(model),
  },
  ".js": {
    help: "a module without dependencies, for Node and browsers",
    write: async (model) => (await import("./predictors/save-javascript.ts")).saveJavaScript(model),
  },
  ".py": {
    help: "a program that needs NumPy alone",
    write: async (model) => (await import("./predictors/save-python.ts")).savePython(model),
  },
  ".c": {
    help: "one file of C99 without dependencies",
    write: async (model) => (await import("./predictors/save-c.ts")).saveC(model),
  },
} as const satisfies Readonly<Record<`.${string}`, ModelFormat>>;

export type ModelEnding = keyof typeof modelFormats;

export const modelEndings = Object.keys(modelFormats) as ModelEnding[];

/** The ending of a model file's name. @throws {ParameterError} naming those that there are */
export function modelEndingOf(name: string): ModelEnding {
  const found = modelEndings.find((ending) => name.toLowerCase().endsWith(ending));
  if (found) return found;
  throw new ParameterError(
    `${name}: expected a name that ends in ${modelEndings.join(", ")}.`,
    /\.(keras|h5|pt|pth|pkl)$/i.test(name)
      ? "Keras, PyTorch and scikit-learn read what .onnx, .safetensors and .npz hold: docs/models.md says how."
      : "The ending says the format.",
  );
}

/** A model as the bytes of a file of this name. @throws {ParameterError} as modelEndingOf */
export async function saveModelAs(model: Model, name: string): Promise<Uint8Array> {
  const { write }: ModelFormat = modelFormats[modelEndingOf(name)];
  return write(model);
}
