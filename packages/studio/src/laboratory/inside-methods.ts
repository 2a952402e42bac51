import {
  createNetwork,
  createObjective,
  type Experiment,
  histogram,
  type InitializerName,
  initialWeights,
  layerStatistics,
  type Model,
  type Samples,
  sliceSamples,
  traceDeltas,
  traceSample,
} from "percept";
import { drawWeights } from "percept-charts/model";
import { type Bench, requireData, samplesOf } from "./bench.ts";
import { imageOf } from "./data-methods.ts";
import type { LayerHistograms, NetworkLook, SampleChoice, SampleLook } from "./inside-protocol.ts";
import { incomingOf, shownUnits } from "./shown-units.ts";

const BINS = 40;
const MOST_SAMPLES = 200;
/** Samples x weights that the histograms may cost: some 10 ms beside a training, ten times that when it stands still. */
const BUDGET = 3_200_000;

/**
 * Looks into the network, on copies of its weights: nothing of a training is touched, so that it goes on to the same
 * bits. All of it is computed by the reference engine's equations.
 */
export function insideMethods(bench: Bench) {
  /** The network under training, or, before there is one, the experiment's with its initial weights. */
  function look(experiment: Experiment, begun: boolean): { experiment: Experiment; model: Model } {
    const { session } = bench;
    if (begun && session) {
      const { training } = session;
      return {
        experiment: session.experiment,
        model: { ...training.model(), weights: training.engine.weights() },
      };
    }
    const { seed, precision, init, initBound } = experiment;
    const dataset = requireData(bench);
    const network = createNetwork(experiment, dataset);
    const weights = initialWeights(network, seed, precision, init as InitializerName, initBound);
    const { classes, imageShape } = dataset;
    return { experiment, model: { network, weights, classes, imageShape } };
  }

  return {
    /** @param begun  whether the training on the bench is meant, or one that `experiment` would begin */
    async lookAtSample(
      experiment: Experiment,
      begun: boolean,
      { set, index }: SampleChoice,
    ): Promise<SampleLook | undefined> {
      const samples = samplesOf(bench, set);
      if (samples === undefined || index >= samples.count) return undefined;
      const { model } = look(experiment, begun);
      const label = samples.labels[index];
      const trace = traceSample(model, featuresOf(samples, index));
      const back = traceDeltas(model, trace, label);
      const shown = trace.layers.map(({ a }) => shownUnits(a.length));
      const layers = trace.layers.map(({ z, a }, l) => ({
        activation: model.network.layers[l].activation,
        z: z.slice(),
        a: a.slice(),
        delta: back.deltas[l],
        shown: shown[l],
        incoming: incomingOf(model.weights[l], shown[l], shown[l - 1]),
      }));
      // Loaded when first asked for: a training begins without it.
      const { sampleEquations } = await import("./sample-equations.ts");
      return {
        set,
        image: imageOf(samples, index),
        prediction: indexOfLargest(layers[layers.length - 1].a),
        loss: back.loss,
        layers,
        equations: sampleEquations(model, trace, back, label),
      };
    },

    /** @param thorough  whether there is time to count over more samples: no training waits */
    async lookAtNetwork(experiment: Experiment, begun: boolean, thorough: boolean): Promise<NetworkLook> {
      const { model, experiment: meant } = look(experiment, begun);
      const train = samplesOf(bench, "train") ?? requireData(bench).train;
      const weightCount = model.weights.reduce((sum, { values }) => sum + values.length, 0);
      const affordable = Math.floor(((thorough ? 10 : 1) * BUDGET) / weightCount);
      const count = Math.min(MOST_SAMPLES, train.count, Math.max(1, affordable));
      const probe = sliceSamples(train, 0, count);
      const objective = createObjective(meant, train, model.classes);
      const statistics = await layerStatistics(model.network, model.weights, objective, probe);
      const histograms = statistics.flatMap(
        ({ activationHistogram: activations, gradientHistogram: gradients }, l): LayerHistograms[] =>
          activations && gradients
            ? [{ activations, weights: histogram(model.weights[l].values, BINS), gradients }]
            : [],
      );
      const weights = drawWeights(model);
      // The tables hold every weight once more; the page shows the picture alone.
      return { weights: weights && { ...weights, tables: [] }, histograms, samples: count };
    },
  };
}

function featuresOf({ features, featureCount }: Samples, index: number): Samples["features"] {
  return features.slice(index * featureCount, (index + 1) * featureCount);
}

function indexOfLargest(values: ArrayLike<number>): number {
  let largest = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[largest]) largest = k;
  return largest;
}
