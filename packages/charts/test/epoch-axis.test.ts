import { describe, expect, it } from "vitest";
import { epochAxis } from "../src/epoch-axis.ts";

const panel = { left: 100, top: 0, width: 330, height: 260 };
const labels = ({ ticks, format }: ReturnType<typeof epochAxis>) => ticks.map(format).filter(Boolean);

describe("epochAxis", () => {
  it("reaches from edge to edge, and one epoch stands in the middle", () => {
    const { scale } = epochAxis([0, 10], panel);
    expect([scale(0), scale(10)]).toEqual([100, 430]);
    expect(epochAxis([7, 7], panel).scale(7)).toBe(265);
    expect(labels(epochAxis([7, 7], panel))).toEqual(["7"]);
  });
  it("has the first epoch among its ticks, unless it would touch the next", () => {
    expect(labels(epochAxis([1, 50], panel))).toEqual(["1", "10", "20", "30", "40", "50"]);
    expect(labels(epochAxis([99, 300], panel))).not.toContain("99");
  });
  it("names the kept epoch; labels that would touch it go, and their rules stay", () => {
    const axis = epochAxis([1, 50], panel, 19);
    expect(axis.keptAt).toBeCloseTo(100 + (18 / 49) * 330, 9);
    expect(labels(axis).sort()).toEqual(["1", "10", "30", "40", "50", "kept: 19"]);
    expect(axis.ticks).toContain(20);
  });
  it("has no rule for a kept epoch unless told", () => {
    expect(epochAxis([1, 50], panel).keptAt).toBeUndefined();
  });
});
