import type { dataCard, LayerCheck } from "percept";
import type { Chart } from "percept-charts";
import type { RunResults } from "./run-results.ts";

/** Everything that a run's page shows, computed; the page only lays it out. */
export interface Report {
  readonly results: RunResults;
  /** by the name of their files: roc, confusion-matrix, ... */
  readonly charts: ReadonlyMap<string, Chart>;
  /** undefined where the run's data are not there any more */
  readonly card: ReturnType<typeof dataCard> | undefined;
  readonly gradientCheck: GradientCheck | undefined;
}

export interface GradientCheck {
  readonly layers: readonly LayerCheck[];
  /** whose losses the objective has */
  readonly samples: number;
}
