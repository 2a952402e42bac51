import type { Dataset, Samples } from "./samples.ts";

/** The dataset with rows and columns of every image exchanged: EMNIST keeps its images so. Copied. */
export function transposeImages(dataset: Dataset): Dataset {
  const [rows, columns] = dataset.imageShape;
  const turned = (samples: Samples): Samples => ({
    ...samples,
    features: transposed(samples, rows, columns),
  });
  const { validation, test } = dataset;
  return {
    ...dataset,
    imageShape: [columns, rows],
    train: turned(dataset.train),
    ...(validation && { validation: turned(validation) }),
    ...(test && { test: turned(test) }),
  };
}

function transposed({ features, featureCount }: Samples, rows: number, columns: number): Samples["features"] {
  // Not slice(): Node's Buffer, which a file may be read as, shares its memory then.
  const turned = features instanceof Float32Array ? new Float32Array(features) : new Uint8Array(features);
  for (let begin = 0; begin < features.length; begin += featureCount) {
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        turned[begin + column * rows + row] = features[begin + row * columns + column];
  }
  return turned;
}
