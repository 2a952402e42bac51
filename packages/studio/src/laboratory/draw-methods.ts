import { inputSaliency, type Model, predictedClasses, traceSample } from "percept";
import { type Bench, requireSession, takeTurn } from "./bench.ts";
import type { Reader, Reading } from "./draw-protocol.ts";

/**
 * What the network says of a drawing, by the reference's equations, which need no preparation: tens of microseconds for
 * the report's network, some ten milliseconds for 784-800-800-10.
 */
export function drawMethods(bench: Bench) {
  return {
    reader(): Reader {
      const { experiment, dataset } = requireSession(bench);
      const { classes, imageShape, train } = dataset;
      return { sizes: [train.featureCount, ...experiment.hidden, classes.length], classes, imageShape };
    },

    /** By the weights of the last epoch's end or of the pause. @param pixels  bytes [features] */
    async read(pixels: Uint8Array): Promise<Reading> {
      const model = await modelToAsk(bench);
      const { layers } = traceSample(model, pixels);
      const scores = Float32Array.from(layers[layers.length - 1].a);
      const [prediction] = predictedClasses(scores, model.classes.length);
      return {
        prediction,
        scores,
        saliency: inputSaliency(model, pixels, prediction),
        classes: model.classes,
      };
    },
  };
}

/** In the first epoch there is nothing but the present weights. */
async function modelToAsk(bench: Bench): Promise<Model> {
  const { shown, training } = requireSession(bench);
  return shown?.model ?? takeTurn(bench, async () => training.model());
}
