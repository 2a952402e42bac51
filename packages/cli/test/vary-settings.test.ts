import { describe, expect, it } from "vitest";
import { combinations, parseVariation } from "../src/vary-settings.ts";

describe("parseVariation", () => {
  it("reads numbers, words and lists, whose parts hyphens join", () => {
    expect(parseVariation("learningRate=0.003, 1e-2,.3")).toEqual({
      name: "learningRate",
      values: [0.003, 0.01, 0.3],
    });
    expect(parseVariation("hidden=20,300-100,none").values).toEqual([[20], [300, 100], []]);
    expect(parseVariation("activation=leaky-relu,tanh-relu").values).toEqual([
      "leaky-relu",
      ["tanh", "relu"],
    ]);
    expect(parseVariation("dropout=0.5,0.2-0.5").values).toEqual([0.5, [0.2, 0.5]]);
    expect(parseVariation("patience=none,3").values).toEqual([null, 3]);
    expect(parseVariation("shuffle=true,false").values).toEqual([true, false]);
  });

  it("takes a name as flags write it too", () => {
    expect(parseVariation("learning-rate=0.1").name).toBe("learningRate");
  });

  it("refuses what is no setting, no value of it or no variation, with the flag", () => {
    expect(() => parseVariation("optimiser=sgd")).toThrow(
      /optimiser is not .*from --vary.*nearest is optimizer/s,
    );
    expect(() => parseVariation("optimizer=sgd,sdg", "--grid")).toThrow(
      /optimizer must be .*got sdg \(from --grid\)/,
    );
    expect(() => parseVariation("learningRate=0.1,-1")).toThrow(/learningRate must be .*\(0, ∞\), got -1/);
    expect(() => parseVariation("hidden=20-x")).toThrow(/hidden must be .*got 20-x/);
    expect(() => parseVariation("hidden=")).toThrow(/hidden must be .*got nothing/);
    expect(() => parseVariation("adam")).toThrow(/expected a setting and its values, got adam/);
    expect(() => parseVariation("seed=1,2,1")).toThrow(/seed has the value 1 twice/);
  });
});

describe("combinations", () => {
  const vary = (...texts: string[]) => texts.map((text) => parseVariation(text));

  it("has every combination, the last variation in the quickest turn", () => {
    const found = combinations({ seed: 3 }, vary("hidden=20,300-100", "learningRate=0.1,1"));
    expect(found.map(({ label }) => label)).toEqual([
      "hidden 20, learningRate 0.1",
      "hidden 20, learningRate 1",
      "hidden 300-100, learningRate 0.1",
      "hidden 300-100, learningRate 1",
    ]);
    expect(found[2].settings).toEqual({ seed: 3, hidden: [300, 100], learningRate: 0.1 });
  });

  it("leaves out what means nothing in a combination, and has combinations once that are then the same", () => {
    const found = combinations(
      { momentum: 0.5 },
      vary("optimizer=sgd,momentum,adam", "beta1=0.8,0.9", "learningRate=1"),
    );
    expect(found.map(({ label }) => label)).toEqual([
      "optimizer sgd, learningRate 1",
      "optimizer momentum, learningRate 1",
      "optimizer adam, beta1 0.8, learningRate 1",
      "optimizer adam, beta1 0.9, learningRate 1",
    ]);
    expect(found[0].settings).toEqual({ optimizer: "sgd", learningRate: 1 });
    expect(found[1].settings).toEqual({ momentum: 0.5, optimizer: "momentum", learningRate: 1 });
  });

  it("refuses a setting that means nothing in any combination, and one that is varied twice", () => {
    expect(() => combinations({ momentum: 0.5 }, vary("optimizer=sgd,adam"))).toThrow(
      /momentum goes with optimizer/,
    );
    expect(() => combinations({}, vary("rho=0.5,0.9"))).toThrow(/rho goes with optimizer rmsprop/);
    expect(() => combinations({}, vary("seed=1", "seed=2"))).toThrow(/seed is varied twice/);
  });
});
