// scikit-learn's MLPClassifier and MLPRegressor as .npz: coefs_0 [inputs, units], intercepts_0 [units], ... and, where
// there is one, classes. docs/models.md has the three lines of Python that write it.

import type { NpyArray } from "../encoding/npy.ts";
import { readNpz } from "../encoding/npz.ts";
import type { UnpackOptions } from "../encoding/unpack-limit.ts";
import { FormatError } from "../errors.ts";
import type { ActivationName } from "../network/activations.ts";
import { createMatrix, type FloatArray } from "../network/matrix.ts";
import type { Scaling } from "../network/scaling.ts";
import { checkChain, joinBias } from "./bias.ts";
import { type ForeignOptions, foreignModel, type LoadedModelFile } from "./foreign-model.ts";

/** scikit-learn's names of activations: https://scikit-learn.org/stable/modules/generated/sklearn.neural_network.MLPClassifier.html */
const activationNames: Readonly<Record<string, ActivationName>> = {
  identity: "identity",
  logistic: "sigmoid",
  tanh: "tanh",
  relu: "relu",
};

/**
 * @throws {FormatError} naming the array that is missing or does not fit the others
 */
export function loadScikitNpz(
  bytes: Uint8Array,
  place: string,
  options: ForeignOptions = {},
  unpack: UnpackOptions = {},
): LoadedModelFile {
  const arrays = readNpz(bytes, place, unpack);
  const names: string[] = [];
  while (arrays.has(`coefs_${names.length}`)) names.push(`coefs_${names.length}`);
  const weights = names.map((name, l) =>
    joinBias(
      transposed(floatsOf(arrays.get(name), `${place}: ${name}`), `${place}: ${name}`),
      floatsOf(arrays.get(`intercepts_${l}`), `${place}: intercepts_${l}`),
      `${place}: ${name}`,
    ),
  );
  checkChain(weights, names, place);
  const hidden = activationNames[textOf(arrays.get("activation")) ?? ""];
  const outputName = textOf(arrays.get("out_activation"));
  const output = outputName === "softmax" ? "softmax" : activationNames[outputName ?? ""];
  const classes = classesOf(arrays);
  const scaling = scalingOf(arrays, place);
  return foreignModel(
    {
      weights,
      activations: names.map((_, l) => (l === names.length - 1 ? output : hidden)),
      ...(classes ? { classes } : { regression: output === "identity" }),
      ...(scaling && { scaling }),
    },
    options,
    place,
  );
}

/** Whether an archive holds such arrays. */
export function isScikitNpz(names: readonly string[]): boolean {
  return names.includes("coefs_0.npy");
}

interface Shaped {
  readonly shape: readonly number[];
  readonly data: FloatArray;
}

function floatsOf(array: NpyArray | undefined, place: string): Shaped {
  if (array?.data instanceof Float32Array || array?.data instanceof Float64Array)
    return { shape: array.shape, data: array.data };
  throw new FormatError(
    place,
    `expected float32 or float64, got ${array ? array.data.constructor.name.replace("Array", "").toLowerCase() : "no such array"}.`,
  );
}

function transposed({ shape, data }: Shaped, place: string): Shaped {
  if (shape.length !== 2)
    throw new FormatError(place, `expected [inputs, units], got [${shape.join(", ")}].`);
  const [inputs, units] = shape;
  const turned = createMatrix(data instanceof Float64Array ? "float64" : "float32", units, inputs).values;
  for (let input = 0; input < inputs; input++)
    for (let unit = 0; unit < units; unit++) turned[unit * inputs + input] = data[input * units + unit];
  return { shape: [units, inputs], data: turned };
}

/** Words come as UTF-8 bytes: numpy.frombuffer(text.encode(), "uint8"). */
function textOf(array: NpyArray | undefined): string | undefined {
  return array?.data instanceof Uint8Array ? new TextDecoder().decode(array.data) : undefined;
}

/** `classes`, words with a line each, or `classes_`, numbers. */
function classesOf(arrays: ReadonlyMap<string, NpyArray>): string[] | undefined {
  const numbers = arrays.get("classes_");
  return textOf(arrays.get("classes"))?.split("\n") ?? (numbers && Array.from(numbers.data, String));
}

/** A StandardScaler's `mean_` and `scale_`. */
function scalingOf(arrays: ReadonlyMap<string, NpyArray>, place: string): Scaling | undefined {
  if (!arrays.has("mean_")) return undefined;
  const [offsets, divisors] = ["mean_", "scale_"].map((name) =>
    Array.from(floatsOf(arrays.get(name), `${place}: ${name}`).data),
  );
  return { type: "per-feature", offsets, divisors };
}
