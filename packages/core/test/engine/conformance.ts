import { describe } from "vitest";
import type { EngineName } from "../../src/engine/engine.ts";
import { describeExperiments } from "./conformance/experiments.ts";
import { describeExtremes } from "./conformance/extremes.ts";
import { describeLayers } from "./conformance/layers.ts";
import { describeNoise } from "./conformance/noise.ts";
import { describeObjectives } from "./conformance/objectives.ts";
import { describeOptimizers } from "./conformance/optimizers.ts";
import { describeRegression } from "./conformance/regression.ts";
import { describeScaling } from "./conformance/scaling.ts";
import { describeShapes } from "./conformance/shapes.ts";
import { describeState } from "./conformance/state.ts";

/** What every engine must do in float32, held against the reference in float64. */
export function describeConformance(name: EngineName): void {
  describe(`engine ${name}, float32, beside the reference in float64`, () => {
    describe("layers", () => describeLayers(name));
    describe("shapes", () => describeShapes(name));
    describe("scaling", () => describeScaling(name));
    describe("regression", () => describeRegression(name));
    describe("objectives", () => describeObjectives(name));
    describe("noise", () => describeNoise(name));
    describe("optimizers", () => describeOptimizers(name));
    describe("state", () => describeState(name));
    describe("extremes", () => describeExtremes(name));
    describe("experiments", () => describeExperiments(name));
  });
}
