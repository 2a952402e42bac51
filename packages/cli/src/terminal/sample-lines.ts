import { contributions, type Model, type SampleTrace } from "percept";
import { digitOn } from "./digit.ts";
import { largestOf } from "./model-lines.ts";
import { grouped } from "./numbers.ts";
import { scoreLines } from "./score-lines.ts";
import type { Screen } from "./screen.ts";
import type { Image } from "./shrink-image.ts";
import { blocksPerRow, sideBySide } from "./side-by-side.ts";
import { signedImage, signedLegend } from "./signed-image.ts";
import { signed, strongestUnits, unitLines } from "./unit-lines.ts";
import { plainWords } from "./words.ts";

export interface InspectedSample {
  readonly name: string;
  readonly pixels: Uint8Array;
  /** class indices */
  readonly label: number;
  readonly prediction: number;
  /** [classes] */
  readonly scores: Float32Array;
  readonly loss: number;
  readonly trace: SampleTrace;
}

/** Columns of a class's name. */
const MOST_NAME = 20;

/** A unit that the way from the prediction back to the pixels leads through. */
interface Step {
  readonly unit: number;
  /** its bias, then w·a of each unit below */
  readonly parts: Float64Array;
}

/** One sample's way through a model, layer by layer, and what spoke for the prediction on it. */
export function sampleLines(given: Model, sample: InspectedSample, screen: Screen): string[] {
  const model = { ...given, classes: given.classes.map((name) => plainWords(name, MOST_NAME)) };
  const { classes, imageShape, network } = model;
  const steps = stepsBack(model, sample);
  const last = network.layers.length - 1;
  return [
    plainWords(sample.name, screen.columns),
    ...digitOn(screen, sample.pixels, imageShape),
    `Label: ${classes[sample.label]}`,
    `Prediction: ${classes[sample.prediction]}`,
    `Loss: ${sample.loss.toFixed(4)} (${network.loss})`,
    ...network.layers.slice(0, -1).flatMap((_, l) => [
      "",
      headOf(model, l),
      ...unitLines(
        {
          ...sample.trace.layers[l],
          contributions: steps[l + 1].parts.subarray(1),
          to: l + 1 === last ? classes[sample.prediction] : `unit ${steps[l + 1].unit}`,
        },
        screen,
      ),
    ]),
    "",
    headOf(model, last),
    ...scoreLines({ classes, scores: sample.scores, z: sample.trace.layers[last].z }, screen.columns),
    "",
    ...sumLines(model, sample, steps[last]),
    "",
    ...pixelLines(model, sample, steps, screen),
  ].map((line) => (line.includes("\u001b") ? line : plainWords(line, screen.columns)));
}

/** "Layer 1, sigmoid: W 20 x 785" */
function headOf({ network, weights }: Model, l: number): string {
  const { rows, columns } = weights[l];
  return `Layer ${l + 1}, ${network.layers[l].activation}: W ${grouped(rows)} x ${grouped(columns)}`;
}

/** From the predicted class down: in each layer below the unit that says most for or against the one above. */
function stepsBack({ weights }: Model, { prediction, trace }: InspectedSample): Step[] {
  const steps: Step[] = [];
  let unit = prediction;
  for (let l = weights.length - 1; l >= 0; l--) {
    const parts = contributions(weights[l], unit, l === 0 ? trace.input : trace.layers[l - 1].a);
    steps.unshift({ unit, parts });
    unit = strongestUnits(parts.subarray(1))[0];
  }
  return steps;
}

/** What z of the prediction is the sum of. */
function sumLines({ classes }: Model, { prediction, trace }: InspectedSample, { parts }: Step): string[] {
  const z = trace.layers[trace.layers.length - 1].z[prediction];
  let [speakFor, against] = [0, 0];
  for (const part of parts.subarray(1)) {
    if (part > 0) speakFor += part;
    else against += part;
  }
  return [
    `z of ${classes[prediction]}: ${signed(z)}, bias ${signed(parts[0])}`,
    `  for ${signed(speakFor)}, against ${signed(against)}`,
  ];
}

/** Weight images of the first layer's strongest units, the same times the pixels, and the pixels that say most. */
function pixelLines(model: Model, sample: InspectedSample, steps: readonly Step[], screen: Screen): string[] {
  const { weights, imageShape } = model;
  const [first] = weights;
  const perRow = blocksPerRow(Math.min(imageShape[1], screen.columns), screen.columns);
  const units = strongestFirst(model, sample, steps).slice(0, perRow);
  const images = units.map((unit): Record<"weights" | "parts", Image> => {
    const values = first.values.subarray(unit * first.columns + 1, (unit + 1) * first.columns);
    const parts = contributions(first, unit, sample.trace.input).subarray(1);
    return { weights: { values, shape: imageShape }, parts: { values: parts, shape: imageShape } };
  });
  /** with what the unit says to the one above */
  const headingOf = (unit: number) =>
    weights.length > 1 ? `unit ${unit}: ${signed(steps[1].parts[1 + unit])}` : nameOf(model, unit);
  const row = (kind: "weights" | "parts") => {
    const blocks = images.map((image, n) => [
      headingOf(units[n]),
      ...signedImage(image[kind], largestOf([image[kind]]), screen),
    ]);
    return sideBySide(blocks, screen.columns);
  };
  return [
    "Weights of layer 1's strongest units",
    `${signedLegend(screen)}; each on its own scale`,
    ...row("weights"),
    "",
    "The same times the sample's pixels",
    ...row("parts"),
    "",
    "Pixels (row, column) that say most",
    ...images.flatMap(({ parts }, n) => [nameOf(model, units[n]), ...pixelWords(parts, screen.columns)]),
  ];
}

/** Units of layer 1, those first that say most to the next layer's unit on the way; classes by score without one. */
function strongestFirst({ weights }: Model, { scores }: InspectedSample, steps: readonly Step[]): number[] {
  if (weights.length > 1) return strongestUnits(steps[1].parts.subarray(1));
  return [...scores.keys()].sort((a, b) => scores[b] - scores[a]);
}

function nameOf({ weights, classes }: Model, unit: number): string {
  return weights.length > 1 ? `unit ${unit}` : classes[unit];
}

/** "for (12, 14) +0.511, (12, 15) +0.498" and "against ...": the pixels with the largest parts */
function pixelWords({ values, shape: [, columns] }: Image, width: number): string[] {
  const most = Math.max(1, Math.min(4, Math.floor((width - 10) / 18)));
  const order = Array.from(values, (_, at) => at).sort((a, b) => values[b] - values[a]);
  const words = (places: readonly number[]) =>
    places.map((at) => `(${Math.floor(at / columns)}, ${at % columns}) ${signed(values[at])}`).join(", ");
  const speakFor = order.slice(0, most).filter((at) => values[at] > 0);
  const speakAgainst = order
    .slice(-most)
    .reverse()
    .filter((at) => values[at] < 0);
  return [`  for ${words(speakFor) || "none"}`, `  against ${words(speakAgainst) || "none"}`];
}
