import { beforeAll, describe, expect, it } from "vitest";
import { dataCard } from "../../src/dataset/data-card.ts";
import { loadDataset } from "../../src/dataset/load-dataset.node.ts";
import { createSamples, type Dataset, sliceSamples } from "../../src/dataset/samples.ts";
import { ShapeError } from "../../src/errors.ts";

// Three samples of four bytes; the second is never anything but 0.
const bytes = Uint8Array.of(0, 0, 255, 51, 0, 0, 0, 204, 102, 0, 0, 0);
const small: Dataset = {
  name: "small",
  classes: ["a", "b", "c"],
  imageShape: [2, 2],
  train: createSamples(bytes, Uint8Array.of(2, 0, 2), 4),
  sources: [{ name: "small.npz", sha256: "00ff" }],
};

describe("dataCard", () => {
  it("has counts, mean, deviation, zeros and blank features of three samples worked by hand", () => {
    const { train, ...rest } = dataCard(small);
    // 12 fractions: 1, 0.2, 0.8, 0.4 and eight zeros; squares sum to 1 + 0.04 + 0.64 + 0.16 = 1.84
    expect(train).toEqual({
      samples: 3,
      classCounts: [1, 0, 2],
      mean: expect.closeTo(0.2, 15),
      standardDeviation: expect.closeTo(Math.sqrt(1.84 / 12 - 0.04), 15),
      zeroShare: 8 / 12,
      missing: 0,
      blankFeatures: [1],
    });
    const { train: _, ...described } = small;
    expect(rest).toEqual(described);
  });

  it("takes numbers as they are, a billion away from 0 too, to 1e-9", () => {
    const features = Float32Array.of(-1, 0, 3, 0, 0, 4, 0, 0);
    const numbers = { ...small, train: createSamples(features, Uint8Array.of(0, 1), 4) };
    expect(dataCard(numbers).train).toEqual({
      samples: 2,
      classCounts: [1, 1, 0],
      mean: 0.75,
      standardDeviation: expect.closeTo(Math.sqrt(26 / 8 - 0.75 ** 2), 15),
      zeroShare: 5 / 8,
      missing: 0,
      blankFeatures: [3],
    });
    // float32 holds multiples of 64 there
    const far = Float32Array.of(2 ** 30, 2 ** 30 + 128, 2 ** 30, 2 ** 30 + 128);
    const card = dataCard({ ...small, train: createSamples(far, Uint8Array.of(0), 4) }).train;
    expect([card.mean, card.standardDeviation]).toEqual([2 ** 30 + 64, 64]);
  });

  it("has a card of the validation samples where there are some, and of a part that shares memory", () => {
    const validation = sliceSamples(small.train, 1, 3);
    const card = dataCard({ ...small, validation });
    expect(card.validation).toMatchObject({
      samples: 2,
      classCounts: [1, 0, 1],
      missing: 0,
      blankFeatures: [1, 2],
    });
    expect("test" in card).toBe(false);
  });

  it("refuses a split without samples and a label that is none of the classes", () => {
    const empty = createSamples(new Uint8Array(0), new Uint8Array(0), 4);
    expect(() => dataCard({ ...small, test: empty })).toThrow(
      new ShapeError(
        "Expected test samples, one or more of one feature or more, got 0 of 4.",
        "Choose data that is not empty.",
      ),
    );
    expect(() => dataCard({ ...small, classes: ["a", "b"] })).toThrow(
      "Expected labels 0..1, got 2 for training sample 0.",
    );
  });
});

describe("dataCard of MNIST", () => {
  let mnist: Dataset;
  beforeAll(async () => {
    mnist = await loadDataset("mnist");
  });

  it("has the mean 0.1307 and the deviation 0.3081 that PyTorch's examples normalise by, and NumPy's to 1e-14", () => {
    const { train, test } = dataCard(mnist);
    // With x the pixels [n, 784] as uint8: (x / 255).mean(), (x / 255).std(), (x == 0).mean(), (x.max(0) == 0).sum()
    expect(train).toMatchObject({
      samples: 60_000,
      classCounts: [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
      mean: expect.closeTo(0.1306604762738429, 14),
      standardDeviation: expect.closeTo(0.30810780385646264, 14),
      zeroShare: expect.closeTo(0.8087977040816327, 14),
    });
    expect(train.blankFeatures).toHaveLength(67);
    expect(train.mean.toFixed(4)).toBe("0.1307");
    expect(train.standardDeviation.toFixed(4)).toBe("0.3081");
    expect(test).toMatchObject({
      samples: 10_000,
      mean: expect.closeTo(0.13251460584233696, 14),
      standardDeviation: expect.closeTo(0.3104802479305351, 14),
      zeroShare: expect.closeTo(0.8072424744897959, 14),
    });
    expect(test?.blankFeatures).toHaveLength(116);
  });
});
