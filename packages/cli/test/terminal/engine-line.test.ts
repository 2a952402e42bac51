import { afterEach, expect, it, vi } from "vitest";
import { engineLine, sayEngine } from "../../src/terminal/engine-line.ts";

const shared = { threads: 2, reason: "82 million multiplications a step, 2 cores" };
const alone = { threads: 1, reason: "one sample a step" };

afterEach(() => {
  vi.restoreAllMocks();
});

it("names the engine, its threads, and why so many", () => {
  expect(engineLine({ name: "wasm", work: shared })).toBe(
    "engine wasm, 2 threads (82 million multiplications a step, 2 cores)",
  );
  expect(engineLine({ name: "wasm", work: alone })).toBe("engine wasm, 1 thread (one sample a step)");
});

it.each([
  [true, ["engine wasm, 1 thread (one sample a step)\n"]],
  [false, []],
])("is said on standard error where that is a terminal: %s", (isTTY, lines) => {
  const written: unknown[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(text) > 0);
  const before = process.stderr.isTTY;
  process.stderr.isTTY = isTTY;
  try {
    sayEngine({ name: "wasm", work: alone });
  } finally {
    process.stderr.isTTY = before;
  }
  expect(written).toEqual(lines);
});
