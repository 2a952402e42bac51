import { readFileSync } from "node:fs";
import type { Model } from "../../src/format/model.ts";
import { loadModel } from "../../src/format/model-npz.ts";
import { copyMatrix, type Precision } from "../../src/network/matrix.ts";

/** The network of the report's program after four epochs, seed 0; its file has no `meta`, so all of that is default. */
export function reportModel(precision: Precision): Model {
  const name = "seed0_program_epoch4.npz";
  const bytes = new Uint8Array(readFileSync(new URL(`../golden/${name}`, import.meta.url)));
  const model = loadModel(bytes, name);
  return { ...model, weights: model.weights.map((matrix) => copyMatrix(matrix, precision)) };
}

/** What NumPy says of MNIST with these weights: see fixtures/scores.py. */
export interface NumpyScores {
  readonly crossEntropy: number;
  readonly meanSquaredError: number;
  readonly samples: readonly {
    readonly index: number;
    readonly label: number;
    readonly scores: readonly number[];
    readonly loss: number;
  }[];
}

export const numpyScores: Readonly<Record<"train" | "test", NumpyScores>> = JSON.parse(
  readFileSync(new URL("fixtures/scores.json", import.meta.url), "utf8"),
);
