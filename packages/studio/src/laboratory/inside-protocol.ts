// What the laboratory tells of a network's inside.

import type { Histogram } from "percept";
import type { Chart } from "percept-charts";
import type { SampleImage, SetName } from "./protocol.ts";

/** The sample that is looked at. */
export interface SampleChoice {
  readonly set: SetName;
  readonly index: number;
}

/** One sample on its way through the network, and its error on the way back. */
export interface SampleLook {
  readonly set: SetName;
  readonly image: SampleImage;
  readonly prediction: number;
  /** L */
  readonly loss: number;
  readonly layers: readonly LayerLook[];
  readonly equations: readonly EquationGroup[];
}

export interface LayerLook {
  readonly activation: string;
  /** [units] each */
  readonly z: ArrayLike<number>;
  readonly a: ArrayLike<number>;
  readonly delta: ArrayLike<number>;
  /** the units that are drawn; the rest is elided */
  readonly shown: readonly number[];
  /**
   * [shown, 1 + sources]: into each drawn unit its bias, then its weights from the drawn units of the layer below; of
   * the first layer from every input
   */
  readonly incoming: readonly Float32Array[];
}

export interface EquationGroup {
  readonly title: string;
  readonly equations: readonly {
    /** none where they go on from those before */
    readonly words: string;
    /** one a line */
    readonly mathml: readonly string[];
  }[];
}

/** What is seen of the network itself, whatever the sample. */
export interface NetworkLook {
  /** undefined where the inputs are no image */
  readonly weights: Chart | undefined;
  readonly histograms: readonly LayerHistograms[];
  /** samples that activations and gradients were counted over */
  readonly samples: number;
}

export interface LayerHistograms {
  readonly activations: Histogram;
  readonly weights: Histogram;
  /** of log10 |dJ/dW| */
  readonly gradients: Histogram & { readonly zeros: number };
}
