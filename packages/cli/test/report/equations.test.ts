import { createExperiment } from "percept/experiment";
import { describe, expect, it } from "vitest";
import { equationsOf } from "../../src/report/equations.ts";

const shape = (activation: string, output: string, hidden: readonly number[] = [20]) => {
  const sizes = [784, ...hidden, 10];
  return {
    inputs: 784,
    layers: sizes.slice(1).map((units, l) => ({
      inputs: sizes[l],
      units,
      activation: l === hidden.length ? output : activation,
    })),
  };
};

/** All words and symbols of an equation, in order, but for the invisible one that applies a function. */
const plain = (mathml: string) => mathml.replace(/<[^>]+>|\u2061/g, "");

describe("equationsOf", () => {
  const parts = equationsOf(shape("sigmoid", "sigmoid"), createExperiment({}));

  it("has the report's parts, with the shapes of its network: 20 x 785 and 10 x 21", () => {
    expect(parts.map(({ title }) => title)).toEqual(["Forward propagation", "Loss", "Backward propagation"]);
    const words = parts[0].equations.map((one) => one.words).join(" ");
    expect(words).toContain("W is 20 x 785");
    expect(words).toContain("W is 10 x 21");
  });

  it("writes the report's forward step, loss and output error", () => {
    const [forward, loss, backward] = parts.map(({ equations }) =>
      equations.flatMap(({ mathml }) => mathml.map(plain)).join(" "),
    );
    expect(forward).toContain("z[1]=W[1]⋅a[0]");
    expect(forward).toContain("a[2]=σ(z[2])");
    expect(loss).toMatch(/ℒ=−∑k=110\[yklogak\[2\]\+\(1−yk\)log\(1−ak\[2\]\)\]/);
    expect(backward).toContain("δ[2]=a[2]−y");
  });

  it.each(["sigmoid", "tanh", "scaled-tanh", "relu", "leaky-relu", "gelu", "silu", "identity"])(
    "writes %s with every output and loss, without an inline style",
    (activation) => {
      for (const [output, loss] of [
        ["sigmoid", "cross-entropy"],
        ["softmax", "cross-entropy"],
        ["sigmoid", "mean-squared-error"],
        ["softmax", "mean-squared-error"],
        ["identity", "mean-squared-error"],
      ] as const) {
        const experiment = createExperiment({
          output,
          loss,
          hidden: [30, 20],
          descent: "minibatch",
          optimizer: "adam",
        });
        const written = equationsOf(shape(activation, output, [30, 20]), experiment)
          .flatMap(({ equations }) => equations)
          .flatMap(({ mathml }) => mathml);
        for (const mathml of written) {
          expect(mathml).toMatch(/^<math.*<\/math>$/s);
          expect(mathml).not.toContain(" style=");
          expect(mathml).not.toContain("undefined");
        }
      }
    },
  );

  it("has no layer to go back to where there is no hidden one", () => {
    const [, , backward] = equationsOf(
      shape("sigmoid", "softmax", []),
      createExperiment({ hidden: [], output: "softmax" }),
    );
    expect(backward.equations.flatMap(({ mathml }) => mathml.map(plain)).join(" ")).not.toContain("δ[l−1]");
  });
});
