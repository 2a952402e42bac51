import { describe, expect, it } from "vitest";
import { epochAxis, nameTick } from "../../src/axes/epoch-axis.ts";

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
  it("has fewer ticks where there is less room", () => {
    expect(labels(epochAxis([0, 50], { ...panel, width: 150 })).length).toBeLessThan(5);
  });
});

describe("nameTick", () => {
  it("names a tick; labels that would touch it go, and their rules stay", () => {
    const axis = nameTick(epochAxis([1, 50], panel), panel, 19, "kept: 19");
    expect(axis.scale(19)).toBeCloseTo(100 + (18 / 49) * 330, 9);
    expect(labels(axis).sort()).toEqual(["1", "10", "30", "40", "50", "kept: 19"]);
    expect(axis.ticks).toContain(20);
  });
  it("renames a tick that is there already, and makes way at the panel's edge, where the label is moved in", () => {
    const axis = nameTick(epochAxis([0, 10], panel), panel, 10, "kept: epoch 10, of 10");
    expect(axis.ticks.filter((tick) => tick === 10)).toHaveLength(1);
    expect(labels(axis)).not.toContain("8");
  });
});
