import { describe, expect, it } from "vitest";
import { FileError, FormatError, ParameterError, PerceptError, ShapeError } from "../src/errors.ts";

describe("an error of percept", () => {
  it.each([
    [
      "ParameterError",
      "parameter",
      new ParameterError("learningRate must be in (0, ∞), got -0.1.", "Try 0.01."),
    ],
    ["ShapeError", "shape", new ShapeError("learningRate must be in (0, ∞), got -0.1.", "Try 0.01.")],
    ["FileError", "file", new FileError("learningRate must be in (0, ∞), got -0.1.", "Try 0.01.")],
  ])("%s has its name, the code %s, and the next step on a line of its own", (name, code, error) => {
    expect(error).toBeInstanceOf(PerceptError);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe(name);
    expect(error.code).toBe(code);
    expect(error.message).toBe("learningRate must be in (0, ∞), got -0.1.\n  Try 0.01.");
    expect(String(error)).toBe(`${name}: ${error.message}`);
  });

  it("is one line where there is no next step", () => {
    expect(new ShapeError("Too few.").message).toBe("Too few.");
    expect(new FormatError("a.gz", "too few.").message).toBe("a.gz: too few.");
  });

  it("begins with the place where it is a FormatError, and keeps it for programs", () => {
    const error = new FormatError("model.npz: w1", "expected 2, got 3.", "Save it again.");
    expect(error.message).toBe("model.npz: w1: expected 2, got 3.\n  Save it again.");
    expect([error.name, error.code, error.place]).toEqual(["FormatError", "format", "model.npz: w1"]);
  });

  it("keeps its cause", () => {
    const cause = new Error("EACCES");
    expect(new FileError("unreadable.", undefined, { cause }).cause).toBe(cause);
    expect(new FormatError("a", "b", undefined, { cause }).cause).toBe(cause);
    expect("cause" in new FileError("unreadable.")).toBe(false);
  });

  it("keeps its name where a minifier renames the class", () => {
    const Renamed = { x: class extends ParameterError {} }.x;
    expect(String(new Renamed("No more."))).toBe("ParameterError: No more.");
  });
});
