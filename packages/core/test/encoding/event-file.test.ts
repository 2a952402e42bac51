import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { encodeEvents, eventFileHead } from "../../src/encoding/event-file.ts";

const fixture = readFileSync(new URL("fixtures/events.tfevents", import.meta.url));

describe("event files", () => {
  it("are, byte for byte, what TensorBoard 2.21's own messages and writer make of the same events", () => {
    const start = { run: "wide", startSeconds: 1000.5 };
    const events = encodeEvents([
      { wallTime: 1000.5, step: 300 },
      { wallTime: 1001, step: 0, values: [{ settings: { learningRate: 0.01 }, ...start }] },
      {
        wallTime: 1002,
        step: 1,
        values: [
          { settings: { activation: "sigmoid" }, ...start },
          { settings: { shuffle: true }, ...start },
        ],
      },
      {
        wallTime: 1003,
        step: 2,
        values: [
          { tag: "settings", text: "**hidden** 20, größer" },
          { tag: "loss/train", scalar: 0.1 },
        ],
      },
      {
        wallTime: 1004,
        step: 3,
        values: [
          { tag: "learningRate", scalar: 1e-30 },
          { tag: "layer1/weights", histogram: { low: -2, high: 2, counts: [4, 1, 0, 3] } },
          { tag: "layer2/biases", histogram: { low: 0.5, high: 0.5, counts: [6, 0, 0] } },
          { tag: "weights", image: { width: 3, height: 2, png: new TextEncoder().encode("not a PNG") } },
        ],
      },
      { wallTime: 1005, step: 4, values: [{ ended: "success", endSeconds: 1234.25 }] },
    ]);
    const bytes = Buffer.concat([eventFileHead(1000.5), events]);
    expect(bytes.toString("latin1")).toBe(fixture.toString("latin1"));
  });
});
