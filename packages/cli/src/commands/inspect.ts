import {
  engineFor,
  type Model,
  norm,
  predictedClasses,
  scoreSamples,
  sliceSamples,
  traceSample,
} from "percept";
import { loadRunOrModel } from "../run/read-run.ts";
import { modelLines } from "../terminal/model-lines.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { type InspectedSample, sampleLines } from "../terminal/sample-lines.ts";
import { screenOf } from "../terminal/screen.ts";
import {
  chooseSplit,
  type DataFlags,
  type EngineFlags,
  loadModelData,
  pixelsOf,
  refuseRegression,
  type Split,
  splitInWords,
} from "./model-options.ts";
import { requireIndex } from "./sample-index.ts";

export interface InspectOptions extends EngineFlags, DataFlags {
  readonly sample?: string;
  readonly data?: string;
  readonly split: Split;
  readonly json?: boolean;
}

/** A model's layers, or one sample's way through them. */
export async function inspect(given: string, options: InspectOptions): Promise<void> {
  const loaded = await loadRunOrModel(given, options);
  const { model, path } = loaded;
  const screen = screenOf(process.stdout);
  if (options.sample === undefined) {
    if (options.json) writeJsonLine({ model: path, ...overview(model) });
    else writeLine(modelLines(model, path, screen).join("\n"));
    return;
  }
  refuseRegression(model, "--sample");
  const dataset = await loadModelData(loaded, options);
  const samples = chooseSplit(dataset, options.split);
  const index = requireIndex(options.sample, samples.count, splitInWords(dataset, options.split));
  const pixels = pixelsOf(samples, index);
  // The scores are those of `predict`, from the same engine; what is behind them is traced by the reference.
  const engine = await engineFor(model, options);
  const scored = await scoreSamples(engine, model.network, sliceSamples(samples, index, index + 1));
  engine.close();
  const inspected: InspectedSample = {
    name: `Sample ${index} (${splitInWords(dataset, options.split)})`,
    pixels,
    label: samples.labels[index],
    prediction: predictedClasses(scored.scores, model.classes.length)[0],
    scores: scored.scores,
    loss: scored.losses[0],
    trace: traceSample(model, pixels),
  };
  if (options.json) writeJsonLine({ index, split: options.split, ...asJson(model, inspected) });
  else writeLine(sampleLines(model, inspected, screen).join("\n"));
}

function overview({ network, weights, classes, targetNames, imageShape }: Model) {
  return {
    classes,
    ...(targetNames && { targetNames }),
    imageShape,
    loss: network.loss,
    layers: network.layers.map(({ units, activation }, l) => ({
      layer: l + 1,
      units,
      activation,
      shape: [weights[l].rows, weights[l].columns],
      parameters: weights[l].values.length,
      weightNorm: norm(weights[l].values),
    })),
  };
}

function asJson({ classes, network }: Model, { label, prediction, scores, loss, trace }: InspectedSample) {
  return {
    label: classes[label],
    prediction: classes[prediction],
    scores: Array.from(scores),
    loss,
    layers: trace.layers.map(({ z, a }, l) => ({
      layer: l + 1,
      activation: network.layers[l].activation,
      z: Array.from(z),
      a: Array.from(a),
    })),
  };
}
