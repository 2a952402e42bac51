import type { SetName } from "../laboratory/protocol.ts";

const count = (value: number) => value.toLocaleString("en-US");
const setNames: Readonly<Record<SetName, string>> = {
  train: "Training",
  validation: "Validation",
  test: "Test",
};

/** From 0, of so many layers. */
function layerName(layer: number, layers: number): string {
  if (layer === layers - 1) return "Output layer";
  return layers === 2 ? "Hidden layer" : `Hidden layer ${layer + 1}`;
}

/** The words of the view Inside. */
export const insideWords = {
  heading: "Inside the network",
  waiting: "The data are on their way.",
  layerName,
  sample: {
    group: "The sample",
    set: "Samples",
    sets: setNames,
    index: "Index",
    previous: "Previous sample",
    next: "Next sample",
    bad: (got: string, most: number) =>
      `The index must be a whole number from 0 to ${count(most)}, got ${got || "nothing"}.`,
    label: "Label",
    prediction: "Prediction",
    loss: "Loss",
    image: (set: SetName, index: number, label: string) =>
      `${setNames[set]} sample ${count(index)}, labelled ${label}`,
  },
  training: {
    group: "Training",
    start: "Start training",
    resume: "Go on",
    pause: "Pause",
    step: "One step",
    epoch: "One epoch",
    untrained: "Not trained yet: initial weights",
    at: (epoch: number, sample: number) => `Epoch ${count(epoch)}, ${count(sample)} samples in`,
    done: "Training complete",
  },
  diagram: {
    heading: "The network at this sample",
    show: "Circles show",
    activations: "Activations",
    deltas: "Errors (deltas)",
    key: "Blue is positive, orange with a minus negative. The fuller, the larger.",
    hint: "Point at a unit, or move with the arrow keys, to see its weights.",
    units: (units: number, activation: string) => `${count(units)} ${activation}`,
    inputs: (inputs: number) => `${count(inputs)} inputs`,
    input: "Input",
    /** a layer above its column, where there is little room */
    column: (layer: number, layers: number) =>
      layer === layers - 1 ? "Output" : layers === 2 ? "Hidden" : `Hidden ${layer + 1}`,
    name: "Units of the network; the arrow keys move between them",
    unit: (layer: string, unit: number, label: string | undefined) =>
      label === undefined ? `${layer}, unit ${unit}` : `${layer}, unit ${unit}, class ${label}`,
    numbers: (z: string, a: string, delta: string) => `pre-activation ${z}, activation ${a}, delta ${delta}`,
    weights: (unit: number) => `Weights of unit ${unit}`,
    products: "Weights × pixels",
    bias: "Bias",
    from: "Its largest weights come from",
    to: "It speaks for or against",
    unitShort: (unit: number) => `unit ${unit}`,
    classShort: (label: string) => `class ${label}`,
    elided: (hidden: number) => `${count(hidden)} more`,
  },
  equations: {
    heading: "The report's equations with this sample's numbers",
    forward: "Forward propagation",
    backward: "Backward propagation",
    input: (inputs: number) =>
      `The sample's ${count(inputs)} features, with a leading 1 that meets the biases:`,
    layer: (layer: string, units: number, columns: number) =>
      `${layer}: W is ${count(units)} x ${count(columns)}, column 0 the biases.`,
    sum: (layer: string, unit: number, inputs: number) =>
      `${layer}, unit ${unit}: its bias and ${count(inputs)} products, the largest first.`,
    activations: (many: number) => (many === 1 ? "The activation:" : "The activations:"),
    loss: (loss: string, label: number) =>
      `The loss, ${loss.replaceAll("-", " ")}, where y is 1 at unit ${label}:`,
    outputDelta: "The error of the output layer, δ = ∂L/∂z:",
    hiddenDelta: (layer: string) =>
      `${layer}: the error comes back through the weights above, without their column 0.`,
    gradient: "The gradient of each layer's weights, its error times what came in:",
  },
  weights: {
    heading: "What each unit looks for",
  },
  histograms: {
    heading: "How numbers are spread",
    over: (samples: number) =>
      samples === 1
        ? "Activations and gradients over the first training sample"
        : `Activations and gradients over the first ${count(samples)} training samples`,
    activations: "Activations",
    weights: "Weights",
    gradients: "|Gradients|",
    zeros: (zeros: string) => `${zeros} are 0`,
    describe: (what: string, layer: string, low: string, high: string, mode: string) =>
      `${layer}, ${what}: from ${low} to ${high}, most around ${mode}`,
  },
} as const;
