import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { announce, announced } from "../../src/views/draw/announcer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("says at once what comes first, then at most twice a second the last of each subject", () => {
  const said: string[] = [];
  const stop = announced.subscribe((sentence) => said.push(sentence));
  for (let ms = 0; ms <= 1000; ms += 10) {
    announce("answer", `${ms}`);
    if (ms === 200) announce("pen", "Pen down");
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(5000);
  announce("answer", "3");
  expect(said).toEqual(["", "0", "590. Pen down", "1000", "3"]);
  stop();
});
