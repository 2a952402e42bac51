import type { DataName } from "../state/experiment-link.ts";

const number = (value: number) => value.toLocaleString("en-US");

const choices: Readonly<Record<DataName, readonly [name: string, what: string]>> = {
  mnist: ["MNIST", "60,000 + 10,000 handwritten digits, 28 x 28"],
  "mnist-sample": ["MNIST, a sample", "its first 4,000 + 1,000, for a quick try"],
  circles: ["Circles", "a disc in a ring"],
  spirals: ["Spirals", "two arms around each other: the hardest"],
  moons: ["Moons", "two half circles that reach into each other"],
  xor: ["XOR", "a square's quarters, where the signs differ"],
};

export const dataWords = {
  heading: "Data",
  choose: "What to learn from",
  choices,
  own: (name: string) => `Your file ${name}`,
  ownData: "Data of your own",
  drop: "Drop files or a folder here, or choose files",
  chooseFolder: "or a folder of images",
  chooseFiles: "Choose files",
  opening: "Reading ...",
  kinds:
    "MNIST's four IDX files (plain or .gz), an .npz as Keras writes it, or a table (.csv, .tsv, .parquet) with a column named label; or a folder of images (.png, .jpg), with one folder in it for each class, or train and test with those in them. They stay on this machine.",
  toys: "Two features, 400 + 400 samples. Choosing one takes settings that learn it; change them on the Train view.",
  loading: "Loading the data",
  decision: {
    heading: "What the network says",
    title: (name: string) => `What the network says of ${name}`,
    waiting: "training samples; press Train and watch the ground",
    epoch: (epoch: number, accuracy: number) =>
      `after epoch ${number(epoch)}, training accuracy ${(100 * accuracy).toFixed(2)}%`,
    train: "Train",
    resume: "Go on",
    pause: "Pause",
    reset: "Reset",
    pace: "Epochs a second",
    paces: [
      [5, "5"],
      [30, "30"],
      [Number.POSITIVE_INFINITY, "as many as there can be"],
    ] as readonly (readonly [number, string])[],
  },
  browse: {
    heading: "Samples",
    set: "Set",
    sets: { train: "Training", test: "Test" },
    index: (last: number) => `From index (0 - ${last})`,
    badIndex: (last: number, got: string) =>
      `The index must be a whole number in 0 - ${last}, got ${got || "nothing"}.`,
    ofClass: "Class",
    all: "all",
    previous: "Previous",
    next: "Next",
    shown: (count: number, total: number) => `${number(count)} of ${number(total)}`,
    sample: (index: number, label: string) => `index ${index}: ${label}`,
    none: "There is no sample from here on.",
    tableIndex: "index",
    tableClass: "class",
    feature: (at: number) => `feature ${at}`,
    more: "...",
  },
  card: {
    heading: "Data card",
    figures: "of all features of the training samples; bytes count as fractions of 255",
    samples: "Training samples",
    test: "Test samples",
    features: (rows: number, columns: number) => (rows > 1 ? `Features, ${rows} x ${columns}` : "Features"),
    classes: "Classes",
    mean: "Mean",
    deviation: "Standard deviation",
    zeros: "Zeros",
    blank: "Always 0",
    perClass: "Samples of each class",
    columns: ["Class", "Training", "Test"],
    sources: "SHA-256 of the files",
    generated: "SHA-256 of the numbers, generated from seed 0",
  },
} as const;
