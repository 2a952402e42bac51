import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError, ParameterError } from "../../src/errors.ts";
import { loadModelFile, readableModelEndings } from "../../src/format/load-model-file.ts";
import { modelEndingOf, modelEndings, saveModelAs } from "../../src/format/model-formats.ts";
import { anyModel, expectSameModel } from "./any-model.ts";
import { someModel } from "./some-model.ts";

describe("model files", () => {
  it.each(readableModelEndings)(
    "%s brings back any model bit for bit, told apart by its content",
    async (ending) => {
      await fc.assert(
        fc.asyncProperty(anyModel, async (model) => {
          const bytes = await saveModelAs(model, `m${ending}`);
          const { model: found, assumptions } = await loadModelFile(bytes, "a file");
          expect(assumptions).toEqual([]);
          expectSameModel(found, model);
          expect(await saveModelAs(found, `m${ending}`)).toEqual(bytes);
        }),
        { numRuns: 100 },
      );
    },
  );

  it.each(readableModelEndings)(
    "%s is read from bytes that begin at an odd place of a buffer",
    async (ending) => {
      const model = someModel([4, 3, 2], "float64");
      const bytes = await saveModelAs(model, `m${ending}`);
      const shifted = new Uint8Array(bytes.length + 3);
      shifted.set(bytes, 3);
      expectSameModel((await loadModelFile(shifted.subarray(3), "m")).model, model);
    },
  );

  it("refuses an ending that it does not know, naming those that there are", () => {
    expect(() => modelEndingOf("model.txt")).toThrow(ParameterError);
    expect(() => modelEndingOf("model.txt")).toThrow(modelEndings.join(", "));
    expect(() => modelEndingOf("model.keras")).toThrow("docs/models.md says how");
    expect(modelEndingOf("A/Model.ONNX")).toBe(".onnx");
  });
});

describe("loadModelFile", () => {
  const ascii = (text: string) => new TextEncoder().encode(text);

  it.each([
    ["an empty file", new Uint8Array(), "m.bin", "got an empty file"],
    ["text", ascii("hello"), "m.txt", "expected a model file (.npz, .safetensors, .json, .onnx)"],
    ["HDF5", Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d), "m.h5", "Keras' own, whose weights are HDF5"],
    ["a pickle", Uint8Array.of(0x80, 4, 0x95), "m.pkl", "got a pickle"],
    ["text with a model's ending", ascii("hello"), "m.onnx", "m.onnx"],
    ["text with a model's ending", ascii("hello"), "m.safetensors", "expected a safetensors file"],
    ["text with a model's ending", ascii("hello"), "m.npz", "does not begin as a zip archive"],
    ["text with a model's ending", ascii("hello"), "m.json", "expected a JSON object"],
  ])("refuses %s with a sentence, %#", async (_, bytes, place, message) => {
    await expect(loadModelFile(bytes, place)).rejects.toThrow(FormatError);
    await expect(loadModelFile(bytes, place)).rejects.toThrow(message);
  });

  it.each(readableModelEndings)("refuses %s cut short anywhere", async (ending) => {
    const bytes = await saveModelAs(someModel([3, 2, 2], "float32"), `m${ending}`);
    for (let length = 0; length < bytes.length - 1; length++) {
      const cut = bytes.slice(0, length);
      // A protocol buffer may end after any of its fields; what is left is no model then, or the same one.
      const read = await loadModelFile(cut, `m${ending}`).catch((error) => error);
      if (ending !== ".onnx" || read instanceof Error) expect(read).toBeInstanceOf(FormatError);
    }
  });
});
