import type { Bench } from "./bench.ts";
import { browseMethods } from "./browse-methods.ts";
import { dataMethods } from "./data-methods.ts";
import { decisionMethods } from "./decision-methods.ts";
import { drawMethods } from "./draw-methods.ts";
import { engineMethods } from "./engine-methods.ts";
import { examineMethods } from "./examine-methods.ts";
import { insideMethods } from "./inside-methods.ts";
import { lifeMethods } from "./life-methods.ts";
import { runMethods } from "./run-methods.ts";
import { trainingMethods } from "./training-methods.ts";

/** Everything that the page may ask of the worker, one file a subject. @param site  the folder of the studio's files */
export function createLaboratory(site: URL) {
  const bench: Bench = {
    dataset: undefined,
    session: undefined,
    engineTurn: Promise.resolve(),
  };
  return {
    ...dataMethods(bench, site),
    ...browseMethods(bench),
    ...decisionMethods(bench),
    ...insideMethods(bench),
    ...trainingMethods(bench),
    ...examineMethods(bench),
    ...drawMethods(bench),
    ...runMethods(bench),
    ...lifeMethods(),
    ...engineMethods(bench),
  };
}

export type Laboratory = ReturnType<typeof createLaboratory>;
