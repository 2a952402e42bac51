import { describe, expect, it } from "vitest";
import { findIdxFiles } from "../../src/dataset/idx-files.ts";

describe("findIdxFiles", () => {
  it.each([
    [
      "MNIST's",
      [
        "train-images-idx3-ubyte",
        "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte",
      ],
    ],
    [
      "Windows'",
      [
        "train-images.idx3-ubyte",
        "train-labels.idx1-ubyte",
        "t10k-images.idx3-ubyte",
        "t10k-labels.idx1-ubyte",
      ],
    ],
    [
      "EMNIST's",
      [
        "emnist-balanced-train-images-idx3-ubyte.gz",
        "emnist-balanced-train-labels-idx1-ubyte.gz",
        "emnist-balanced-test-images-idx3-ubyte.gz",
        "emnist-balanced-test-labels-idx1-ubyte.gz",
      ],
    ],
    [
      "NIST's own of QMNIST",
      [
        "qmnist-train-images-idx3-ubyte",
        "qmnist-train-labels-idx2-int",
        "qmnist-test-images-idx3-ubyte",
        "qmnist-test-labels-idx2-int.gz",
      ],
    ],
  ])("finds %s names", (_, [images, labels, testImages, testLabels]) => {
    const files = [labels, "readme.md", testLabels, images, testImages];
    expect(findIdxFiles(files, "set")).toEqual({
      train: { images, labels },
      test: { images: testImages, labels: testLabels },
    });
  });

  it("takes a plain file before its .gz, and names of classes that lie beside", () => {
    const files = [
      "train-images-idx3-ubyte.gz",
      "train-images-idx3-ubyte",
      "train-labels-idx1-ubyte.gz",
      "labels.txt",
    ];
    expect(findIdxFiles(files, "set")).toEqual({
      train: { images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte.gz" },
      names: "labels.txt",
    });
  });

  it("names what is missing, and the sets of which one must be chosen", () => {
    expect(() => findIdxFiles(["train-images-idx3-ubyte"], "set")).toThrow(
      "set: expected train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz, found neither.",
    );
    expect(() => findIdxFiles(["a-train-images-idx3-ubyte", "b-train-images-idx3-ubyte"], "set/")).toThrow(
      "set/: expected one dataset, got 2: a, b.\n  Name one of them behind the folder, like set/a.",
    );
  });
});
