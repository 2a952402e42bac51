import { describe, expect, it } from "vitest";
import { ParameterError } from "../src/errors.ts";
import {
  checkSetting,
  createExperiment,
  defineExperiment,
  type Experiment,
  type ExperimentSettings,
  hyperparameterNames,
  hyperparameters,
  withoutStray,
} from "../src/experiment.ts";
import { losses } from "../src/network/losses.ts";

// The design's and the defaults, written down apart from the table.
const defaults: Experiment = {
  data: "mnist",
  task: "classification",
  validation: null,
  labelColumn: null,
  missing: "refuse",
  transpose: false,
  scaling: "auto",
  hidden: [20],
  activation: "sigmoid",
  output: "sigmoid",
  loss: "cross-entropy",
  labelSmoothing: 0,
  classWeights: null,
  descent: "stochastic",
  shuffle: true,
  reduction: "mean",
  optimizer: "sgd",
  learningRate: 0.01,
  updateOrder: "together",
  clipNorm: null,
  schedule: "constant",
  epochs: 4,
  patience: null,
  keepBest: false,
  l1: 0,
  l2: 0,
  weightDecay: 0,
  dropout: 0,
  inputNoise: 0,
  maxNorm: null,
  init: "uniform",
  initBound: 0.5,
  seed: 0,
  engine: "auto",
  precision: "float32",
};

/** Settings as a file or a link may give them, whatever the types say. */
const create = (settings: object) => createExperiment(settings as ExperimentSettings);

/** What an experiment has otherwise than the defaults; undefined for what it has not. */
function differences(experiment: Experiment): object {
  const names = hyperparameterNames.filter(
    (name) => JSON.stringify(experiment[name]) !== JSON.stringify(defaults[name]),
  );
  return Object.fromEntries(names.map((name) => [name, experiment[name]]));
}

function refusal(settings: object): string {
  try {
    create(settings);
  } catch (error) {
    expect(error).toBeInstanceOf(ParameterError);
    return (error as Error).message;
  }
  return "accepted";
}

describe("createExperiment", () => {
  it("fills in the design's defaults, every setting that means something and no other, in the table's order", () => {
    expect(createExperiment()).toEqual(defaults);
    expect(Object.keys(createExperiment())).toEqual(Object.keys(defaults));
  });

  // PyTorch 2's defaults: torch.optim.SGD and others, torch.optim.lr_scheduler. The report's learning rate stays 0.01.
  it.each<[ExperimentSettings, object]>([
    [{ descent: "minibatch" }, { batchSize: 32 }],
    [{ descent: "batch" }, {}],
    [{ optimizer: "momentum" }, { momentum: 0.9 }],
    [{ optimizer: "nesterov" }, { momentum: 0.9 }],
    [{ optimizer: "adagrad" }, { epsilon: 1e-10 }],
    [{ optimizer: "rmsprop" }, { rho: 0.99, epsilon: 1e-8 }],
    [{ optimizer: "adam" }, { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }],
    [
      { optimizer: "adamw" },
      { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
    ],
    [{ optimizer: "lbfgs", descent: "batch" }, { learningRate: 1 }],
    [{ schedule: "step" }, { decayEvery: 10, decayFactor: 0.1 }],
    [{ schedule: "exponential" }, { decayFactor: 0.95 }],
    [{ schedule: "cosine" }, { warmupEpochs: null, minLearningRate: 0 }],
    [{ schedule: "one-cycle" }, { warmupEpochs: null }],
    [{ schedule: "inverse-scaling" }, { decayPower: 0.5 }],
    [
      { schedule: "reduce-on-plateau" },
      { decayFactor: 0.1, minLearningRate: 0, plateauPatience: 3, monitor: "trainLoss", minDelta: 0 },
    ],
    [{ patience: 5 }, { monitor: "trainLoss", minDelta: 0 }],
    [{ keepBest: true }, { monitor: "trainLoss", minDelta: 0 }],
    [
      { keepBest: true, validation: 0.1 },
      { monitor: "validationLoss", minDelta: 0 },
    ],
    [{ validation: 0.1 }, {}],
    [{ output: "softmax" }, {}],
    [{ output: "identity" }, { loss: "mean-squared-error" }],
    [{ activation: "relu" }, { init: "he-uniform", initBound: undefined }],
    [{ activation: "leaky-relu" }, { init: "he-uniform", initBound: undefined }],
    [{ activation: "gelu" }, { init: "he-uniform", initBound: undefined }],
    [{ activation: "silu" }, { init: "he-uniform", initBound: undefined }],
    [{ activation: "tanh" }, { init: "glorot-uniform", initBound: undefined }],
    [{ activation: "identity" }, { init: "glorot-uniform", initBound: undefined }],
    [{ activation: "scaled-tanh" }, { init: "lecun-normal", initBound: undefined }],
    [
      { activation: ["sigmoid", "relu"], hidden: [5, 4] },
      { init: "he-uniform", initBound: undefined },
    ],
    [{ activation: ["sigmoid"] }, {}],
    [{ init: "orthogonal" }, { initBound: undefined }],
    [{ init: "weights.npz" }, { initBound: undefined }],
  ])("lets defaults follow %j", (settings, others) => {
    expect(differences(createExperiment(settings))).toEqual({ ...settings, ...others });
  });

  it("prefers what is given to a default that follows another setting", () => {
    const settings = { optimizer: "adamw", learningRate: 0.01, weightDecay: 0, activation: "relu" } as const;
    expect(createExperiment({ ...settings, init: "uniform" })).toMatchObject({
      ...settings,
      init: "uniform",
      initBound: 0.5,
    });
    expect(createExperiment({ activation: "relu", init: "uniform", initBound: 0.1 }).initBound).toBe(0.1);
    const cosine = createExperiment({ schedule: "cosine", warmupEpochs: 0, epochs: 1 });
    expect(cosine.warmupEpochs).toBe(0);
  });

  it("takes undefined for not given, and null for none", () => {
    expect(create({ seed: undefined, batchSize: undefined, patience: null })).toEqual(defaults);
  });

  it("leaves its input as it is, frozen as well", () => {
    const settings = Object.freeze({ hidden: Object.freeze([30]), epochs: 2 });
    const copy = structuredClone(settings);
    expect(createExperiment(settings)).not.toBe(settings);
    expect(settings).toEqual(copy);
  });

  it.each<ExperimentSettings>([
    {},
    { hidden: [], seed: 2 ** 53 - 1, precision: "float64", engine: "reference" },
    { descent: "minibatch", optimizer: "adam", schedule: "one-cycle", dropout: [0.2, 0.5], clipNorm: 1 },
    { validation: "mine.npz", patience: 3, minDelta: 0.001, monitor: "validationF1", classWeights: [1, 2] },
    { output: "identity", schedule: "reduce-on-plateau", classWeights: "balanced", init: "w.npz" },
  ])("takes its own result, through JSON as well: %j", (settings) => {
    const experiment = createExperiment(settings);
    expect(create(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
  });

  it("accepts the ends of each range", () => {
    const ends = {
      hidden: [1, 65_536],
      learningRate: Number.MIN_VALUE,
      epochs: 2 ** 31 - 1,
      seed: 2 ** 53 - 1,
      labelSmoothing: 0,
      dropout: [0, 0.999, 0],
      l1: 0,
      maxNorm: Number.MAX_VALUE,
      validation: 1e-9,
    };
    expect(create(ends)).toMatchObject(ends);
  });
});

describe("a value that a setting may not have", () => {
  const widths = "hidden must be whole numbers in [1, 65536], separated by commas, or none, got";
  const activations =
    "one of sigmoid, tanh, scaled-tanh, relu, leaky-relu, gelu, silu, identity, or a list of them";
  it.each([
    ["data", "", 'data must be mnist, a folder or a file, got "".'],
    ["data", 7, "data must be mnist, a folder or a file, got 7."],
    ["validation", 1, "validation must be a share in (0, 1), a folder or a file, or none, got 1."],
    ["validation", "0.1", "validation must be a share in (0, 1), a folder or a file, or none, got 0.1."],
    ["hidden", 20, `${widths} 20.`],
    ["hidden", [20, 0], `${widths} [20,0].`],
    ["hidden", [65_537], `${widths} [65537].`],
    ["hidden", ["20"], `${widths} ["20"].`],
    ["activation", "relu6", `activation must be ${activations}, got relu6.`],
    ["activation", [], `activation must be ${activations}, got [].`],
    ["activation", ["relu", "softmax"], `activation must be ${activations}, got ["relu","softmax"].`],
    ["output", "relu", "output must be one of sigmoid, softmax, identity, got relu."],
    ["loss", "hinge", "loss must be one of cross-entropy, mean-squared-error, got hinge."],
    ["labelSmoothing", 1, "labelSmoothing must be a number in [0, 1), got 1."],
    [
      "classWeights",
      "even",
      "classWeights must be balanced or a number in (0, ∞), or a list of them, or none, got even.",
    ],
    ["descent", "uphill", "descent must be one of stochastic, minibatch, batch, got uphill."],
    ["batchSize", 0, "batchSize must be a whole number in [1, 2147483647], got 0."],
    ["reduction", "max", "reduction must be one of mean, sum, got max."],
    [
      "optimizer",
      "toString",
      "optimizer must be one of sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, lbfgs, got toString.",
    ],
    ["learningRate", -0.1, "learningRate must be a number in (0, ∞), got -0.1."],
    ["learningRate", Number.NaN, "learningRate must be a number in (0, ∞), got NaN."],
    ["learningRate", "0.1", "learningRate must be a number in (0, ∞), got 0.1."],
    ["learningRate", null, "learningRate must be a number in (0, ∞), got null."],
    ["momentum", 1, "momentum must be a number in [0, 1), got 1."],
    ["epsilon", 0, "epsilon must be a number in (0, ∞), got 0."],
    ["clipNorm", 0, "clipNorm must be a number in (0, ∞), or none, got 0."],
    ["decayFactor", 1.5, "decayFactor must be a number in (0, 1], got 1.5."],
    ["epochs", 2.5, "epochs must be a whole number in [1, 2147483647], got 2.5."],
    ["epochs", 2 ** 31, "epochs must be a whole number in [1, 2147483647], got 2147483648."],
    ["patience", 0, "patience must be a whole number in [1, 2147483647], or none, got 0."],
    ["keepBest", "yes", "keepBest must be true or false, got yes."],
    ["dropout", 1, "dropout must be a number in [0, 1), or a list of them, got 1."],
    ["dropout", [0.5, null], "dropout must be a number in [0, 1), or a list of them, got [0.5,null]."],
    [
      "init",
      "he",
      "init must be one of uniform, glorot-uniform, glorot-normal, he-uniform, he-normal, lecun-uniform, " +
        "lecun-normal, orthogonal, or an .npz file, got he.",
    ],
    ["initBound", 0, "initBound must be a number in (0, ∞), got 0."],
    ["seed", 2 ** 53, "seed must be a whole number in [0, 9007199254740991], got 9007199254740992."],
    ["shuffle", 1, "shuffle must be true or false, got 1."],
    ["updateOrder", "last", "updateOrder must be one of together, output-first, got last."],
    ["engine", "abacus", "engine must be one of auto, wasm, reference, blas, got abacus."],
    ["precision", "float16", "precision must be one of float32, float64, got float16."],
  ])("is refused for %s as %j, naming setting, range and value", (name, value, message) => {
    expect(refusal({ [name]: value })).toBe(message);
  });

  it("is refused with where it came from, where the caller knows", () => {
    expect(() => createExperiment({ learningRate: -0.1 }, (name) => `from --${name}`)).toThrow(
      new ParameterError("learningRate must be a number in (0, ∞), got -0.1 (from --learningRate)."),
    );
  });
});

describe("a setting that is none", () => {
  const known = `There are ${hyperparameterNames.join(", ")}.`;

  it.each([
    ["learning_rate", "learningRate"],
    ["learning-rate", "learningRate"],
    ["learnignRate", "learningRate"],
    ["Epochs", "epochs"],
    ["batch", "batchSize"],
    ["patient", "patience"],
    ["optimiser", "optimizer"],
    ["activations", "activation"],
    ["drop_out", "dropout"],
    ["l3", "l1"],
    ["__proto__", "dropout"],
  ])("is refused: %s, with the nearest that is one, %s, and all of them", (name, nearest) => {
    expect(refusal(JSON.parse(`{ "${name}": 1 }`))).toBe(
      `${name} is not a setting of an experiment; the nearest is ${nearest}.\n  ${known}`,
    );
  });

  it("is refused also where objects have such a property from birth, or where its value is undefined", () => {
    expect(refusal({ toString: 1 })).toMatch(/^toString is not a setting/);
    expect(refusal({ epoch: undefined })).toMatch(/^epoch is not a setting.*nearest is epochs/);
  });

  it("is refused with where it came from", () => {
    expect(() => createExperiment({ epoch: 3 } as object, () => "from a link")).toThrow(
      "epoch is not a setting of an experiment (from a link); the nearest is epochs.",
    );
  });
});

describe("a setting that means nothing beside the others", () => {
  const momentum = "momentum goes with optimizer momentum or nesterov, got";
  const beta = (name: string) => `${name} goes with optimizer adam or adamw, got optimizer`;
  const epsilon = "epsilon goes with optimizer adagrad, rmsprop, adam or adamw, got optimizer";
  const best =
    "patience, keepBest or schedule reduce-on-plateau, got patience none, keepBest false, schedule";

  // Every conditional setting, beside what it does not go with.
  const cases: [ExperimentSettings, string][] = [
    [{ batchSize: 8 }, "batchSize goes with descent minibatch, got descent stochastic."],
    [{ batchSize: 8, descent: "batch" }, "batchSize goes with descent minibatch, got descent batch."],
    [{ momentum: 0.5 }, `${momentum} optimizer sgd.`],
    [{ momentum: 0.5, optimizer: "adam" }, `${momentum} optimizer adam.`],
    [{ rho: 0.9, optimizer: "adagrad" }, "rho goes with optimizer rmsprop, got optimizer adagrad."],
    [{ beta1: 0.8 }, `${beta("beta1")} sgd.`],
    [{ beta2: 0.8, optimizer: "rmsprop" }, `${beta("beta2")} rmsprop.`],
    [{ epsilon: 1e-7 }, `${epsilon} sgd.`],
    [{ epsilon: 1e-7, optimizer: "lbfgs", descent: "batch" }, `${epsilon} lbfgs.`],
    [{ decayEvery: 2 }, "decayEvery goes with schedule step, got schedule constant."],
    [
      { decayFactor: 0.5, schedule: "cosine" },
      "decayFactor goes with schedule step, exponential or reduce-on-plateau, got schedule cosine.",
    ],
    [{ decayPower: 1 }, "decayPower goes with schedule inverse-scaling, got schedule constant."],
    [{ warmupEpochs: 1 }, "warmupEpochs goes with schedule cosine or one-cycle, got schedule constant."],
    [{ warmupEpochs: null }, "warmupEpochs goes with schedule cosine or one-cycle, got schedule constant."],
    [
      { minLearningRate: 1e-5, schedule: "one-cycle" },
      "minLearningRate goes with schedule cosine or reduce-on-plateau, got schedule one-cycle.",
    ],
    [{ plateauPatience: 1 }, "plateauPatience goes with schedule reduce-on-plateau, got schedule constant."],
    [{ monitor: "trainLoss" }, `monitor goes with ${best} constant.`],
    [{ monitor: "trainLoss", patience: null, keepBest: false }, `monitor goes with ${best} constant.`],
    [{ minDelta: 0.1, validation: 0.1, schedule: "step" }, `minDelta goes with ${best} step.`],
    [
      { labelSmoothing: 0.1, task: "regression" },
      "labelSmoothing goes with task classification, got task regression.",
    ],
    [
      { classWeights: "balanced", task: "regression" },
      "classWeights goes with task classification, got task regression.",
    ],
    [{ initBound: 0.1, init: "orthogonal" }, "initBound goes with init uniform, got init orthogonal."],
    [{ initBound: 0.1, activation: "relu" }, "initBound goes with init uniform, got init he-uniform."],
  ];

  it.each(cases)("is refused with what it goes with: %j", (settings, sentence) => {
    const [name] = sentence.split(" ");
    expect(refusal(settings)).toBe(`${sentence}\n  Leave ${name} out, or choose what it goes with.`);
  });

  it("is refused in a test above, each of them", () => {
    const conditional = hyperparameterNames.filter((name) => "only" in hyperparameters[name]);
    expect(new Set(cases.map(([, sentence]) => sentence.split(" ")[0]))).toEqual(new Set(conditional));
  });

  it("is refused with where it came from", () => {
    expect(() => createExperiment({ rho: 0.5 }, (name) => `from --${name}`)).toThrow(
      "rho (from --rho) goes with optimizer rmsprop, got optimizer sgd.",
    );
  });

  it("is left out by withoutStray, and nothing else is", () => {
    const settings = {
      optimizer: "sgd",
      momentum: 0.5,
      beta1: 0.8,
      batchSize: 7,
      initBound: 0.1,
      seed: 3,
      keepBest: true,
      minDelta: 0.1,
      warmupEpochs: null,
    } as const;
    expect(withoutStray(settings)).toEqual({
      optimizer: "sgd",
      initBound: 0.1,
      seed: 3,
      keepBest: true,
      minDelta: 0.1,
    });
    const plain = { optimizer: "adam", beta1: 0.8, schedule: "step", decayEvery: 3 } as const;
    expect(withoutStray(plain)).toEqual(plain);
  });
});

describe("a combination that makes no sense", () => {
  const reports =
    "updateOrder output-first is the way of the report's program, stochastic descent with plain sgd, got";
  const lbfgs = "optimizer lbfgs needs batch descent and an objective that is smooth and stays the same, got";
  const outputFirst = { updateOrder: "output-first" } as const;
  const withLbfgs = { optimizer: "lbfgs", descent: "batch" } as const;

  it.each<[ExperimentSettings, string]>([
    [{ engine: "wasm", precision: "float64" }, "engine wasm works in float32, got precision float64."],
    [
      { output: "identity", loss: "cross-entropy" },
      "loss cross-entropy needs output sigmoid or softmax, got output identity.",
    ],
    [
      { hidden: [5, 4], activation: ["relu"] },
      "activation must be one, or one for each of 2 hidden layers, got 1.",
    ],
    [{ activation: ["relu", "relu"] }, "activation must be one, or one for each of 1 hidden layer, got 2."],
    [
      { hidden: [], activation: ["relu"] },
      "activation must be one, or one for each of 0 hidden layers, got 1.",
    ],
    [
      { dropout: [0.5] },
      "dropout must be one for the hidden layers, or 2: one for the inputs and one for each of 1 hidden layer, got 1.",
    ],
    [
      { dropout: [0.2, 0.5, 0.5, 0.5], hidden: [5, 4] },
      "dropout must be one for the hidden layers, or 3: one for the inputs and one for each of 2 hidden layers, got 4.",
    ],
    [{ dropout: 0.5, hidden: [] }, "dropout 0.5 is for hidden layers, got hidden none."],
    [
      { schedule: "cosine", minLearningRate: 0.02 },
      "minLearningRate must be at most learningRate 0.01, got 0.02.",
    ],
    [
      { schedule: "reduce-on-plateau", minLearningRate: 0.002, optimizer: "adam" },
      "minLearningRate must be at most learningRate 0.001, got 0.002.",
    ],
    [{ schedule: "one-cycle", warmupEpochs: 4.5 }, "warmupEpochs must be at most epochs 4, got 4.5."],
    [
      { patience: 2, monitor: "validationAccuracy" },
      "monitor validationAccuracy needs a validation set, got none.",
    ],
    [{ ...outputFirst, descent: "minibatch" }, `${reports} descent minibatch.`],
    [{ ...outputFirst, descent: "batch" }, `${reports} descent batch.`],
    [{ ...outputFirst, optimizer: "adam" }, `${reports} optimizer adam.`],
    [{ ...outputFirst, l1: 0.1 }, `${reports} l1 0.1.`],
    [{ ...outputFirst, l2: 0.1 }, `${reports} l2 0.1.`],
    [{ ...outputFirst, weightDecay: 0.1 }, `${reports} weightDecay 0.1.`],
    [{ ...outputFirst, clipNorm: 1 }, `${reports} clipNorm 1.`],
    [{ ...outputFirst, maxNorm: 3 }, `${reports} maxNorm 3.`],
    [{ optimizer: "lbfgs" }, `${lbfgs} descent stochastic.`],
    [{ optimizer: "lbfgs", descent: "minibatch" }, `${lbfgs} descent minibatch.`],
    [{ ...withLbfgs, l1: 0.1 }, `${lbfgs} l1 0.1.`],
    [{ ...withLbfgs, weightDecay: 0.1 }, `${lbfgs} weightDecay 0.1.`],
    [{ ...withLbfgs, clipNorm: 1 }, `${lbfgs} clipNorm 1.`],
    [{ ...withLbfgs, maxNorm: 3 }, `${lbfgs} maxNorm 3.`],
    [{ ...withLbfgs, inputNoise: 0.1 }, `${lbfgs} inputNoise 0.1.`],
    [{ ...withLbfgs, schedule: "step" }, `${lbfgs} schedule step.`],
    [{ ...withLbfgs, dropout: 0.5 }, `${lbfgs} dropout.`],
    [{ ...withLbfgs, dropout: [0, 0.5] }, `${lbfgs} dropout.`],
  ])("is refused, with a hint: %j", (settings, sentence) => {
    const [said, hint] = refusal(settings).split("\n  ");
    expect(said).toBe(sentence);
    expect(hint).toMatch(/^[A-Z].*\.$/);
  });

  it.each<ExperimentSettings>([
    { engine: "reference", precision: "float64" },
    { engine: "auto", precision: "float64" },
    { hidden: [5, 4], activation: ["relu", "tanh"], dropout: [0, 0.5, 0.5] },
    { hidden: [], dropout: [0.2] },
    { hidden: [], inputNoise: 0.2, dropout: 0 },
    { schedule: "cosine", minLearningRate: 0.01, warmupEpochs: 4 },
    { patience: 2, monitor: "validationAccuracy", validation: 0.1 },
    { updateOrder: "output-first", shuffle: false, dropout: 0.1, labelSmoothing: 0.1 },
    { optimizer: "lbfgs", descent: "batch", l2: 0.1, dropout: [0, 0], precision: "float64" },
  ])("is none where it makes sense: %j", (settings) => {
    expect(createExperiment(settings)).toMatchObject(settings);
  });

  it("is every pair of output and loss that no loss is written for, and no other", () => {
    const pairs = hyperparameters.output.choices?.flatMap((output) =>
      hyperparameters.loss.choices?.map((loss) => ({ output, loss })),
    );
    const accepted = pairs?.filter((pair) => pair && refusal(pair) === "accepted");
    expect(accepted).toEqual(pairs?.filter((pair) => pair && losses[pair.loss][pair.output]));
    expect(accepted).toHaveLength(5);
  });
});

describe("checkSetting", () => {
  it("quotes what was typed rather than what it was read as", () => {
    expect(() => checkSetting("hidden", [20, "x"], "from --hidden", "20,x")).toThrow(
      "hidden must be whole numbers in [1, 65536], separated by commas, or none, got 20,x (from --hidden).",
    );
  });
});

describe("defineExperiment", () => {
  it("gives settings back as they are, for their types alone", () => {
    const settings = { hidden: [128], optimizer: "adam" } as const;
    expect(defineExperiment(settings)).toBe(settings);
    // @ts-expect-error a setting that is none
    defineExperiment({ hiden: [128] });
    // @ts-expect-error a word that is not to choose from
    defineExperiment({ optimizer: "adma" });
  });
});
