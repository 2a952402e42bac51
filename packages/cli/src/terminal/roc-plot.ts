import type { RocCurve } from "percept";
import { chooseCorner, cutToCorner } from "percept-charts";
import { drawPlot } from "./plot.ts";
import type { Screen } from "./screen.ts";

interface Curve extends Pick<RocCurve, "falsePositiveRate" | "truePositiveRate"> {
  readonly label: string;
  readonly auc: number | null;
}

const ROWS = 13;
const MOST_COLUMNS = 60;

/** ROC curves, six at most, in the corner of the square where they bend; the whole of it where they are no good. */
export function rocPlot(curves: readonly Curve[], screen: Screen): string[] {
  const shown = curves.map(({ falsePositiveRate: x, truePositiveRate: y }) => ({ x, y }));
  const corner = chooseCorner(shown);
  const size = corner >= 0.5 ? 1 : corner;
  const lines = curves.map(({ label, auc }, n) => ({
    name: `class ${label}`,
    value: `AUC ${auc === null ? "none" : auc.toFixed(4)}`,
    ...cutToCorner(shown[n], size),
  }));
  const label = (value: number) => String(Number(value.toFixed(4)));
  return drawPlot(
    {
      title: "True positive rate",
      lines,
      x: { name: "false positive rate", from: 0, to: size, label },
      y: { name: "true positive rate", from: 1 - size, to: 1, label },
      rows: ROWS,
      mostColumns: MOST_COLUMNS,
    },
    screen,
  );
}
