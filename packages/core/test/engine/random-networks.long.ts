import { describe, expect, it } from "vitest";
import { createEngine } from "../../src/engine/create-engine.ts";
import { emptyTally } from "../../src/engine/engine.ts";
import { createRandom } from "../../src/random.ts";
import { inOrder, largestDifference, sigmoidNetwork, someSamples, someWeights } from "./small-network.ts";

describe("300 random networks, data and orders of update", () => {
  it("end within float32's tolerance of the reference in float64 on wasm", async () => {
    const random = createRandom({ seed: 11, stream: 0 });
    for (let round = 0; round < 300; round++) {
      const sizes = Array.from({ length: 2 + random.integer(4) }, () => 1 + random.integer(70));
      sizes[sizes.length - 1] += 1;
      const network = sigmoidNetwork(...sizes);
      const samples = someSamples(20, sizes[0], sizes[sizes.length - 1], random.uniform(), round);
      const updateOrder = random.integer(2) === 0 ? "together" : "output-first";
      const settings = { network, weights: someWeights(network, "float32", round), updateOrder } as const;
      const wasm = await createEngine("wasm", { ...settings, precision: "float32" });
      const reference = await createEngine("reference", { ...settings, precision: "float64" });
      const range = { samples, order: inOrder(samples), learningRate: 0.1 };
      await wasm.train(range, emptyTally);
      await reference.train(range, emptyTally);
      expect(largestDifference(wasm.weights(), reference.weights()), sizes.join("-")).toBeLessThan(2e-4);
    }
  });
});
