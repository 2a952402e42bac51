// The one table of hyperparameters. Flags, help, files, validation and every run's record are made from it.
// A setting stands below those that decide whether it means anything and what its default is.

import {
  byDefault,
  type ConditionalHyperparameter,
  choice,
  flag,
  type Hyperparameter,
  nameOrFile,
  number,
  oneOrMore,
  only,
  optional,
  orWord,
  shareOrPath,
  text,
  wholeNumber,
  wholeNumbers,
} from "./hyperparameter.ts";
import { monitors } from "./monitors.ts";

/** Wider layers fit no computer that percept is for. */
const MAX_UNITS = 65_536;
const MAX_COUNT = 2_147_483_647;

const data = {
  data: text(
    "mnist",
    "mnist, a folder or a file",
    "training samples: mnist, a folder (IDX, CSV, Parquet), or an .npz, .csv, .tsv or .parquet file",
  ),
  task: choice(
    ["classification", "regression"],
    "classification",
    "what is learned: one of some classes, or numbers, the targets",
  ),
  validation: optional(
    shareOrPath(
      0.1,
      "(0, 1)",
      "a share in (0, 1), a folder or a file",
      "samples to validate on: a share of the training samples, drawn by class and seed, or other data",
    ),
  ),
  labelColumn: optional(
    text(
      "label",
      "a column's name, or its place from 0 (-1 is the last)",
      "column of a table that is learned; unless given, one named label, class, target or species, or the only one of words",
    ),
  ),
  missing: choice(
    ["refuse", "mean", "median", "drop"],
    "refuse",
    "what to do where a table has no value: put the training samples' mean or median there, or drop the row",
  ),
  transpose: flag(false, "exchange rows and columns of every image, as EMNIST's need"),
  scaling: choice(
    ["auto", "none", "range", "standardise"],
    "auto",
    "features to 0..1 (range), to mean 0 and deviation 1 (standardise), by the training samples; auto: bytes / 255, numbers standardised",
  ),
};

const network = {
  hidden: wholeNumbers(
    [20],
    1,
    MAX_UNITS,
    "units of each hidden layer, first to last: like 300,100, or none",
  ),
  activation: oneOrMore(
    choice(
      ["sigmoid", "tanh", "scaled-tanh", "relu", "leaky-relu", "gelu", "silu", "identity"],
      "sigmoid",
      "activation of the hidden layers: one, or one a layer like relu,tanh",
    ),
  ),
  output: byDefault(choice(["sigmoid", "softmax", "identity"], "sigmoid", "activation of the output layer"), [
    "identity",
    { task: "regression" },
  ]),
};

/** Losses sum over a sample's outputs; the gradient is taken of what `reduction` makes of a batch's losses. */
const loss = {
  loss: byDefault(
    choice(["cross-entropy", "mean-squared-error"], "cross-entropy", "what training makes small"),
    ["mean-squared-error", { output: "identity" }],
  ),
  labelSmoothing: only(number(0, "[0, 1)", "share of the target spread evenly over the classes"), {
    task: "classification",
  }),
  classWeights: only(
    optional(
      orWord(
        ["balanced"],
        oneOrMore(
          number(1, "(0, ∞)", "weight of each class in the loss, like 1,2,1; balanced: by how rare it is"),
        ),
      ),
    ),
    { task: "classification" },
  ),
};

/** The optimizers' defaults are PyTorch's, so that trajectories compare; the learning rate of 0.01 is the report's. */
const descent = {
  descent: choice(["stochastic", "minibatch", "batch"], "stochastic", "samples a step: one, some or all"),
  batchSize: only(wholeNumber(32, 1, MAX_COUNT, "samples a step"), { descent: "minibatch" }),
  shuffle: flag(true, "shuffle the training samples in every epoch"),
  reduction: choice(["mean", "sum"], "mean", "what a step makes small: the mean or the sum of its losses"),
  optimizer: choice(
    ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "lbfgs"],
    "sgd",
    "how a gradient becomes a step",
  ),
  learningRate: byDefault(
    number(0.01, "(0, ∞)", "size of a step against the gradient"),
    [0.001, { optimizer: ["adam", "adamw"] }],
    [1, { optimizer: "lbfgs" }],
  ),
  momentum: only(number(0.9, "[0, 1)", "share of the last step that goes on"), {
    optimizer: ["momentum", "nesterov"],
  }),
  rho: only(number(0.99, "[0, 1)", "decay of the mean of squared gradients"), { optimizer: "rmsprop" }),
  beta1: only(number(0.9, "[0, 1)", "decay of the mean of gradients"), { optimizer: ["adam", "adamw"] }),
  beta2: only(number(0.999, "[0, 1)", "decay of the mean of squared gradients"), {
    optimizer: ["adam", "adamw"],
  }),
  epsilon: only(
    byDefault(number(1e-8, "(0, ∞)", "keeps a step from dividing by zero"), [
      1e-10,
      { optimizer: "adagrad" },
    ]),
    { optimizer: ["adagrad", "rmsprop", "adam", "adamw"] },
  ),
  updateOrder: choice(
    ["together", "output-first"],
    "together",
    "send the error back through the weights from before the step, or from after it as the report's program does",
  ),
  clipNorm: optional(number(1, "(0, ∞)", "largest norm of a step's gradient; a longer one is shortened")),
};

const schedule = {
  schedule: choice(
    ["constant", "step", "exponential", "cosine", "one-cycle", "inverse-scaling", "reduce-on-plateau"],
    "constant",
    "how the learning rate changes",
  ),
  decayEvery: only(wholeNumber(10, 1, MAX_COUNT, "epochs from one drop to the next"), { schedule: "step" }),
  decayFactor: only(
    byDefault(number(0.1, "(0, 1]", "what a drop multiplies the learning rate by"), [
      0.95,
      { schedule: "exponential" },
    ]),
    { schedule: ["step", "exponential", "reduce-on-plateau"] },
  ),
  decayPower: only(number(0.5, "(0, ∞)", "exponent of the number of steps"), { schedule: "inverse-scaling" }),
  warmupEpochs: only(
    optional(
      number(0, "[0, ∞)", "epochs in which the learning rate rises; one-cycle: 30 % of all unless given"),
    ),
    { schedule: ["cosine", "one-cycle"] },
  ),
  minLearningRate: only(number(0, "[0, ∞)", "smallest learning rate"), {
    schedule: ["cosine", "reduce-on-plateau"],
  }),
  plateauPatience: only(wholeNumber(3, 0, MAX_COUNT, "epochs without improvement before a drop"), {
    schedule: "reduce-on-plateau",
  }),
};

/** Each of them looks for the best epoch. */
const bestEpoch = [{ patience: "set" }, { keepBest: "set" }, { schedule: "reduce-on-plateau" }] as const;

const stopping = {
  epochs: wholeNumber(4, 1, MAX_COUNT, "passes over the training samples"),
  patience: optional(wholeNumber(5, 1, MAX_COUNT, "epochs without improvement that end the training")),
  keepBest: flag(false, "give back the best epoch's weights, not the last one's; patience does so too"),
  monitor: only(
    byDefault(
      choice(Object.keys(monitors) as (keyof typeof monitors)[], "trainLoss", "what makes an epoch the best"),
      ["validationLoss", { validation: "set" }],
    ),
    ...bestEpoch,
  ),
  minDelta: only(number(0, "[0, ∞)", "what an epoch must be better by"), ...bestEpoch),
};

const regularisation = {
  l1: number(0, "[0, ∞)", "weight of the sum of |w| in the loss, biases left out"),
  l2: number(0, "[0, ∞)", "weight of half the sum of w² in the loss, biases left out"),
  weightDecay: byDefault(
    number(0, "[0, ∞)", "share of learning rate x weight that a step takes off, biases left out"),
    [0.01, { optimizer: "adamw" }],
  ),
  dropout: oneOrMore(
    number(
      0,
      "[0, 1)",
      "share of units left out of a step: one for the hidden layers, or one a layer, inputs first, like 0.2,0.5",
    ),
  ),
  inputNoise: number(0, "[0, ∞)", "standard deviation of the noise added to scaled inputs in training"),
  maxNorm: optional(number(3, "(0, ∞)", "largest norm of a unit's weights; longer ones are shortened")),
};

const initialisation = {
  init: byDefault(
    nameOrFile(
      [
        "uniform",
        "glorot-uniform",
        "glorot-normal",
        "he-uniform",
        "he-normal",
        "lecun-uniform",
        "lecun-normal",
        "orthogonal",
      ],
      ".npz",
      "uniform",
      "initial weights, drawn or from an .npz file",
    ),
    ["he-uniform", { activation: ["relu", "leaky-relu", "gelu", "silu"] }],
    ["glorot-uniform", { activation: ["tanh", "identity"] }],
    ["lecun-normal", { activation: "scaled-tanh" }],
  ),
  initBound: only(number(0.5, "(0, ∞)", "uniform initial weights are in [-bound, bound)"), {
    init: "uniform",
  }),
  seed: wholeNumber(0, 0, Number.MAX_SAFE_INTEGER, "seed of every random number: weights, order, dropout"),
};

const engine = {
  engine: choice(
    ["auto", "wasm", "reference", "blas"],
    "auto",
    "what does the arithmetic; auto: wasm, reference for float64; blas: the system's library, which may round otherwise elsewhere",
  ),
  precision: choice(["float32", "float64"], "float32", "precision of weights and arithmetic"),
};

/** The rows as people look for them. */
const groups = { data, network, loss, descent, schedule, stopping, regularisation, initialisation, engine };

export const hyperparameters = {
  ...data,
  ...network,
  ...loss,
  ...descent,
  ...schedule,
  ...stopping,
  ...regularisation,
  ...initialisation,
  ...engine,
} as const;

type Table = typeof hyperparameters;
export type HyperparameterName = keyof Table;

export const hyperparameterNames = Object.keys(hyperparameters) as HyperparameterName[];

/** Every name once, by what it is about, in the table's order: ["data", ["data", "validation"]], ... */
export const hyperparameterGroups = Object.entries(groups).map(
  ([group, rows]) => [group as keyof typeof groups, Object.keys(rows) as HyperparameterName[]] as const,
);

type ConditionalName = {
  [Name in HyperparameterName]: Table[Name] extends ConditionalHyperparameter<infer _> ? Name : never;
}[HyperparameterName];
type ValueOf<Row> = Row extends Hyperparameter<infer Value> ? Value : never;

/** Every setting of a training, seed and data included, as one plain value. */
export type Experiment = {
  readonly [Name in Exclude<HyperparameterName, ConditionalName>]: ValueOf<Table[Name]>;
} & { readonly [Name in ConditionalName]?: ValueOf<Table[Name]> };

/** Settings before their defaults are filled in. */
export type ExperimentSettings = { readonly [Name in HyperparameterName]?: ValueOf<Table[Name]> };
