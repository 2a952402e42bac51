import type { Experiment } from "percept";
import { activationSymbol, activationTex, outputDeltaTex } from "percept-charts/model";
import temml from "temml";

/** Equations, with the words that lead to them. */
export interface Equation {
  readonly words: string;
  /** one a line */
  readonly mathml: readonly string[];
}

export interface NetworkShape {
  readonly inputs: number;
  readonly layers: readonly {
    readonly inputs: number;
    readonly units: number;
    readonly activation: string;
  }[];
}

/** The report's sections 3.1 to 3.3 for a network of these layers: forward, loss, backward, step. */
export function equationsOf(
  { inputs, layers }: NetworkShape,
  {
    loss,
    output,
    reduction,
    descent,
    optimizer,
  }: Pick<Experiment, "loss" | "output" | "reduction" | "descent" | "optimizer">,
): readonly { readonly title: string; readonly equations: readonly Equation[] }[] {
  const last = layers.length;
  const activationNames = [...new Set(layers.map(({ activation }) => activation))];
  return [
    {
      title: "Forward propagation",
      equations: [
        equation(`A sample's ${inputs} features, with a leading 1 that meets the biases:`, [
          String.raw`a^{[0]} = \begin{bmatrix} 1 & x_1 & x_2 & \cdots & x_{${inputs}} \end{bmatrix}^{T}`,
        ]),
        ...layers.map(({ inputs: below, units, activation }, index) =>
          equation(
            `${index + 1 === last ? "The output layer" : `Hidden layer ${index + 1}`}: W is ${units} x ${below + 1}, column 0 the biases; z and a have ${units} elements.`,
            [
              String.raw`z^{[${index + 1}]} = W^{[${index + 1}]} \cdot a^{[${index}]}`,
              String.raw`a^{[${index + 1}]} = ${activationSymbol(activation)}\left(z^{[${index + 1}]}\right)`,
            ],
          ),
        ),
        equation(
          activationNames.length === 1 ? "The activation:" : "The activations:",
          activationNames.map((name) => activationTex[name]),
        ),
      ],
    },
    { title: "Loss", equations: [lossEquation(loss, output, layers[last - 1].units, last)] },
    {
      title: "Backward propagation",
      equations: [
        equation("The error of the output layer:", [
          outputDeltaTex(loss, output, layers[last - 1].units, last),
        ]),
        equation(
          "The gradient of a layer's weights, and the error of the layer below it (without W's column 0):",
          [
            String.raw`\frac{\partial \mathcal{L}}{\partial W^{[l]}} = \delta^{[l]} \cdot \left(a^{[l-1]}\right)^{T}`,
            ...(last > 1
              ? [
                  String.raw`\delta^{[l-1]} = \left(W^{[l]}\right)^{T} \delta^{[l]} \odot f'\left(z^{[l-1]}\right)`,
                ]
              : []),
          ],
        ),
        stepEquation(descent, reduction, optimizer),
      ],
    },
  ];
}

function lossEquation(loss: string, output: string, units: number, last: number): Equation {
  const [a, sum] = [`a^{[${last}]}_k`, String.raw`\sum_{k=1}^{${units}}`];
  if (loss !== "cross-entropy")
    return equation("The squared error of a sample, the mean over its outputs:", [
      String.raw`\mathcal{L} = \frac{1}{${units}} ${sum} \left(${a} - y_k\right)^2`,
    ]);
  return output === "softmax"
    ? equation("Cross-entropy of a sample:", [String.raw`\mathcal{L} = -${sum} y_k \log ${a}`])
    : equation("Binary cross-entropy of a sample, summed over its outputs:", [
        String.raw`\mathcal{L} = -${sum} \left[ y_k \log ${a} + (1 - y_k) \log\left(1 - ${a}\right) \right]`,
      ]);
}

function stepEquation(descent: string, reduction: string, optimizer: string): Equation {
  const samples = { stochastic: "one sample", minibatch: "a minibatch", batch: "all training samples" }[
    descent
  ];
  const over =
    descent === "stochastic" ? "" : reduction === "mean" ? ", the gradients' mean" : ", the gradients' sum";
  const plain = String.raw`W^{[l]} \leftarrow W^{[l]} - \alpha \frac{\partial \mathcal{L}}{\partial W^{[l]}}`;
  return optimizer === "sgd"
    ? equation(`A step on ${samples}${over}; α is the learning rate:`, [plain])
    : equation(`A step on ${samples}${over}, by the rule of ${optimizer}; plain gradient descent would be`, [
        plain,
      ]);
}

function equation(words: string, tex: readonly string[]): Equation {
  return { words, mathml: tex.map(toMathml) };
}

/** Without the inline styles that Temml adds: a page with a strict policy refuses them, and its sheet has them. */
function toMathml(tex: string): string {
  return temml.renderToString(tex, { displayMode: true, throwOnError: true }).replace(/ style="[^"]*"/g, "");
}
