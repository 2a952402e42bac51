import { describe, expect, it } from "vitest";
import { createFoldsCount } from "../../src/cross-validation/folds-progress.ts";

describe("the count of what folds have done", () => {
  const count = createFoldsCount([
    { epochs: 4, samples: 10 },
    { epochs: 2, samples: 11 },
  ]);

  it("adds up samples, whole epochs and folds", () => {
    expect(count.now()).toEqual({ done: 0, total: 62, ended: 0, folds: 2, epochs: 0, allEpochs: 6 });
    count.note(0, 25);
    count.note(1, 11);
    expect(count.now()).toEqual({ done: 36, total: 62, ended: 0, folds: 2, epochs: 3, allEpochs: 6 });
  });

  it("waits for no epochs after a fold's end, and for nothing that is said late", () => {
    count.note(0, 30);
    count.end(0);
    count.note(0, 25);
    expect(count.now()).toEqual({ done: 41, total: 52, ended: 1, folds: 2, epochs: 4, allEpochs: 5 });
  });
});
