import { describe, expect, it } from "vitest";
import { isBetter, type Monitor, monitors } from "../../src/monitors.ts";
import { initialStopping, isExhausted, noteEpoch, type StoppingState } from "../../src/training/stopping.ts";

/** The epochs that improved, the state at the end, and the epoch after which training would have ended. */
function follow(
  values: readonly (number | null)[],
  { monitor = "validationLoss" as Monitor, minDelta = 0, patience = null as number | null } = {},
) {
  let state: StoppingState = initialStopping;
  const improved: number[] = [];
  let end: number | null = null;
  for (const [index, value] of values.entries()) {
    const noted = noteEpoch(state, index + 1, value, monitor, minDelta);
    state = noted.state;
    if (noted.improved) improved.push(index + 1);
    if (end === null && isExhausted(state, index + 1, patience)) end = index + 1;
  }
  return { improved, best: state.best, end };
}

describe("noteEpoch", () => {
  it("takes the first number as the best, and then only smaller losses; of equals the first stays", () => {
    expect(follow([0.5, 0.75, 0.25, 0.25, 0.5])).toEqual({
      improved: [1, 3],
      best: { epoch: 3, value: 0.25 },
      end: null,
    });
  });

  it("takes larger accuracies", () => {
    const { improved, best } = follow([0.5, 0.75, 0.25, 0.75, 1], { monitor: "trainAccuracy" });
    expect(improved).toEqual([1, 2, 5]);
    expect(best).toEqual({ epoch: 5, value: 1 });
  });

  it("asks for more than minDelta: a gain of exactly 1/8 is none where minDelta is 1/8", () => {
    const losses = [1, 0.875, 0.8125, 0.75];
    expect(follow(losses, { minDelta: 0.125 }).improved).toEqual([1, 3]);
    const accuracies = [0.5, 0.625, 0.75, 0.8125];
    expect(follow(accuracies, { minDelta: 0.125, monitor: "validationF1" }).improved).toEqual([1, 3]);
  });

  it("never takes null, NaN or an infinity, be it the first", () => {
    const values = [null, Number.NaN, -Infinity, Infinity];
    expect(follow(values)).toMatchObject({ improved: [], best: null });
    expect(follow([2, ...values, 1]).improved).toEqual([1, 6]);
  });

  it("leaves the state it was given as it was, and the new one survives JSON", () => {
    const before = noteEpoch(initialStopping, 1, 0.5, "trainLoss", 0).state;
    const { state } = noteEpoch(before, 2, 0.25, "trainLoss", 0);
    expect(initialStopping).toEqual({ best: null });
    expect(before).toEqual({ best: { epoch: 1, value: 0.5 } });
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });
});

describe("isExhausted", () => {
  it("ends training after 3 epochs in a row without improvement, where patience is 3", () => {
    expect(follow([3, 4, 2, 2, 2, 2, 1], { patience: 3 }).end).toBe(6);
  });

  it("ends it after the first epoch that is no better, where patience is 1", () => {
    expect(follow([3, 2, 1, 1, 0], { patience: 1 }).end).toBe(4);
  });

  it("does not end it while every epoch is better, nor where patience is null", () => {
    expect(follow([5, 4, 3, 2, 1], { patience: 1 }).end).toBeNull();
    expect(follow([1, 2, 3, 4, 5], { patience: null }).end).toBeNull();
  });

  it("counts gains of no more than minDelta as none", () => {
    expect(follow([1, 0.875, 0.75, 0.625, 0.5], { patience: 2, minDelta: 0.5 }).end).toBe(3);
  });

  it("counts from the beginning where no epoch had the metric", () => {
    expect(follow([null, null, null, null], { patience: 3 }).end).toBe(3);
  });
});

describe("isBetter", () => {
  it("prefers smaller losses and errors and larger shares, for every monitor", () => {
    for (const monitor of Object.keys(monitors) as Monitor[]) {
      const smaller = /Loss|Error/.test(monitor);
      expect([monitor, isBetter(monitor, 0.25, 0.5, 0)]).toEqual([monitor, smaller]);
      expect([monitor, isBetter(monitor, 0.75, 0.5, 0)]).toEqual([monitor, !smaller]);
    }
  });
});
