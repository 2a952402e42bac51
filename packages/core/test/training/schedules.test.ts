import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/errors.ts";
import { createExperiment, hyperparameters } from "../../src/experiment.ts";
import type { Monitor } from "../../src/monitors.ts";
import {
  initialPlateau,
  learningRateAt,
  notePlateau,
  type PlateauState,
  type ScheduleSettings,
  scheduleNames,
} from "../../src/training/schedules.ts";

/** What PyTorch's schedulers and scikit-learn's SGDOptimizer do: see fixtures/schedules.py. */
interface Fixture {
  readonly steps: readonly {
    readonly settings: ScheduleSettings;
    readonly stepsPerEpoch: number;
    /** of every step */
    readonly rates: readonly number[];
  }[];
  readonly plateaus: readonly {
    readonly settings: ScheduleSettings;
    readonly monitor: Monitor;
    /** what every epoch ends with */
    readonly metrics: readonly (number | null)[];
    /** of every epoch, and of the one after */
    readonly rates: readonly number[];
  }[];
}

const fixture: Fixture = JSON.parse(
  readFileSync(new URL("fixtures/schedules.json", import.meta.url), "utf8"),
);

/** The rates of the first `count` steps; of all steps where it is left out. */
function ratesOf(settings: ScheduleSettings, stepsPerEpoch: number, count = settings.epochs * stepsPerEpoch) {
  return Array.from({ length: count }, (_, step) =>
    learningRateAt(settings, step, stepsPerEpoch, initialPlateau),
  );
}

/** The states after each of the metrics. */
function plateausOf(settings: ScheduleSettings, monitor: Monitor, metrics: readonly (number | null)[]) {
  let state = initialPlateau;
  return metrics.map((metric) => {
    state = notePlateau(state, metric, settings, monitor);
    return state;
  });
}

function expectClose(got: readonly number[], wanted: readonly number[], tolerance: number) {
  expect(got).toHaveLength(wanted.length);
  const errors = got.map((rate, index) => Math.abs(rate / wanted[index] - 1));
  expect(Math.max(...errors)).toBeLessThan(tolerance);
}

/** What the tests below have in common; each adds its schedule. */
const common = { learningRate: 0.1, epochs: 3 } as const;

describe("learningRateAt, beside PyTorch 1.13 and scikit-learn 1.2", () => {
  for (const { settings, stepsPerEpoch, rates } of fixture.steps) {
    const { schedule, learningRate: _, epochs, ...rest } = settings;
    const title = `${schedule}, ${epochs} x ${stepsPerEpoch} steps ${JSON.stringify(rest)}`;
    it(`agrees to 1e-12 at every step: ${title}`, () => {
      expectClose(ratesOf(settings, stepsPerEpoch), rates, 1e-12);
    });
  }

  it("has such a case for every schedule that depends on the step", () => {
    const seen = new Set(fixture.steps.map(({ settings }) => settings.schedule));
    expect(scheduleNames.filter((name) => !seen.has(name))).toEqual(["constant", "reduce-on-plateau"]);
  });
});

describe("learningRateAt, by hand", () => {
  it("constant: the same at every step", () => {
    expect(new Set(ratesOf({ ...common, schedule: "constant" }, 7))).toEqual(new Set([0.1]));
  });

  it("step: 8, 8, 4, 4, 2 where 8 is halved every 2 epochs of 3 steps", () => {
    const settings = {
      schedule: "step",
      learningRate: 8,
      epochs: 5,
      decayEvery: 2,
      decayFactor: 0.5,
    } as const;
    expect(ratesOf(settings, 3)).toEqual([8, 8, 8, 8, 8, 8, 4, 4, 4, 4, 4, 4, 2, 2, 2]);
  });

  it("exponential: 8, 4, 2, 1 where 8 is halved every epoch", () => {
    const settings = { schedule: "exponential", learningRate: 8, epochs: 4, decayFactor: 0.5 } as const;
    expect(ratesOf(settings, 2)).toEqual([8, 8, 4, 4, 2, 2, 1, 1]);
  });

  it("inverse-scaling: with power 1/2 the steps 1, 4, 9 and 10,000 have 1, 1/2, 1/3 and 1/100 of the rate, to 1e-15", () => {
    const settings = { schedule: "inverse-scaling", learningRate: 6, epochs: 1, decayPower: 0.5 } as const;
    const rates = [0, 3, 8, 9999].map((step) => learningRateAt(settings, step, 10_000, initialPlateau));
    expectClose(rates, [6, 3, 2, 0.06], 1e-15);
  });

  it("inverse-scaling: with power 1 the first 4 steps have 12, 6, 4, 3, whatever an epoch is, to 1e-15", () => {
    const settings = { schedule: "inverse-scaling", learningRate: 12, epochs: 4, decayPower: 1 } as const;
    for (const stepsPerEpoch of [1, 2, 4])
      expectClose(ratesOf(settings, stepsPerEpoch, 4), [12, 6, 4, 3], 1e-15);
  });

  it("cosine: 4 warm-up steps of 1/4 each, then from 8 over (8 + 2) / 2 = 5 half way to 2 after the last step", () => {
    const settings = {
      schedule: "cosine",
      learningRate: 8,
      epochs: 3,
      warmupEpochs: 1,
      minLearningRate: 2,
    } as const;
    const rates = ratesOf(settings, 4, 13);
    expect(rates.slice(0, 5)).toEqual([2, 4, 6, 8, 8]);
    expect(rates[8]).toBeCloseTo(5, 14);
    expect(rates[12]).toBe(2);
  });

  it("one-cycle: 1/25 of the peak at first, the peak after the warm-up's last step, 1/250,000 of it at last", () => {
    const settings = { schedule: "one-cycle", learningRate: 25, epochs: 5, warmupEpochs: 2 } as const;
    const rates = ratesOf(settings, 6);
    expect([rates[0], rates[11], rates[29]]).toEqual([1, 25, 0.0001]);
  });
});

describe("cosine and one-cycle at their edges", () => {
  it("a warm-up that ends between two steps is rounded for cosine: 0.4 x 7 = 2.8 are 3 steps", () => {
    const rates = ratesOf({ ...common, schedule: "cosine", warmupEpochs: 0.4 }, 7);
    expect(rates.indexOf(0.1)).toBe(2);
    expect(rates[3]).toBe(0.1);
    expect(rates[4]).toBeLessThan(0.1);
  });

  it("a warm-up of one step is at the peak at once, where PyTorch's OneCycleLR divides 0 by 0", () => {
    for (const schedule of ["cosine", "one-cycle"] as const) {
      const settings = { schedule, learningRate: 0.1, epochs: 5, warmupEpochs: 1 };
      expect(ratesOf(settings, 1)[0]).toBe(0.1);
    }
  });

  it("a warm-up as long as the training, or longer, rises to the end", () => {
    for (const schedule of ["cosine", "one-cycle"] as const) {
      for (const warmupEpochs of [3, 4.5]) {
        const rates = ratesOf({ ...common, schedule, warmupEpochs }, 7);
        expect(rates).toEqual(rates.toSorted((a, b) => a - b));
        expect(rates[20] === 0.1).toBe(warmupEpochs === 3);
      }
    }
  });

  it("null is the default: no warm-up for cosine, 30 % of the epochs for one-cycle", () => {
    const cosine = { ...common, schedule: "cosine" } as const;
    expect(ratesOf({ ...cosine, warmupEpochs: null }, 7)).toEqual(ratesOf({ ...cosine, warmupEpochs: 0 }, 7));
    const cycle = { ...common, schedule: "one-cycle" } as const;
    expect(ratesOf({ ...cycle, warmupEpochs: null }, 7)).toEqual(ratesOf(cycle, 7));
    expect(ratesOf({ ...cycle, epochs: 10, warmupEpochs: null }, 7)).toEqual(
      ratesOf({ ...cycle, epochs: 10, warmupEpochs: 3 }, 7),
    );
  });

  it("a step past the last one has the smallest rate, and does not rise again", () => {
    for (const schedule of ["cosine", "one-cycle"] as const) {
      const rates = ratesOf({ ...common, schedule, warmupEpochs: 0.5 }, 8, 60);
      const last = schedule === "cosine" ? 0 : 0.1 / 25 / 1e4;
      expect(new Set(rates.slice(24))).toEqual(new Set([last]));
    }
  });

  it("falls at every one of 180,000 steps, down to a positive rate", () => {
    for (const schedule of ["cosine", "one-cycle"] as const) {
      const rates = ratesOf({ ...common, schedule, warmupEpochs: 0 }, 60_000);
      expect(rates.every((rate, step) => rate > 0 && (step === 0 || rate <= rates[step - 1]))).toBe(true);
    }
  });
});

describe("reduce-on-plateau", () => {
  for (const { settings, monitor, metrics, rates } of fixture.plateaus) {
    const { decayFactor, plateauPatience, minDelta, minLearningRate } = settings;
    const title = JSON.stringify({ decayFactor, plateauPatience, minDelta, minLearningRate });
    it(`agrees with PyTorch 1.13 to 1e-12 in every epoch: ${monitor} ${title}`, () => {
      const states = [initialPlateau, ...plateausOf(settings, monitor, metrics)];
      expectClose(
        states.map((state, epoch) => learningRateAt(settings, epoch * 5, 5, state)),
        rates,
        1e-12,
      );
    });
  }

  const settings = {
    ...common,
    schedule: "reduce-on-plateau",
    decayFactor: 0.5,
    plateauPatience: 2,
  } as const;

  it("bears 2 epochs without improvement and drops the rate after the 3rd, then counts from 0", () => {
    const states = plateausOf(settings, "trainLoss", [1, 1, 2, null, 1, Number.NaN, 1]);
    expect(states.map((state) => state.epochsWithout)).toEqual([0, 1, 2, 0, 1, 2, 0]);
    expect(states.map((state) => state.reductions)).toEqual([0, 0, 0, 1, 1, 1, 2]);
    expect(learningRateAt(settings, 0, 5, states[6])).toBe(0.025);
  });

  it("keeps to minLearningRate where the rate would fall below it", () => {
    const state: PlateauState = { best: 1, epochsWithout: 0, reductions: 3 };
    expect(learningRateAt({ ...settings, minLearningRate: 0.02 }, 0, 5, state)).toBe(0.02);
  });

  it("goes on from its state as JSON, as a checkpoint keeps it", () => {
    const metrics = [0.5, 0.6, 0.6, 0.6, 0.4, null, 0.4, 0.4, 0.4];
    const whole = plateausOf(settings, "validationLoss", metrics);
    for (const [epoch, state] of whole.slice(0, -1).entries()) {
      const restored: PlateauState = JSON.parse(JSON.stringify(state));
      expect(notePlateau(restored, metrics[epoch + 1], settings, "validationLoss")).toEqual(whole[epoch + 1]);
    }
  });

  it("remembers nothing with another schedule", () => {
    const constant = { ...common, schedule: "constant" } as const;
    expect(plateausOf(constant, "trainLoss", [1, 2])).toEqual([initialPlateau, initialPlateau]);
  });
});

describe("an experiment", () => {
  it("offers these schedules and no other, and its defaults give each a rate in [0, learningRate]", () => {
    expect(hyperparameters.schedule.choices).toEqual(scheduleNames);
    for (const schedule of scheduleNames) {
      const experiment = createExperiment({ schedule, learningRate: 0.1 });
      for (const rate of ratesOf(experiment, 7)) expect(rate >= 0 && rate <= 0.1).toBe(true);
    }
  });
});

describe("a setting that is absent", () => {
  it.each([
    ["step", "decayEvery"],
    ["exponential", "decayFactor"],
    ["inverse-scaling", "decayPower"],
    ["reduce-on-plateau", "decayFactor"],
  ] as const)("%s is refused without %s, by name", (schedule, name) => {
    const rate = () => learningRateAt({ ...common, schedule }, 0, 7, initialPlateau);
    expect(rate).toThrow(ParameterError);
    expect(rate).toThrow(`${name} must be a number for schedule ${schedule}, got none.`);
  });
});
