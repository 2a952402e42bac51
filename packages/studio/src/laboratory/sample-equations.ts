import { contributions, type DeltaTrace, type Layer, type Model, type SampleTrace } from "percept";
import { activationSymbol, activationTex, outputDeltaTex } from "percept-charts/model";
import temml from "temml";
import { insideWords } from "../text/inside-words.ts";
import type { EquationGroup } from "./inside-protocol.ts";
import { columnTex, numberTex, pixelRowTex, sizedTex, sumTex } from "./number-tex.ts";

const words = insideWords.equations;
/** Products of a unit's sum that are written out. */
const PRODUCTS = 2;

/** The report's sections 3.1 to 3.3 with a sample's numbers. */
export function sampleEquations(
  { network, weights }: Model,
  { input, layers }: SampleTrace,
  { loss, deltas }: DeltaTrace,
  label: number,
): EquationGroup[] {
  const last = layers.length - 1;
  const below = (l: number) => (l === 0 ? input : layers[l - 1].a);
  const forward = network.layers.map((layer, l) => {
    const name = insideWords.layerName(l, last + 1);
    const activated = String.raw`a^{[${l + 1}]} = ${activationSymbol(layer.activation)}\left(z^{[${l + 1}]}\right)`;
    return [
      equation(words.layer(name, layer.units, 1 + layer.inputs), [forwardTex(layer, l)]),
      equation("", [
        `z^{[${l + 1}]} = ${columnTex(layers[l].z, l === last)}`,
        `${activated} = ${columnTex(layers[l].a, l === last)}`,
      ]),
    ];
  });
  const sums = network.layers.map((layer, l) => {
    const unit = l === last ? largest(layers[l].a, (a) => a) : largest(layers[l].z, Math.abs);
    const parts = contributions(weights[l], unit, below(l));
    return equation(words.sum(insideWords.layerName(l, last + 1), unit, layer.inputs), [
      sumTex(`z^{[${l + 1}]}_{${unit}}`, weights[l], unit, below(l), parts, PRODUCTS, layers[l].z[unit]),
    ]);
  });
  const names = [...new Set(network.layers.map(({ activation }) => activation))];
  return [
    {
      title: words.forward,
      equations: [
        equation(words.input(input.length), [`a^{[0]} = ${pixelRowTex(input)}`]),
        ...forward.flatMap((given, l) => [...given, sums[l]]),
        equation(
          words.activations(names.length),
          names.map((name) => activationTex[name]),
        ),
      ],
    },
    { title: words.backward, equations: backward(network, layers, loss, deltas, label) },
  ];
}

function backward(
  { loss: lossName, layers }: Model["network"],
  traced: SampleTrace["layers"],
  loss: number,
  deltas: DeltaTrace["deltas"],
  label: number,
): EquationGroup["equations"] {
  const last = layers.length - 1;
  const { units, activation } = layers[last];
  const formula = outputDeltaTex(lossName, activation, units, last + 1);
  const y = Float32Array.from({ length: units }, (_, unit) => (unit === label ? 1 : 0));
  const delta = (l: number) => String.raw`\delta^{[${l + 1}]}`;
  const error = columnTex(deltas[last], true);
  const difference = `${columnTex(traced[last].a, true)} - ${columnTex(y, true, 0)}`;
  const numbers = `${delta(last)} = ${lossName === "cross-entropy" ? `${difference} = ` : ""}${error}`;
  const hidden = Array.from({ length: last }, (_, i) => last - 1 - i).map((l) =>
    equation(words.hiddenDelta(insideWords.layerName(l, last + 1)), [
      String.raw`${delta(l)} = \left(W^{[${l + 2}]}\right)^{T} ${delta(l + 1)} \odot f'\left(z^{[${l + 1}]}\right)`,
      `${delta(l)} = ${columnTex(deltas[l], false)}`,
    ]),
  );
  return [
    equation(words.loss(lossName, label), [String.raw`\mathcal{L} = ${numberTex(loss)}`]),
    equation(words.outputDelta, [formula, numbers]),
    ...hidden,
    equation(
      words.gradient,
      layers.map(({ units: rows, inputs }, l) => {
        const gradient = String.raw`\frac{\partial \mathcal{L}}{\partial W^{[${l + 1}]}}`;
        return `${sizedTex(gradient, rows, 1 + inputs)} = ${sizedTex(delta(l), rows, 1)} \\cdot ${sizedTex(String.raw`\left(a^{[${l}]}\right)^{T}`, 1, 1 + inputs)}`;
      }),
    ),
  ];
}

/** z = W·a with the sizes beneath. */
function forwardTex({ units, inputs }: Layer, l: number): string {
  const [z, W, a] = [`z^{[${l + 1}]}`, `W^{[${l + 1}]}`, `a^{[${l}]}`];
  return String.raw`${sizedTex(z, units, 1)} = ${sizedTex(W, units, 1 + inputs)} \cdot ${sizedTex(a, 1 + inputs, 1)}`;
}

function largest(values: ArrayLike<number>, size: (value: number) => number): number {
  let found = 0;
  for (let k = 1; k < values.length; k++) if (size(values[k]) > size(values[found])) found = k;
  return found;
}

function equation(said: string, tex: readonly string[]): EquationGroup["equations"][number] {
  return { words: said, mathml: tex.map(toMathml) };
}

/** Without the inline styles that Temml adds: the page's policy refuses them, and its sheet has them. */
function toMathml(tex: string): string {
  return temml.renderToString(tex, { displayMode: true, throwOnError: true }).replace(/ style="[^"]*"/g, "");
}
