import { describe, expect, it } from "vitest";
import type { Hyperparameter } from "../src/hyperparameter.ts";
import { hyperparameterGroups, hyperparameterNames, hyperparameters } from "../src/hyperparameters.ts";
import { activationNames } from "../src/network/activations.ts";
import { initializerNames } from "../src/network/initializers.ts";
import { losses } from "../src/network/losses.ts";
import { optimizers } from "../src/network/optimizers.ts";
import { scheduleNames } from "../src/training/schedules.ts";

const rows = hyperparameterNames.map(
  (name, index) => [name, hyperparameters[name] as Hyperparameter<unknown>, index] as const,
);

/** As a flag is typed. */
const typed = (value: unknown) => (value === null ? "none" : String(value));

describe("the table of hyperparameters", () => {
  it.each(rows)("accepts every default of %s, also as the text that it is typed as", (_, row) => {
    for (const value of [row.default, ...(row.defaults ?? []).map(([value]) => value)]) {
      expect(row.accepts(value)).toBe(true);
      expect(row.parse(typed(value))).toEqual(value);
      if (row.choices && value !== null) expect(row.choices).toContain(value);
    }
  });

  it.each(rows)("accepts every choice of %s as it is typed", (_, { choices = [], accepts, parse }) => {
    for (const word of choices) expect([parse(typed(word)), accepts(word)]).toEqual([word, true]);
  });

  it.each(rows)("says of %s what it does and what it may be", (_, { help, range }) => {
    expect(help).toMatch(/^[a-z]/);
    expect(range).not.toBe("");
  });

  it.each(rows)("accepts no undefined, object, function, NaN or infinity for %s", (_, { accepts }) => {
    for (const value of [undefined, {}, () => 1, Number.NaN, Infinity, -Infinity, Symbol.iterator, [[]]]) {
      expect(accepts(value)).toBe(false);
    }
  });

  it("has null for exactly those that may be none", () => {
    expect(rows.filter(([, { accepts }]) => accepts(null)).map(([name]) => name)).toEqual([
      "validation",
      "labelColumn",
      "classWeights",
      "clipNorm",
      "warmupEpochs",
      "patience",
      "maxNorm",
    ]);
  });

  it.each(rows)(
    "lets %s depend on settings above it alone, and on values that they have",
    (_, row, index) => {
      for (const condition of [...(row.only ?? []), ...(row.defaults ?? []).map(([, when]) => when)]) {
        for (const [name, wanted] of Object.entries(condition)) {
          const at = (hyperparameterNames as string[]).indexOf(name);
          expect(at, name).toBeGreaterThanOrEqual(0);
          expect(at, name).toBeLessThan(index);
          const known = rows[at][1].choices ?? [];
          if (wanted !== "set") expect(known).toEqual(expect.arrayContaining([wanted].flat()));
        }
      }
    },
  );

  it("has each name in one group, in the table's order", () => {
    expect(hyperparameterGroups.flatMap(([, names]) => names)).toEqual(hyperparameterNames);
    expect(hyperparameterGroups.map(([group]) => group)).toEqual([
      "data",
      "network",
      "loss",
      "descent",
      "schedule",
      "stopping",
      "regularisation",
      "initialisation",
      "engine",
    ]);
  });

  it("offers every activation, initializer, schedule, optimizer, output and loss that is written, and no other", () => {
    const { activation, init, schedule, optimizer, output, loss } = hyperparameters;
    const sorted = (names: Iterable<unknown> = []) => [...new Set(names)].sort();
    expect(sorted(activation.choices)).toEqual(sorted(activationNames.filter((name) => name !== "softmax")));
    expect(init.choices).toEqual(initializerNames);
    expect(schedule.choices).toEqual(scheduleNames);
    expect(sorted(optimizer.choices)).toEqual(sorted([...Object.keys(optimizers), "lbfgs"]));
    expect(sorted(loss.choices)).toEqual(sorted(Object.keys(losses)));
    expect(sorted(output.choices)).toEqual(sorted(Object.values(losses).flatMap(Object.keys)));
  });
});
