import { describe, expect, it } from "vitest";
import { ParameterError } from "../src/errors.ts";
import {
  checkSetting,
  createExperiment,
  type Experiment,
  type Hyperparameter,
  type HyperparameterName,
  hyperparameterNames,
  hyperparameters,
} from "../src/experiment.ts";

// The design's flags and defaults, written down apart from the table.
const defaults: Experiment = {
  data: "mnist",
  hidden: [20],
  activation: "sigmoid",
  output: "sigmoid",
  loss: "cross-entropy",
  descent: "stochastic",
  optimizer: "sgd",
  learningRate: 0.01,
  epochs: 4,
  init: "uniform",
  seed: 0,
  shuffle: true,
  updateOrder: "together",
  engine: "auto",
  precision: "float32",
};

/** Settings as a file or a link may give them, whatever the types say. */
const create = (settings: object) => createExperiment(settings as Partial<Experiment>);

function parse(name: HyperparameterName, text: string): unknown {
  return hyperparameters[name].parse(text);
}

describe("the table of hyperparameters", () => {
  it.each(hyperparameterNames)("accepts the default of %s, also as the text that it is shown as", (name) => {
    const row: Hyperparameter<unknown> = hyperparameters[name];
    expect(row.accepts(row.default)).toBe(true);
    expect(row.parse(String(row.default))).toEqual(row.default);
    if (row.choices) expect(row.choices).toContain(row.default);
  });

  it.each(hyperparameterNames)("says of %s what it does and what it may be", (name) => {
    expect(hyperparameters[name].help).not.toBe("");
    expect(hyperparameters[name].range).not.toBe("");
  });

  it.each(hyperparameterNames)("accepts no null, undefined, object or NaN for %s", (name) => {
    for (const value of [null, undefined, {}, Number.NaN, Symbol.iterator]) {
      expect(hyperparameters[name].accepts(value)).toBe(false);
    }
  });
});

describe("createExperiment", () => {
  it("fills in the design's defaults, every setting and no other", () => {
    expect(createExperiment()).toEqual(defaults);
    expect(Object.keys(createExperiment())).toEqual(Object.keys(defaults));
  });

  it("keeps what it is given", () => {
    const settings = {
      hidden: [128, 64],
      learningRate: 0.5,
      seed: 7,
      shuffle: false,
      updateOrder: "output-first",
    };
    expect(create(settings)).toEqual({ ...defaults, ...settings });
  });

  it("leaves its input as it is, frozen as well", () => {
    const settings = Object.freeze({ hidden: Object.freeze([30]), epochs: 2 });
    const copy = structuredClone(settings);
    expect(createExperiment(settings)).not.toBe(settings);
    expect(settings).toEqual(copy);
  });

  it("takes its own result, through JSON as well", () => {
    const experiment = createExperiment({ hidden: [5, 6], seed: 2 ** 53 - 1, precision: "float64" });
    expect(create(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
  });

  it.each([
    ["data", "", 'data must be mnist, a folder or a file, got "".'],
    ["data", 7, "data must be mnist, a folder or a file, got 7."],
    ["hidden", [], "hidden must be whole numbers in [1, 65536], separated by commas, got []."],
    ["hidden", 20, "hidden must be whole numbers in [1, 65536], separated by commas, got 20."],
    ["hidden", [20, 0], "hidden must be whole numbers in [1, 65536], separated by commas, got [20,0]."],
    ["hidden", [65_537], "hidden must be whole numbers in [1, 65536], separated by commas, got [65537]."],
    ["hidden", [1.5], "hidden must be whole numbers in [1, 65536], separated by commas, got [1.5]."],
    ["hidden", ["20"], 'hidden must be whole numbers in [1, 65536], separated by commas, got ["20"].'],
    ["activation", "relu6", "activation must be sigmoid, got relu6."],
    ["output", "identity", "output must be sigmoid, got identity."],
    ["loss", "hinge", "loss must be cross-entropy, got hinge."],
    ["descent", "uphill", "descent must be stochastic, got uphill."],
    ["optimizer", "toString", "optimizer must be sgd, got toString."],
    ["learningRate", 0, "learningRate must be a number in (0, ∞), got 0."],
    ["learningRate", -0.1, "learningRate must be a number in (0, ∞), got -0.1."],
    ["learningRate", Infinity, "learningRate must be a number in (0, ∞), got Infinity."],
    ["learningRate", Number.NaN, "learningRate must be a number in (0, ∞), got NaN."],
    ["learningRate", "0.1", "learningRate must be a number in (0, ∞), got 0.1."],
    ["epochs", 0, "epochs must be a whole number in [1, 2147483647], got 0."],
    ["epochs", 2.5, "epochs must be a whole number in [1, 2147483647], got 2.5."],
    ["epochs", 2 ** 31, "epochs must be a whole number in [1, 2147483647], got 2147483648."],
    ["init", null, "init must be uniform or an .npz file, got null."],
    ["seed", -1, "seed must be a whole number in [0, 9007199254740991], got -1."],
    ["seed", 2 ** 53, "seed must be a whole number in [0, 9007199254740991], got 9007199254740992."],
    ["shuffle", 1, "shuffle must be true or false, got 1."],
    ["shuffle", "false", "shuffle must be true or false, got false."],
    ["updateOrder", "last", "updateOrder must be one of together, output-first, got last."],
    ["engine", "abacus", "engine must be one of auto, wasm, reference, got abacus."],
    ["precision", "float16", "precision must be one of float32, float64, got float16."],
  ])("refuses %s as %j, naming setting, range and value", (name, value, message) => {
    expect(() => create({ [name]: value })).toThrow(new ParameterError(message));
  });

  it("says where a setting came from, where the caller knows", () => {
    const settings = { learningRate: -0.1 };
    expect(() => createExperiment(settings, (name) => `from --${name}`)).toThrow(
      new ParameterError("learningRate must be a number in (0, ∞), got -0.1 (from --learningRate)."),
    );
  });

  it("refuses settings that it does not know, and names those that it does", () => {
    expect(() => create({ learning_rate: 0.1 })).toThrow(
      new ParameterError(
        "learning_rate is not a setting of an experiment.",
        `There are ${Object.keys(defaults).join(", ")}.`,
      ),
    );
    expect(() => create({ toString: 1 })).toThrow("toString is not a setting");
    expect(() => create(JSON.parse('{"__proto__": {"seed": 3}}'))).toThrow("__proto__ is not a setting");
  });

  it("refuses wasm with float64 and says what to choose", () => {
    expect(() => createExperiment({ engine: "wasm", precision: "float64" })).toThrow(
      new ParameterError(
        "engine wasm works in float32, got precision float64.",
        "Choose engine reference (or auto) for float64, or precision float32.",
      ),
    );
    for (const engine of ["auto", "reference"] as const) {
      expect(createExperiment({ engine, precision: "float64" }).engine).toBe(engine);
    }
  });

  it("accepts the ends of each range", () => {
    const ends = {
      hidden: [1, 65_536],
      learningRate: Number.MIN_VALUE,
      epochs: 2 ** 31 - 1,
      seed: 2 ** 53 - 1,
    };
    expect(create(ends)).toMatchObject(ends);
    expect(create({ learningRate: Number.MAX_VALUE, epochs: 1 }).epochs).toBe(1);
  });
});

describe("checkSetting", () => {
  it("quotes what was typed rather than what it was read as", () => {
    expect(() => checkSetting("hidden", [20, "x"], "from --hidden", "20,x")).toThrow(
      "hidden must be whole numbers in [1, 65536], separated by commas, got 20,x (from --hidden).",
    );
  });
});

describe("what a text stands for", () => {
  it.each([
    ["0.01", 0.01],
    ["1e-3", 0.001],
    ["1E+2", 100],
    [".5", 0.5],
    ["5.", 5],
    ["+3", 3],
    ["-0.1", -0.1],
    [" 7 ", 7],
  ])("is a number in decimal: %j", (text, value) => {
    expect(parse("learningRate", text)).toBe(value);
  });

  it.each(["", " ", "0x10", "1e", "e3", "1_000", "1,5", "Infinity", "NaN", "abc", "1 2", "--1", "0b1", "."])(
    "is the text itself where it is no number, and refused: %j",
    (text) => {
      for (const name of ["learningRate", "epochs", "seed"] as const) {
        expect(parse(name, text)).toBe(text);
        expect(hyperparameters[name].accepts(parse(name, text))).toBe(false);
      }
    },
  );

  it("is refused where it is a number beyond all numbers, or a seed beyond the exact ones", () => {
    expect(hyperparameters.learningRate.accepts(parse("learningRate", "1e400"))).toBe(false);
    expect(hyperparameters.seed.accepts(parse("seed", "9007199254740992"))).toBe(false);
    expect(hyperparameters.seed.accepts(parse("seed", "9007199254740991"))).toBe(true);
  });

  it("is a list of widths, spaces allowed", () => {
    expect(parse("hidden", " 20, 10 ")).toEqual([20, 10]);
    expect(parse("hidden", "20")).toEqual([20]);
    for (const wrong of ["", "20,", ",", "20;10", "20,x", "0x10", "-5", "2.5", "0"]) {
      expect(hyperparameters.hidden.accepts(parse("hidden", wrong)), wrong).toBe(false);
    }
  });

  it("is true or false, and nothing that only looks like it", () => {
    expect(parse("shuffle", "true")).toBe(true);
    expect(parse("shuffle", "false")).toBe(false);
    for (const wrong of ["", "1", "yes", "TRUE"]) {
      expect(hyperparameters.shuffle.accepts(parse("shuffle", wrong)), wrong).toBe(false);
    }
  });

  it("is itself for words and paths", () => {
    expect(parse("data", " my folder ")).toBe(" my folder ");
    expect(parse("engine", "wasm")).toBe("wasm");
  });
});
