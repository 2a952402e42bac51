import type { Samples } from "../../dataset/samples.ts";
import { activate } from "../../network/activations.ts";
import { createVector, type FloatArray, type Matrix, type Precision } from "../../network/matrix.ts";
import { layerSizes, type Network } from "../../network/network.ts";
import { drawMask, drawNoise } from "../../network/noise.ts";
import type { Objective } from "../../network/objective.ts";
import { preActivate } from "../../network/propagation.ts";
import { scaleFeatures } from "../../network/scaling.ts";

/** A sample on its way through the network, and everything that the way back needs of it. */
export class ForwardPass {
  readonly #network: Network;
  readonly #objective: Objective;
  readonly #inputs: FloatArray;
  readonly #noise: FloatArray;
  /** a[0] is the sample, a[l] what layer l sends up; each with a leading 1 */
  readonly a: readonly FloatArray[];
  /** z[l] of layer l + 1 */
  readonly z: readonly FloatArray[];
  /** f[l] = f(z[l - 1]) with a leading 1: a[l] before units were left out of it, and a[l] itself where none are */
  readonly f: readonly FloatArray[];
  /** by dropout, what a[l] is multiplied by; undefined where all stay */
  readonly masks: readonly (FloatArray | undefined)[];

  constructor(network: Network, precision: Precision, objective: Objective) {
    const sizes = layerSizes(network);
    const withOne = (n: number) => createVector(precision, 1 + n).fill(1, 0, 1);
    this.#network = network;
    this.#objective = objective;
    this.#noise = createVector(precision, objective.inputNoise > 0 ? sizes[0] : 0);
    this.masks = sizes.map((n, l) => (objective.dropout[l] > 0 ? createVector(precision, n) : undefined));
    this.a = sizes.map(withOne);
    this.f = sizes.map((n, l) => (this.masks[l] ? withOne(n) : this.a[l]));
    this.#inputs = this.f[0].subarray(1);
    this.z = network.layers.map(({ units }) => createVector(precision, units));
  }

  /**
   * Report, section 3.1: z = W·a, then a = f(z), layer after layer.
   * @param drawn  where the sample stands in the training: then noise is added and units are left out
   */
  run(
    W: readonly Matrix[],
    samples: Samples,
    sample: number,
    drawn?: { readonly step: number; readonly position: number },
  ): void {
    const { layers } = this.#network;
    this.#read(samples, sample);
    const { seed, inputNoise } = this.#objective;
    const key = drawn && { seed, layers: layers.length, layer: 0, ...drawn };
    if (key && inputNoise > 0) {
      drawNoise(inputNoise, key, this.#noise);
      for (let j = 0; j < this.#noise.length; j++) this.f[0][1 + j] += this.#noise[j];
    }
    for (let l = 0; l <= layers.length; l++) {
      if (l > 0) {
        preActivate(W[l - 1], this.a[l - 1], this.z[l - 1]);
        activate(layers[l - 1].activation, this.z[l - 1], this.f[l]);
      }
      this.#leaveOut(l, key && { ...key, layer: l });
    }
  }

  /** a = mask ⊙ f; without dropout they are one array. */
  #leaveOut(l: number, key: Parameters<typeof drawMask>[1] | undefined): void {
    const mask = this.masks[l];
    if (!mask) return;
    if (key) drawMask(this.#objective.dropout[l], key, mask);
    else mask.fill(1);
    for (let unit = 0; unit < mask.length; unit++) this.a[l][1 + unit] = mask[unit] * this.f[l][1 + unit];
  }

  #read({ features, featureCount }: Samples, sample: number): void {
    const from = sample * featureCount;
    scaleFeatures(this.#network.scaling, features.subarray(from, from + featureCount), this.#inputs);
  }
}
