import type { ActivationName } from "../../network/activations.ts";
import type { Scaling } from "../../network/scaling.ts";
import type { Model } from "../model.ts";
import { base64Lines, headLines } from "./predictor-text.ts";

/** Arrow functions of z; softmax is of all of them. */
const sources: Readonly<Record<ActivationName, string>> = {
  sigmoid: "(z) => 1 / (1 + Math.exp(-z))",
  tanh: "(z) => Math.tanh(z)",
  "scaled-tanh": "(z) => 1.7159 * Math.tanh((2 / 3) * z)",
  relu: "(z) => (z > 0 ? z : 0)",
  "leaky-relu": "(z) => (z > 0 ? z : 0.01 * z)",
  gelu: "(z) => (z * (1 + erf(z / Math.SQRT2))) / 2",
  silu: "(z) => z / (1 + Math.exp(-z))",
  identity: "(z) => z",
  softmax: '"softmax"',
};

/** erf by a series of positive terms: Abramowitz & Stegun (1964), 7.1.6. */
const erf = `function erf(x) {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
`;

/**
 * A model as an ES module without imports, for Node and browsers: `predict(features)`, and with Node a program. It
 * computes in float64 from the model's own weights.
 */
export function saveJavaScript(model: Model): Uint8Array {
  const { network, weights, classes, targetNames, imputation } = model;
  const { targets, layers, scaling } = network;
  const type = weights[0].values instanceof Float64Array ? "Float64Array" : "Float32Array";
  const text = [
    ...headLines(model, "node FILE.mjs [FILE]").map((line) => `// ${line}`.trimEnd()),
    "//",
    '// In a program: import { predict } from "./FILE.mjs".',
    "",
    `export const inputs = ${layers[0].inputs};`,
    targets
      ? `export const targetNames = ${JSON.stringify(targetNames ?? [])};`
      : `export const classes = ${JSON.stringify(classes)};`,
    "",
    layers.some(({ activation }) => activation === "gelu") ? erf : undefined,
    "// Weights are [units, 1 + inputs], row by row; column 0 is the bias.",
    "const layers = [",
    ...layers.flatMap(({ units, activation }, l) => [
      `  { units: ${units}, activation: ${sources[activation]}, weights: decode(\``,
      ...base64Lines(weights[l].values, 120),
      "`) },",
    ]),
    "];",
    "",
    "function decode(base64) {",
    `  return new ${type}(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)).buffer);`,
    "}",
    "",
    ...(imputation ? [`const imputation = ${JSON.stringify(imputation)};`] : []),
    ...scalingLines(scaling, imputation !== undefined),
    "",
    targets
      ? "/** The values that the model predicts for the raw features of one sample. */"
      : "/** The class that the model predicts for the raw features of one sample, its index, and every class's score. */",
    "export function predict(features) {",
    "  if (features.length !== inputs)",
    '    throw new RangeError("Expected " + inputs + " features, got " + features.length + ".");',
    "  let a = Array.from(features, scale);",
    "  for (const { units, activation, weights } of layers) {",
    "    const columns = 1 + a.length;",
    "    const z = Array.from({ length: units }, (_, unit) =>",
    "      a.reduce((sum, value, j) => sum + weights[unit * columns + 1 + j] * value, weights[unit * columns]),",
    "    );",
    '    a = activation === "softmax" ? softmax(z) : z.map(activation);',
    "  }",
    ...(targets
      ? [
          `  const offsets = ${JSON.stringify(targets.offsets)};`,
          `  const divisors = ${JSON.stringify(targets.divisors)};`,
          "  return a.map((value, n) => value * divisors[n] + offsets[n]);",
        ]
      : [
          "  const prediction = a.indexOf(Math.max(...a));",
          "  return { prediction, label: classes[prediction], scores: a };",
        ]),
    "}",
    "",
    "function softmax(z) {",
    "  const largest = Math.max(...z);",
    "  const powers = z.map((value) => Math.exp(value - largest));",
    "  const sum = powers.reduce((total, power) => total + power, 0);",
    "  return powers.map((power) => power / sum);",
    "}",
    "",
    ...programLines(targets !== undefined),
  ];
  return new TextEncoder().encode(text.filter((line) => line !== undefined).join("\n"));
}

function scalingLines(scaling: Scaling, imputed: boolean): string[] {
  const x = imputed ? "Math.fround(Number.isNaN(x) ? imputation[j] : x)" : "Math.fround(x)";
  if (scaling.type === "none") return [`const scale = (x, j) => ${x};`];
  if (scaling.type === "divide")
    return [`const scale = (x, j) => Math.fround(${x} / ${Math.fround(scaling.divisor)});`];
  return [
    `const offsets = ${JSON.stringify(scaling.offsets.map(Math.fround))};`,
    `const divisors = ${JSON.stringify(scaling.divisors.map(Math.fround))};`,
    `const scale = (x, j) => Math.fround(Math.fround(${x} - offsets[j]) / divisors[j]);`,
  ];
}

/** What runs where the file is the program itself. */
function programLines(regression: boolean): string[] {
  const line = regression
    ? 'predict(sample).map(Math.fround).join(" ") + "\\n"'
    : 'label + "\\t" + scores.map(Math.fround).join(" ") + "\\n"';
  return `// As a program, where Node runs the file itself.
const builtin = globalThis.process?.getBuiltinModule;
if (builtin && process.argv[1]) {
  const { realpathSync } = builtin("fs");
  if (builtin("url").pathToFileURL(realpathSync(process.argv[1])).href === import.meta.url) main();
}

function main() {
  const { readFileSync, writeSync } = builtin("fs");
  try {
    const values = read(readFileSync(process.argv[2] ?? 0));
    if (values.length === 0 || values.length % inputs !== 0)
      throw new Error("expected samples of " + inputs + " features, got " + values.length + " numbers.");
    for (let at = 0; at < values.length; at += inputs) {
      const sample = values.slice(at, at + inputs);
${regression ? "" : "      const { label, scores } = predict(sample);\n"}      writeSync(1, ${line});
    }
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** IDX: two zero bytes, the type 8 (bytes), the number of sizes, the sizes, the values. Or text. */
function read(bytes) {
  if (bytes[0] !== 0) {
    const words = bytes.toString().split(/[\\s,]+/).filter(Boolean);
    const wrong = words.find((word) => Number.isNaN(Number(word)) && !/^nan$/i.test(word));
    if (wrong !== undefined) throw new Error("expected numbers, got " + wrong + ".");
    return words.map(Number);
  }
  if (bytes[1] !== 0 || bytes[2] !== 8) throw new Error("expected an IDX file of bytes, got another.");
  return Array.from(bytes.subarray(4 + 4 * bytes[3]));
}
`.split("\n");
}
