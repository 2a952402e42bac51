import { readFileSync } from "node:fs";
import { loadWeights } from "../src/format/weights-npz.ts";
import type { Network, Weights } from "../src/network/network.ts";

/** The report's network. */
export const reportNetwork: Network = {
  scaling: { type: "divide", divisor: 255 },
  loss: "cross-entropy",
  layers: [
    { inputs: 784, units: 20, activation: "sigmoid" },
    { inputs: 20, units: 10, activation: "sigmoid" },
  ],
};

/** A run of golden/golden.json. */
export interface GoldenRun {
  readonly variant: "program" | "correct";
  readonly seed: number;
  readonly epoch_accuracy: readonly number[];
  readonly first_samples?: readonly GoldenStep[];
}

/** One of the program's first steps, value by value. */
export interface GoldenStep {
  readonly sample: number;
  readonly label: number;
  readonly output: readonly number[];
  readonly after: {
    readonly w_i_h_sum: number;
    readonly w_h_o_sum: number;
    readonly w_i_h_col0: readonly number[];
    readonly w_h_o_row0: readonly number[];
  };
}

const folder = new URL("./golden/", import.meta.url);

const { runs }: { runs: readonly GoldenRun[] } = JSON.parse(
  readFileSync(new URL("golden.json", folder), "utf8"),
);

/** The run of seed 0: the program as printed, or as section 3.3 derives it. */
export function goldenRun(variant: GoldenRun["variant"]): GoldenRun {
  const run = runs.find((candidate) => candidate.seed === 0 && candidate.variant === variant);
  if (!run) throw new Error(`golden.json has no run of seed 0, ${variant}.`);
  return run;
}

/** The matrices w_i_h and w_h_o of a file of golden/. */
export function goldenWeights(name: string): Weights {
  return loadWeights(new Uint8Array(readFileSync(new URL(name, folder))), name);
}
