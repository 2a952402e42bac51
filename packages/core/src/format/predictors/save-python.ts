import type { ActivationName } from "../../network/activations.ts";
import type { Scaling } from "../../network/scaling.ts";
import type { Model } from "../model.ts";
import { base64Lines, headLines } from "./predictor-text.ts";

/** Expressions of z [n, units]. */
const sources: Readonly<Record<ActivationName, string>> = {
  sigmoid: "1 / (1 + np.exp(-z))",
  tanh: "np.tanh(z)",
  "scaled-tanh": "1.7159 * np.tanh(2 / 3 * z)",
  relu: "np.maximum(z, 0)",
  "leaky-relu": "np.where(z > 0, z, 0.01 * z)",
  gelu: "z * (1 + np.vectorize(math.erf)(z / math.sqrt(2))) / 2",
  silu: "z / (1 + np.exp(-z))",
  identity: "z",
  softmax: "softmax(z)",
};

/** A model as a Python program that needs NumPy alone; it computes in float64 from the model's own weights. */
export function savePython(model: Model): Uint8Array {
  const { network, weights, classes, targetNames, imputation } = model;
  const { targets, layers, scaling } = network;
  const type = weights[0].values instanceof Float64Array ? "<f8" : "<f4";
  const text = [
    '"""',
    ...headLines(model, "python3 FILE.py [FILE]"),
    "FILE may also be an .npy file.",
    "",
    "In a program: from FILE import predict.",
    '"""',
    "import base64",
    "import math",
    "import sys",
    "",
    "import numpy as np",
    "",
    `INPUTS = ${layers[0].inputs}`,
    targets ? `TARGET_NAMES = ${JSON.stringify(targetNames ?? [])}` : `CLASSES = ${JSON.stringify(classes)}`,
    "",
    "",
    "def softmax(z):",
    "    powers = np.exp(z - z.max(axis=1, keepdims=True))",
    "    return powers / powers.sum(axis=1, keepdims=True)",
    "",
    "",
    "def decode(units, text):",
    `    return np.frombuffer(base64.b64decode(text), "${type}").reshape(units, -1).astype("float64")`,
    "",
    "",
    "# Weights are [units, 1 + inputs]; column 0 is the bias.",
    "LAYERS = [",
    ...layers.flatMap(({ units, activation }, l) => [
      `    (lambda z: ${sources[activation]}, decode(${units}, """`,
      ...base64Lines(weights[l].values, 120),
      '""")),',
    ]),
    "]",
    "",
    "",
    "def predict(features):",
    targets
      ? '    """Raw features [n, inputs] to values [n, targets]."""'
      : '    """Raw features [n, inputs] to scores [n, classes]."""',
    '    a = np.asarray(features, "float32").reshape(-1, INPUTS)',
    ...(imputation
      ? [`    a = np.where(np.isnan(a), np.array(${JSON.stringify(imputation)}, "float32"), a)`]
      : []),
    ...scalingLines(scaling),
    "    for activation, weights in LAYERS:",
    "        a = activation(a @ weights[:, 1:].T + weights[:, 0])",
    ...(targets
      ? [`    a = a * ${JSON.stringify(targets.divisors)} + ${JSON.stringify(targets.offsets)}`]
      : []),
    "    return a",
    "",
    "",
    "def read(data):",
    '    """An .npy file; IDX: two zero bytes, the type 8 (bytes), the number of sizes, the sizes, the values; or text."""',
    '    if data[:6] == b"\\x93NUMPY":',
    "        import io",
    "",
    "        return np.load(io.BytesIO(data), allow_pickle=False)",
    '    if data[:1] == b"\\0":',
    '        if data[1:3] != b"\\0\\x08":',
    '            raise ValueError("expected an IDX file of bytes, got another.")',
    '        return np.frombuffer(data, "uint8", offset=4 + 4 * data[3])',
    '    return np.array(data.decode().replace(",", " ").split(), "float64")',
    "",
    "",
    "def main():",
    "    try:",
    '        values = read(open(sys.argv[1], "rb").read() if len(sys.argv) > 1 else sys.stdin.buffer.read())',
    "        if values.size == 0 or values.size % INPUTS:",
    '            raise ValueError(f"expected samples of {INPUTS} features, got {values.size} numbers.")',
    "    except (ValueError, OSError) as error:",
    "        sys.exit(str(error))",
    "    for scores in predict(values):",
    '        line = " ".join(f"{np.float32(score):.9g}" for score in scores)',
    targets ? "        print(line)" : '        print(f"{CLASSES[scores.argmax()]}\\t{line}")',
    "",
    "",
    'if __name__ == "__main__":',
    "    main()",
    "",
  ];
  return new TextEncoder().encode(text.join("\n"));
}

function scalingLines(scaling: Scaling): string[] {
  if (scaling.type === "none") return [];
  if (scaling.type === "divide") return [`    a = a / np.float32(${scaling.divisor})`];
  const vector = (numbers: readonly number[]) => `np.array(${JSON.stringify(numbers)}, "float32")`;
  return [`    a = (a - ${vector(scaling.offsets)}) / ${vector(scaling.divisors)}`];
}
