import type { Dataset, Samples } from "percept";

/** The dataset in memory that all threads share, so that none has a copy of its own; without the test set. */
export function shareDataset({ test, ...dataset }: Dataset): Dataset {
  return { ...dataset, train: shareSamples(dataset.train) };
}

function shareSamples({ features, labels, targets, ...rest }: Samples): Samples {
  return {
    ...rest,
    features: shareArray(features),
    labels: shareArray(labels),
    ...(targets && { targets: shareArray(targets) }),
  };
}

function shareArray<Values extends Samples["features"] | Samples["labels"]>(values: Values): Values {
  const create = values.constructor as new (buffer: SharedArrayBuffer) => Values;
  const shared = new create(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
