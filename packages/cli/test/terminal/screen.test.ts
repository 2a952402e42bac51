import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { screenOf } from "../../src/terminal/screen.ts";

const terminal = (depth: number, columns = 80) =>
  ({ isTTY: true, columns, getColorDepth: () => depth }) as NodeJS.WriteStream;

beforeEach(() => {
  vi.stubEnv("LC_ALL", "en_US.UTF-8");
  vi.stubEnv("NO_COLOR", "");
  vi.stubEnv("TERM", "xterm");
});
afterEach(() => vi.unstubAllEnvs());

it("has a terminal's width, colours and Unicode", () => {
  expect(screenOf(terminal(24, 200))).toEqual({ columns: 200, colors: "truecolor", unicode: true });
  expect([8, 4, 1].map((depth) => screenOf(terminal(depth)).colors)).toEqual(["256-colors", "basic", "none"]);
});

it("has no colour under NO_COLOR, but Unicode", () => {
  vi.stubEnv("NO_COLOR", "1");
  expect(screenOf(terminal(24))).toEqual({ columns: 80, colors: "none", unicode: true });
});

it("has neither on a dumb terminal and on a pipe, which is as wide as 80", () => {
  expect(screenOf({ isTTY: false } as NodeJS.WriteStream)).toEqual({
    columns: 80,
    colors: "none",
    unicode: false,
  });
  vi.stubEnv("TERM", "dumb");
  expect(screenOf(terminal(24, 40))).toEqual({ columns: 40, colors: "none", unicode: false });
});

it("takes 80 columns where a terminal says 0", () => {
  expect(screenOf(terminal(24, 0)).columns).toBe(80);
});

it.skipIf(process.platform === "win32" || process.platform === "darwin")(
  "has no Unicode where the locale is not UTF-8, nor on the console of Linux",
  () => {
    vi.stubEnv("LC_ALL", "C");
    expect(screenOf(terminal(24)).unicode).toBe(false);
    vi.stubEnv("LC_ALL", "C.utf8");
    expect(screenOf(terminal(24)).unicode).toBe(true);
    vi.stubEnv("TERM", "linux");
    expect(screenOf(terminal(24)).unicode).toBe(false);
  },
);
