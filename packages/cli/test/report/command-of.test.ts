import { createExperiment } from "percept/experiment";
import { describe, expect, it } from "vitest";
import { experimentFrom } from "../../src/experiment-options.ts";
import { createProgram } from "../../src/program.ts";
import { commandOf } from "../../src/report/command-of.ts";

/** The options that a command line of `train` gives, as the command gets them. */
function optionsOf(command: string): Record<string, unknown> {
  const words = [...command.matchAll(/'((?:[^']|'\\'')*)'|\S+/g)].map(
    ([word, quoted]) => quoted?.replaceAll("'\\''", "'") ?? word,
  );
  const train = createProgram().commands.find((one) => one.name() === "train");
  train?.parseOptions(words.slice(2));
  return train?.opts() ?? {};
}

describe("commandOf", () => {
  it("says nothing where everything is as it is by default", () => {
    expect(commandOf(createExperiment({}))).toBe("percept train");
  });

  it("says what is not, and leaves out what follows from it", () => {
    const experiment = createExperiment({
      activation: "relu",
      optimizer: "adam",
      descent: "minibatch",
      hidden: [128],
    });
    expect(commandOf(experiment)).toBe(
      "percept train --hidden 128 --activation relu --descent minibatch --optimizer adam",
    );
  });

  it.each([
    {},
    { shuffle: false, updateOrder: "output-first", epochs: 7 },
    { hidden: [], output: "softmax", seed: 12 },
    {
      hidden: [300, 100],
      activation: ["relu", "tanh"],
      dropout: [0.1, 0.2, 0.5],
      descent: "minibatch",
      batchSize: 32,
    },
    { data: "it's a folder/mnist", validation: 0.1, patience: 3, monitor: "validationLoss" },
    { descent: "minibatch", optimizer: "adamw", schedule: "one-cycle", weightDecay: 1e-4, clipNorm: 1 },
  ] as const)("is a command line that describes the same experiment again: %o", async (settings) => {
    const experiment = createExperiment(settings);
    expect(await experimentFrom(optionsOf(commandOf(experiment)))).toEqual(experiment);
  });
});
