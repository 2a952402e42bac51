import { createExperiment } from "percept";
import { describe, expect, it } from "vitest";
import { createCandidates } from "../../src/cross-validation/candidates.ts";

describe("createCandidates", () => {
  it("makes one experiment where there is no grid, flags before the file", () => {
    expect(createCandidates({ epochs: 7 }, { epochs: 3, hidden: [9] }, [])).toEqual([
      { number: 1, label: "", settings: {}, experiment: createExperiment({ epochs: 7, hidden: [9] }) },
    ]);
  });

  it("makes every combination of the values, each with the defaults that go with them", () => {
    const found = createCandidates({ epochs: 7 }, { hidden: [9], optimizer: "momentum", momentum: 0.5 }, [
      "hidden=20,300-100",
      "optimizer=sgd,adam",
    ]);
    expect(found.map(({ number, label }) => [number, label])).toEqual([
      [1, "hidden 20, optimizer sgd"],
      [2, "hidden 20, optimizer adam"],
      [3, "hidden 300-100, optimizer sgd"],
      [4, "hidden 300-100, optimizer adam"],
    ]);
    expect(found[3].settings).toEqual({ hidden: [300, 100], optimizer: "adam" });
    expect(found[3].experiment).toEqual(
      createExperiment({ epochs: 7, hidden: [300, 100], optimizer: "adam" }),
    );
    expect(found.map(({ experiment }) => experiment.learningRate)).toEqual([0.01, 0.001, 0.01, 0.001]);
  });

  it("leaves out of a candidate what means nothing in it", () => {
    const found = createCandidates({}, {}, ["descent=stochastic,minibatch", "batchSize=16,32"]);
    expect(found.map(({ settings }) => settings)).toEqual([
      { descent: "stochastic" },
      { descent: "minibatch", batchSize: 16 },
      { descent: "minibatch", batchSize: 32 },
    ]);
  });

  it.each([
    [
      "learningRat=1",
      /^learningRat is not a setting of an experiment \(from --grid\); the nearest is learningRate\./,
    ],
    ["learningRate=0.1,-1", /^learningRate must be a number in \(0, ∞\), got -1 \(from --grid\)\./],
    ["learningRate", /^expected a setting and its values, got learningRate \(from --grid\)\./],
    ["hidden=20,20", /^hidden has the value 20 twice \(from --grid\)\./],
    [
      "seed=1,2",
      /^all candidates must share data, task, validation, seed, got values for seed \(from --grid\)\./,
    ],
    ["epochs=3,4", /^epochs must be given once, got it with --grid and with --epochs\./],
    ["momentum=0.5,0.9", /^--grid: momentum goes with optimizer momentum or nesterov, got optimizer sgd\./],
    [
      "precision=float32,float64",
      /^--grid, precision float64: engine wasm works in float32, got precision float64\./,
    ],
  ])("refuses --grid %s", (text, message) => {
    const make = () => createCandidates({ epochs: 2, engine: "wasm" }, {}, [text]);
    expect(make).toThrow(message);
  });
});
