import { describe, expect, it } from "vitest";
import { FormatError } from "../../src/errors.ts";
import { loadModelJson, saveModelJson } from "../../src/format/model-json.ts";
import { createMatrix } from "../../src/network/matrix.ts";
import { someModel } from "./some-model.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (value: string) => new TextEncoder().encode(value);
const model = someModel([2, 1], "float32");
const good = text(saveModelJson(model));
const changed = (from: string | RegExp, to: string) => bytes(good.replace(from, to));

describe("a model as JSON", () => {
  it("has the shortest numbers that give the float32 back: 0.1, not 0.10000000149011612", () => {
    const weights = createMatrix("float32", 1, 3);
    weights.values.set([0.1, -0, 16777216]);
    const written = JSON.parse(text(saveModelJson({ ...model, weights: [weights] })));
    expect(written.layers).toEqual([{ activation: "sigmoid", biases: [0.1], weights: [[-0, 16777216]] }]);
    expect(text(saveModelJson({ ...model, weights: [weights] }))).toContain("[-0,16777216]");
  });

  it("takes nothing from a __proto__ key, and passes it to nobody", () => {
    const loaded = loadModelJson(changed("{", '{"__proto__": {"polluted": true},'), "m.json");
    expect(loaded).toEqual(loadModelJson(bytes(good), "m.json"));
    expect("polluted" in {}).toBe(false);
    const hidden = bytes(`{"__proto__": ${good}}`);
    expect(() => loadModelJson(hidden, "m.json")).toThrow('expected "format": "percept-model", got none');
  });

  it.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(), "expected a JSON object"],
    ["a list", bytes("[]"), "expected a JSON object, got something else"],
    ["bytes that are no UTF-8", Uint8Array.of(0x7b, 0xff, 0x7d), "expected a JSON object"],
    ["deep brackets", bytes("[".repeat(100_000)), "expected brackets at most 6 deep, got more at byte 6"],
    ["other JSON", bytes('{"a": 1}'), '"percept-model", got none'],
    ["another format", changed("percept-model", "keras"), 'got "keras"'],
    ["another precision", changed('"float32"', '"float16"'), "precision to be float32 or float64"],
    ["no layers", changed(/"layers": [\s\S]*/, '"layers": []}'), "expected layers to be a list of layers"],
    ["a layer that is null", changed(/"layers": [\s\S]*/, '"layers": [null]}'), "layers[0]: expected biases"],
    ["words as weights", changed(/"biases": \[[^\]]*/, '"biases": ["0"'), "layers[0]: expected biases"],
    ["rows of two lengths", changed(/"weights": \[\s*\[/, '"weights": [[1],['), "expected biases [units]"],
    ["numbers beyond float32", changed(/"biases": \[[^\]]*/, '"biases": [1e300'), "finite as float32"],
    ["numbers beyond float64", changed(/"biases": \[[^\]]*/, '"biases": [1e999'), "expected biases"],
    ["another activation", changed('"sigmoid"', '"step"'), "expected activations to be a list of sigmoid"],
    ["another version", changed(/"formatVersion": \d+/, '"formatVersion": 9'), "got 9"],
  ])("refuses %s", (_, given, message) => {
    expect(() => loadModelJson(given, "m.json")).toThrow(FormatError);
    expect(() => loadModelJson(given, "m.json")).toThrow(message);
  });
});
