import { afterEach, expect, it, vi } from "vitest";
import { createLiveLines } from "../../src/terminal/live-lines.ts";

afterEach(() => vi.unstubAllEnvs());

function stream(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { written, stream: { isTTY, columns: 80, rows: 24, write } as unknown as NodeJS.WriteStream };
}

it("writes nothing on a pipe or a dumb terminal but what is written above", () => {
  const { written, stream: pipe } = stream(false);
  const { written: dumbly, stream: terminal } = stream(true);
  vi.stubEnv("TERM", "dumb");
  for (const live of [createLiveLines(pipe), createLiveLines(terminal)]) {
    const above = vi.fn();
    live.show(() => ["never"]);
    live.above(above);
    live.end(["never"]);
    expect(above).toHaveBeenCalledOnce();
  }
  expect([written, dumbly]).toEqual([[], []]);
});

it("draws at once, then not more often than ten times a second, and takes all back", () => {
  vi.stubEnv("TERM", "xterm");
  const { written, stream: terminal } = stream(true);
  const live = createLiveLines(terminal);
  const lines = vi.fn(() => ["one", "two"]);
  for (let n = 0; n < 50; n++) live.show(lines);
  expect(lines).toHaveBeenCalledOnce();
  expect(written.join("")).toContain("one\ntwo\n");
  written.length = 0;
  live.end();
  expect(written.join("").split("\u001b[2K")).toHaveLength(1 + 3); // both, and the empty line below
  expect(written.join("")).not.toContain("one");
});

it("takes its lines back for those of the program, and draws them again below", () => {
  vi.stubEnv("TERM", "xterm");
  const { written, stream: terminal } = stream(true);
  const live = createLiveLines(terminal);
  live.show(() => ["bar"]);
  written.length = 0;
  live.above(() => terminal.write("Epoch 1\n"));
  const text = written.join("");
  expect(text.indexOf("\u001b[2K")).toBeLessThan(text.indexOf("Epoch 1\n"));
  expect(text.indexOf("Epoch 1\n")).toBeLessThan(text.indexOf("bar\n"));
});
