import { describe, expect, it } from "vitest";
import type { NpyArray } from "../../src/encoding/npy.ts";
import { FormatError } from "../../src/errors.ts";
import { modelFormatVersion, parseMeta } from "../../src/format/model-meta.ts";

const good = {
  formatVersion: 2,
  activations: ["sigmoid", "sigmoid"],
  loss: "cross-entropy",
  scaling: { type: "divide", divisor: 255 },
  classes: ["zero", "one"],
  imageShape: [28, 28],
};

function fromText(text: string): NpyArray {
  const data = new TextEncoder().encode(text);
  return { shape: [data.length], data };
}

const parse = (meta: object) => parseMeta(fromText(JSON.stringify(meta)), "m.npz: meta");

describe("parseMeta", () => {
  it("reads what a model file says, version 2 and 1, as version 2", () => {
    expect(modelFormatVersion).toBe(2);
    expect(parse(good)).toEqual(good);
    expect(parse({ ...good, formatVersion: 1 })).toEqual(good);
    expect(parse({ ...good, scaling: { type: "none" } }).scaling).toEqual({ type: "none" });
  });

  it("reads scaling per feature, and what a regression, a table with names and one with gaps have", () => {
    const scaling = { type: "per-feature", offsets: [0.5, -3], divisors: [1, 2.25] };
    const more = {
      ...good,
      scaling,
      targets: { offsets: [20], divisors: [1.5] },
      targetNames: ["price"],
      featureNames: ["age", "size"],
      imputation: [1, -0.5],
    };
    expect(parse(more)).toEqual(more);
  });

  it("leaves out what it does not know", () => {
    expect(parse({ ...good, colour: "green" })).toEqual(good);
  });

  it.each([
    ["broken JSON", "{"],
    ["nothing", ""],
    ["a list", "[]"],
    ["null", "null"],
    ["a number", "1"],
    ["two values", "{}{}"],
  ])("refuses %s", (_, text) => {
    expect(() => parseMeta(fromText(text), "m.npz: meta")).toThrow(
      new FormatError("m.npz: meta", "expected a JSON object as uint8, got something else."),
    );
  });

  it("refuses bytes that are not UTF-8, and JSON as another type", () => {
    const { data, shape } = fromText(JSON.stringify(good));
    data[JSON.stringify(good).indexOf("zero")] = 0xff;
    expect(() => parseMeta({ shape, data }, "m")).toThrow("m: expected a JSON object as uint8");
    const wide = Int32Array.from(fromText(JSON.stringify(good)).data, Number);
    expect(() => parseMeta({ shape: [wide.length], data: wide }, "m")).toThrow("as uint8");
  });

  it.each(Object.keys(good))("refuses meta without %s, naming it", (missing) => {
    const { [missing as keyof typeof good]: _, ...rest } = good;
    expect(() => parse(rest)).toThrow(
      new RegExp(`^m.npz: meta: expected ${missing} to be .*, got undefined\\.`),
    );
  });

  it("refuses another version, naming both and what to do", () => {
    expect(() => parse({ ...good, formatVersion: 3 })).toThrow(
      new FormatError(
        "m.npz: meta",
        "expected format version 1 to 2, got 3.",
        "The model was written by another version of percept; update percept to read it.",
      ),
    );
    expect(() => parse({ ...good, formatVersion: "1" })).toThrow(
      'expected formatVersion to be a whole number, got "1".',
    );
  });

  it("says another version before it minds fields that the version may have changed", () => {
    expect(() => parse({ formatVersion: 7 })).toThrow("expected format version 1 to 2, got 7.");
  });

  it.each([
    ["activations", "sigmoid", "a list of sigmoid"],
    ["activations", ["sigmoid", "toString"], "a list of sigmoid"],
    ["activations", ["sigmoid", ["sigmoid"]], "a list of sigmoid"],
    ["activations", ["__proto__"], "a list of sigmoid"],
    ["loss", "hinge", "one of cross-entropy"],
    ["loss", "constructor", "one of cross-entropy"],
    ["loss", null, "one of cross-entropy"],
    ["scaling", null, 'like {"type": "divide", "divisor": 255}'],
    ["scaling", "none", "like"],
    ["scaling", { type: "log" }, "like"],
    ["scaling", { type: "divide" }, "like"],
    ["scaling", { type: "divide", divisor: 0 }, "like"],
    ["scaling", { type: "divide", divisor: -255 }, "like"],
    ["scaling", { type: "divide", divisor: "255" }, "like"],
    ["scaling", { type: "per-feature" }, "like"],
    ["scaling", { type: "per-feature", offsets: [0], divisors: [1, 1] }, "like"],
    ["scaling", { type: "per-feature", offsets: [0], divisors: [0] }, "like"],
    ["scaling", { type: "per-feature", offsets: [0], divisors: [1e-60] }, "like"],
    ["scaling", { type: "per-feature", offsets: [1e39], divisors: [1] }, "like"],
    ["scaling", { type: "per-feature", offsets: ["0"], divisors: [1] }, "like"],
    ["targets", null, 'like {"offsets": [0], "divisors": [1]}'],
    ["targets", { offsets: [0] }, "like"],
    ["targets", { offsets: [0], divisors: [-1] }, "like"],
    ["targetNames", ["a", 1], "a list of words"],
    ["featureNames", "ab", "a list of words"],
    ["imputation", [null], "a list of numbers"],
    ["imputation", { 0: 1 }, "a list of numbers"],
    ["classes", [0, 1], "a list of words"],
    ["classes", "01", "a list of words"],
    ["imageShape", [28], "[rows, columns]"],
    ["imageShape", [28, 28, 1], "[rows, columns]"],
    ["imageShape", [28, 0], "[rows, columns]"],
    ["imageShape", [28, 1.5], "[rows, columns]"],
    ["imageShape", { 0: 28, 1: 28 }, "[rows, columns]"],
  ])("refuses %s as %j, naming field and value", (field, value, expected) => {
    expect(() => parse({ ...good, [field]: value })).toThrow(FormatError);
    expect(() => parse({ ...good, [field]: value })).toThrow(
      `m.npz: meta: expected ${field} to be ${expected}`,
    );
    expect(() => parse({ ...good, [field]: value })).toThrow(`, got ${JSON.stringify(value)}.`);
  });

  it("refuses an infinite divisor, which JSON can say as 1e999", () => {
    const text = JSON.stringify(good).replace("255", "1e999");
    expect(() => parseMeta(fromText(text), "m")).toThrow("expected scaling to be like");
  });

  it("takes nothing from a __proto__ key, and passes it to nobody", () => {
    const hidden = `{"__proto__": ${JSON.stringify(good)}}`;
    expect(() => parseMeta(fromText(hidden), "m")).toThrow(
      "expected formatVersion to be a whole number, got undefined.",
    );
    const beside = JSON.stringify(good).replace("{", '{"__proto__": {"polluted": true}, ');
    const meta = parseMeta(fromText(beside), "m");
    expect(meta).toEqual(good);
    expect("polluted" in meta).toBe(false);
    expect("polluted" in {}).toBe(false);
  });
});
