import fc from "fast-check";
import { expect } from "vitest";
import type { Model } from "../../src/format/model.ts";
import { type ActivationName, activationNames } from "../../src/network/activations.ts";
import { type LossName, losses } from "../../src/network/losses.ts";
import type { Scaling } from "../../src/network/scaling.ts";
import { someModel } from "./some-model.ts";

const hiddenNames = activationNames.filter((name) => name !== "softmax");
const outputs = Object.entries(losses).flatMap(([loss, pairs]) =>
  Object.keys(pairs).map((output) => ({ loss: loss as LossName, output: output as ActivationName })),
);
/** Without -0, which JSON makes 0 of; as an offset it is the same. */
const float32 = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const divisor = fc.float({ min: Math.fround(1e-30), noNaN: true, noDefaultInfinity: true });

/** Any model that there can be: every activation, scaling and precision, classes or targets, any finite weights. */
export const anyModel: fc.Arbitrary<Model> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 5 }),
    precision: fc.constantFrom("float32" as const, "float64" as const),
    seed: fc.nat(1e6),
    pair: fc.constantFrom(...outputs),
    regression: fc.boolean(),
    imputed: fc.boolean(),
    named: fc.boolean(),
  })
  .chain(({ sizes, precision, seed, pair, regression, imputed, named }) => {
    const inputs = sizes[0];
    const units = sizes[sizes.length - 1];
    const scale = (length: number) =>
      fc.record({
        offsets: fc.array(float32, { minLength: length, maxLength: length }),
        divisors: fc.array(divisor, { minLength: length, maxLength: length }),
      });
    return fc
      .record({
        hidden: fc.array(fc.constantFrom(...hiddenNames), {
          minLength: sizes.length,
          maxLength: sizes.length,
        }),
        words: fc.array(fc.string({ unit: "grapheme" }), { minLength: 12, maxLength: 12 }),
        scaling: fc.oneof(
          fc.constant<Scaling>({ type: "none" }),
          divisor.map((value): Scaling => ({ type: "divide", divisor: value })),
          scale(inputs).map((numbers): Scaling => ({ type: "per-feature", ...numbers })),
        ),
        targets: scale(units),
        imputation: fc.array(float32, { minLength: inputs, maxLength: inputs }),
      })
      .map(({ hidden, words, scaling, targets, imputation }): Model => {
        const model = someModel(sizes, precision, seed);
        const last = sizes.length - 2;
        const output = regression ? "identity" : pair.output;
        const layers = model.network.layers.map((layer, l) => ({
          ...layer,
          activation: l === last ? output : hidden[l],
        }));
        return {
          ...model,
          network: {
            layers,
            scaling,
            loss: regression ? "mean-squared-error" : pair.loss,
            ...(regression && { targets }),
          },
          classes: regression ? [] : words.slice(0, units),
          ...(regression && { targetNames: words.slice(0, units) }),
          ...(named && { featureNames: words.slice(6, 6 + inputs) }),
          ...(imputed && { imputation }),
        };
      });
  });

/** The same in every field, weights bit for bit. */
export function expectSameModel(found: Model, wanted: Model): void {
  const bits = ({ weights, ...rest }: Model) => ({
    ...rest,
    weights: weights.map(({ rows, columns, values }) => [
      rows,
      columns,
      values.constructor.name,
      Array.from(new Uint8Array(values.slice().buffer)),
    ]),
  });
  expect(bits(found)).toEqual(bits(wanted));
}
