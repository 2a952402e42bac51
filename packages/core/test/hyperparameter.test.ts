import { describe, expect, it } from "vitest";
import {
  byDefault,
  choice,
  describeConditions,
  flag,
  type Hyperparameter,
  holds,
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
} from "../src/hyperparameter.ts";

/** What a text stands for, where the row accepts it. */
function read(row: Hyperparameter<unknown>, given: string): unknown {
  const value = row.parse(given);
  return row.accepts(value) ? value : "refused";
}

describe("a number", () => {
  const row = number(0.01, "(0, ∞)", "a rate");

  it.each([
    ["0.01", 0.01],
    ["1e-3", 0.001],
    ["1E+2", 100],
    [".5", 0.5],
    ["5.", 5],
    ["+3", 3],
    [" 7 ", 7],
  ])("is read from decimals: %j", (given, value) => {
    expect(read(row, given)).toBe(value);
  });

  it.each([..."| |0x10|1e|e3|1_000|1,5|Infinity|NaN|abc|1 2|--1|0b1|.|1e400|none|true".split("|")])(
    "is not read from %j, which stays as it was typed for the message",
    (given) => {
      expect(row.parse(given)).toBe(given === "1e400" ? Infinity : given);
      expect(read(row, given)).toBe("refused");
    },
  );

  it("is within its interval, whose round brackets leave the bound out", () => {
    const accepted = (range: string, values: readonly number[]) =>
      values.filter(number(0.5, range, "").accepts);
    expect(accepted("(0, ∞)", [-1, 0, 5e-324, Number.MAX_VALUE, Infinity, Number.NaN])).toEqual([
      5e-324,
      Number.MAX_VALUE,
    ]);
    expect(accepted("[0, 1)", [-5e-324, 0, 0.999, 1])).toEqual([0, 0.999]);
    expect(accepted("(0, 1]", [0, 1e-9, 1, 1 + 2 ** -52])).toEqual([1e-9, 1]);
  });

  it("is no text, list, object or truth", () => {
    for (const value of ["1", [1], { valueOf: () => 1 }, true, null, undefined, 1n]) {
      expect(row.accepts(value)).toBe(false);
    }
  });
});

describe("a whole number", () => {
  it("has no fraction, and is exact", () => {
    const row = wholeNumber(1, 0, Number.MAX_SAFE_INTEGER, "a seed");
    expect(["0", "12", "1e3", "9007199254740991"].map((given) => read(row, given))).toEqual([
      0, 12, 1000, 9007199254740991,
    ]);
    for (const given of ["-1", "1.5", "9007199254740992", "one"]) expect(read(row, given)).toBe("refused");
  });
});

describe("whole numbers", () => {
  const row = wholeNumbers([20], 1, 100, "widths");

  it("are a list, even of one; `none` is the empty one", () => {
    expect(read(row, "20")).toEqual([20]);
    expect(read(row, " 20, 10 ")).toEqual([20, 10]);
    expect(read(row, "none")).toEqual([]);
  });

  it.each(["", "20,", ",", "20;10", "20,x", "0x10", "-5", "2.5", "0", "101", "none,5"])(
    "are not read from %j",
    (given) => expect(read(row, given)).toBe("refused"),
  );

  it("are refused as one number, or with a text among them", () => {
    for (const value of [20, ["20"], [20, null], {}, "none"]) expect(row.accepts(value)).toBe(false);
  });
});

describe("a choice", () => {
  const row = choice(["mean", "sum"], "mean", "how");

  it("is one of its words, letter for letter", () => {
    expect(read(row, "sum")).toBe("sum");
    for (const given of ["", "Mean", "sum ", "toString", "none"]) expect(read(row, given)).toBe("refused");
    expect(row).toMatchObject({ default: "mean", choices: ["mean", "sum"], range: "one of mean, sum" });
  });
});

describe("a text", () => {
  it("is itself, blanks included, but not nothing", () => {
    const row = text("mnist", "a folder", "");
    expect(read(row, " my folder ")).toBe(" my folder ");
    expect(read(row, "")).toBe("refused");
    expect(row.accepts(7)).toBe(false);
  });
});

describe("a name or a file", () => {
  const row = nameOrFile(["uniform", "he-normal"], ".npz", "uniform", "weights");

  it("is a known name, or what ends as such files do", () => {
    for (const given of ["he-normal", "runs/first/model.npz", "W.NPZ"]) expect(read(row, given)).toBe(given);
  });

  it.each(["he-norml", "weights.npy", ".npz", "", "npz"])("is not %j: a typing error is no file", (given) => {
    expect(read(row, given)).toBe("refused");
  });
});

describe("a flag", () => {
  it("is true or false, and nothing that only looks like it", () => {
    const row = flag(true, "shuffle");
    expect([read(row, "true"), read(row, "false")]).toEqual([true, false]);
    for (const given of ["", "1", "yes", "TRUE"]) expect(read(row, given)).toBe("refused");
    expect(row.accepts("false")).toBe(false);
  });
});

describe("one or more", () => {
  it("is one value, or a list of at least one", () => {
    const row = oneOrMore(number(0, "[0, 1)", "shares"));
    expect(read(row, "0.5")).toBe(0.5);
    expect(read(row, "0.2, 0.5")).toEqual([0.2, 0.5]);
    for (const given of ["", "0.2,", "0.2,1", "none"]) expect(read(row, given)).toBe("refused");
    expect([[0.5], [0, 0.5], [], [[0.5]], ["0.5"], [null]].filter(row.accepts)).toEqual([[0.5], [0, 0.5]]);
    expect(row.range).toBe("a number in [0, 1), or a list of them");
  });

  it("keeps the words to choose from", () => {
    const row = oneOrMore(choice(["relu", "tanh"], "tanh", ""));
    expect(row.choices).toEqual(["relu", "tanh"]);
    expect(read(row, "relu,tanh")).toEqual(["relu", "tanh"]);
    expect(read(row, "relu,step")).toBe("refused");
  });
});

describe("a word or a value", () => {
  it("is either", () => {
    const row = orWord(["balanced"], oneOrMore(number(1, "(0, ∞)", "")));
    expect(["balanced", "2", "1,2", "Balanced", "balanced,1"].map((given) => read(row, given))).toEqual([
      "balanced",
      2,
      [1, 2],
      "refused",
      "refused",
    ]);
    expect(row.range).toBe("balanced or a number in (0, ∞), or a list of them");
  });
});

describe("an optional value", () => {
  const row = optional(wholeNumber(5, 1, 9, "patience"));

  it("is none by default: null, `none` as a text", () => {
    expect(row.default).toBe(null);
    expect(read(row, "none")).toBe(null);
    expect(read(row, "3")).toBe(3);
    expect(row.range).toBe("a whole number in [1, 9], or none");
  });

  it("is not undefined, false, 0 or the word itself", () => {
    for (const value of [undefined, false, 0, "none", ""]) expect(row.accepts(value)).toBe(false);
  });

  it("has no default that follows another setting", () => {
    expect(optional(byDefault(number(1, "(0, ∞)", ""), [2, { a: "b" }])).defaults).toEqual([]);
  });
});

describe("a share or a path", () => {
  const row = shareOrPath(0.1, "(0, 1)", "a share or a folder", "validation");

  it("is a number where it reads as one, and else a path", () => {
    expect(["0.1", "1e-2", "./10", "mine", "0.1.npz"].map((given) => read(row, given))).toEqual([
      0.1,
      0.01,
      "./10",
      "mine",
      "0.1.npz",
    ]);
  });

  it("is not a share outside its interval, nor a number as a text", () => {
    for (const given of ["0", "1", "1.5", "-0.1", "10", ""]) expect(read(row, given)).toBe("refused");
    for (const value of ["0.1", " 2 ", 0, 1, null]) expect(row.accepts(value)).toBe(false);
  });
});

describe("only and byDefault", () => {
  it("add to a row and change nothing else of it", () => {
    const row = choice(["a", "b"], "a", "help");
    expect(only(row, { x: "y" })).toEqual({ ...row, only: [{ x: "y" }] });
    expect(byDefault(row, ["b", { x: "y" }])).toEqual({ ...row, defaults: [["b", { x: "y" }]] });
  });
});

describe("a condition", () => {
  it("holds where every setting in it has one of the values", () => {
    const condition = { optimizer: ["adam", "adamw"], descent: "batch" };
    expect(holds(condition, { optimizer: "adamw", descent: "batch" })).toBe(true);
    expect(holds(condition, { optimizer: "adamw", descent: "minibatch" })).toBe(false);
    expect(holds(condition, { optimizer: "ada", descent: "batch" })).toBe(false);
    expect(holds(condition, {})).toBe(false);
  });

  it("holds for a list where it holds for a part of it", () => {
    expect(holds({ activation: ["relu"] }, { activation: ["tanh", "relu"] })).toBe(true);
    expect(holds({ activation: ["relu"] }, { activation: ["tanh"] })).toBe(false);
  });

  it("asks with `set` for any value but null, false and none", () => {
    const set = [3, 0, "path", true, "set"].map((patience) => holds({ patience: "set" }, { patience }));
    const unset = [null, false, undefined].map((patience) => holds({ patience: "set" }, { patience }));
    expect(set).toEqual([true, true, true, true, true]);
    expect(unset).toEqual([false, false, false]);
  });

  it("is described in words, several as alternatives, by other names where wanted", () => {
    expect(describeConditions([{ optimizer: ["adam", "adamw"] }])).toBe("optimizer adam or adamw");
    expect(describeConditions([{ a: "1", b: "set" }])).toBe("a 1 and b");
    const several = [{ patience: "set" }, { keepBest: "set" }, { schedule: "step" }];
    expect(describeConditions(several)).toBe("patience, keepBest or schedule step");
    expect(describeConditions(several, (name) => `--${name}`)).toBe(
      "--patience, --keepBest or --schedule step",
    );
  });
});
