import { afterEach, describe, expect, it, vi } from "vitest";
import { blasLine, engineLine, isWideForBlas, sayEngine } from "../../src/terminal/engine-line.ts";

const shared = { threads: 2, reason: "82 million multiplications a step, 2 cores" };
const alone = { threads: 1, reason: "one sample a step" };
const wide = { hidden: [800, 800], descent: "minibatch", batchSize: 128 } as const;
const small = { hidden: [20], descent: "stochastic" } as const;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it("names the engine, its threads, and why so many", () => {
  expect(engineLine({ name: "wasm", work: shared })).toBe(
    "engine wasm, 2 threads (82 million multiplications a step, 2 cores)",
  );
  expect(engineLine({ name: "wasm", work: alone })).toBe("engine wasm, 1 thread (one sample a step)");
});

describe("a step is wide for a BLAS", () => {
  it.each([
    ["two hidden layers of 800 units, batches of 128", wide, true],
    [
      "512 beside 512 among narrow ones, batches of 64",
      { hidden: [30, 512, 512, 20], descent: "minibatch", batchSize: 64 },
      true,
    ],
    ["all samples in one step", { hidden: [600, 600], descent: "batch" }, true],
    ["batches of 63", { ...wide, batchSize: 63 }, false],
    ["one sample a step", { hidden: [800, 800], descent: "stochastic" }, false],
    ["a single hidden layer, whose inputs are mostly zero", { ...wide, hidden: [4096] }, false],
    ["wide layers that are no neighbours", { ...wide, hidden: [800, 100, 800] }, false],
    ["800 beside 511", { ...wide, hidden: [800, 511] }, false],
    ["no hidden layer", { ...wide, hidden: [] }, false],
  ] as const)("%s, %j: %s", (_, step, expected) => {
    expect(isWideForBlas(step)).toBe(expected);
  });
});

describe("engine blas is mentioned", () => {
  const wasm = { name: "wasm", work: shared } as const;
  const file = "/usr/lib/x86_64-linux-gnu/libopenblas.so.0";

  it("where one is there that gains, by its name", () => {
    const rest =
      " is here: --engine blas is faster on networks this wide, without the promise of the same bits everywhere.";
    expect(blasLine(wasm, wide, file)).toBe(`OpenBLAS${rest}`);
    expect(blasLine(wasm, wide, "libmkl_rt.so.2")).toBe(`MKL${rest}`);
    expect(blasLine(wasm, wide, "/System/Library/Frameworks/Accelerate.framework/Accelerate")).toBe(
      `Accelerate${rest}`,
    );
    expect(blasLine(wasm, wide, "/home/me/libmine.so")).toBe(`A BLAS (libmine.so)${rest}`);
  });

  it("nowhere else", () => {
    expect(blasLine(wasm, wide, undefined)).toBeUndefined();
    expect(blasLine(wasm, small, file)).toBeUndefined();
    expect(blasLine({ name: "blas", work: shared }, wide, file)).toBeUndefined();
    expect(blasLine({ name: "reference", work: alone }, wide, file)).toBeUndefined();
  });

  it("where it was asked for and has nothing to do", () => {
    expect(blasLine({ name: "blas", work: alone }, small, file)).toBe(
      "One sample a step has no large products: engine blas gains nothing here.",
    );
  });
});

describe("on standard error, where that is a terminal", () => {
  function said(isTTY: boolean, ...args: Parameters<typeof sayEngine>): unknown[] {
    const written: unknown[] = [];
    vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(text) > 0);
    const before = process.stderr.isTTY;
    process.stderr.isTTY = isTTY;
    try {
      sayEngine(...args);
    } finally {
      process.stderr.isTTY = before;
    }
    return written;
  }

  it.each([
    [true, ["engine wasm, 1 thread (one sample a step)\n"]],
    [false, []],
  ])("the engine is named: %s", (isTTY, lines) => {
    expect(said(isTTY, { name: "wasm", work: alone }, small)).toEqual(lines);
  });

  it("a BLAS follows on a line of its own", () => {
    vi.stubEnv("PERCEPT_BLAS", process.execPath); // a file that exists is all that is looked for
    const [text] = said(true, { name: "wasm", work: shared }, wide);
    expect(String(text).split("\n")).toEqual([
      "engine wasm, 2 threads (82 million multiplications a step, 2 cores)",
      expect.stringMatching(/^A BLAS \(node.*\) is here: --engine blas is faster/),
      "",
    ]);
  });
});
