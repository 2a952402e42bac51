import { ShapeError } from "../errors.ts";
import type { ActivationName } from "./activations.ts";
import type { LossName } from "./losses.ts";
import { createMatrix, type Matrix, type Precision } from "./matrix.ts";
import type { Scaling, TargetScaling } from "./scaling.ts";

/** A fully connected layer: z = W·[1 a] of the layer below, a = activation(z). W is [units, 1 + inputs]. */
export interface Layer {
  readonly inputs: number;
  readonly units: number;
  readonly activation: ActivationName;
}

/** What is fixed of a network before it is trained; its weights are one matrix a layer, beside it. */
export interface Network {
  readonly scaling: Scaling;
  readonly layers: readonly Layer[];
  readonly loss: LossName;
  /** of a regression: how its targets are learned */
  readonly targets?: TargetScaling;
}

/** W¹, W², ...: one matrix [units, 1 + inputs] a layer; column 0 is the bias. */
export type Weights = readonly Matrix[];

/** 784, 20, 10: the inputs, then every layer's units. */
export function layerSizes(network: Network): number[] {
  return [network.layers[0].inputs, ...network.layers.map((layer) => layer.units)];
}

export function outputUnits(network: Network): number {
  return network.layers[network.layers.length - 1].units;
}

export function zeroWeights(network: Network, precision: Precision): Matrix[] {
  return network.layers.map((layer) => createMatrix(precision, layer.units, 1 + layer.inputs));
}

/** @throws {ShapeError} naming the first layer whose weights do not fit the network */
export function checkWeights(network: Network, weights: Weights, place = "the weights"): void {
  const wanted = network.layers.map((layer) => `[${layer.units}, ${1 + layer.inputs}]`);
  const got = weights.map((matrix) => `[${matrix.rows}, ${matrix.columns}]`);
  const layer = wanted.findIndex((shape, index) => shape !== got[index]);
  if (layer < 0 && wanted.length === got.length) return;
  throw new ShapeError(
    `${place}: expected ${wanted.map((shape, index) => `w${index + 1} ${shape}`).join(", ")}, ` +
      `got ${got.map((shape, index) => `w${index + 1} ${shape}`).join(", ")}.`,
    "W is [units, 1 + inputs], column 0 the bias; choose --hidden and --data to fit the weights.",
  );
}
