import {
  auc,
  averagePrecision,
  calibration,
  mistakes,
  precisionRecallCurve,
  rocCurve,
  type Samples,
  sortedScores,
} from "percept";
import { precisionRecallChart, reliabilityChart, rocChart } from "percept-charts";
import { type Bench, type ShownWeights, samplesOf } from "./bench.ts";
import { imageOf } from "./data-methods.ts";
import type { ClassCurves, Examination, SampleList } from "./examine-protocol.ts";
import type { SetName } from "./protocol.ts";
import { listCell, listSamples } from "./sample-list.ts";
import { type ScoredSet, scoreSet } from "./score-set.ts";

/** Mistakes of a list, and those of them whose images are sent along. */
const MOST_MISTAKES = 1000;
const WORST = 24;

/** How right the shown weights are. A set is scored once a version of them; undefined where there are none yet. */
export function examineMethods(bench: Bench) {
  const scored = new WeakMap<ShownWeights, Map<SetName, Promise<ScoredSet | undefined>>>();

  async function look(set: SetName): Promise<Looked | undefined> {
    const shown = bench.session?.shown;
    const samples = shown && samplesOf(bench, set);
    if (shown === undefined || samples === undefined) return undefined;
    const sets = scored.get(shown) ?? new Map<SetName, Promise<ScoredSet | undefined>>();
    scored.set(shown, sets);
    const found = sets.get(set) ?? scoreSet(bench, shown, samples);
    sets.set(set, found);
    found.catch(() => sets.delete(set));
    const result = await found;
    if (result) return { shown, samples, ...result };
    sets.delete(set);
    return look(set);
  }

  return {
    async examine(set: SetName): Promise<Examination | undefined> {
      const looked = await look(set);
      if (looked === undefined) return undefined;
      const { shown, samples, scores, metrics } = looked;
      const { classes } = shown.model;
      const { total, worst } = mistakes(scores, samples.labels, classes.length, MOST_MISTAKES);
      const indices = worst.map(({ sample }) => sample);
      return {
        set,
        moment: shown.moment,
        samples: samples.count,
        classes,
        metrics,
        calibration: drawCalibration(looked),
        mistakes: { ...listSamples(indices, samples.labels, scores, classes.length), total },
        worst: indices.slice(0, WORST).map((index) => imageOf(samples, index)),
      };
    },

    /** The samples of one cell of the confusion matrix. */
    async cellSamples(set: SetName, actual: number, predicted: number): Promise<SampleList | undefined> {
      const looked = await look(set);
      return looked && listCell(looked.samples.labels, looked.scores, classCount(looked), actual, predicted);
    },

    /** @param k  the class that is told from the rest */
    async classCurves(set: SetName, k: number): Promise<ClassCurves | undefined> {
      const looked = await look(set);
      return looked && drawCurves(looked, set, k);
    },
  };
}

interface Looked extends ScoredSet {
  readonly shown: ShownWeights;
  readonly samples: Samples;
}

function classCount({ shown }: Looked): number {
  return shown.model.classes.length;
}

function drawCurves(looked: Looked, set: SetName, k: number): ClassCurves {
  const sorted = sortedScores(looked.scores, looked.samples.labels, classCount(looked), k);
  const [positives, negatives] = [sorted.positives.length, sorted.negatives.length];
  const label = looked.shown.model.classes[k];
  const roc = rocCurve(sorted);
  return {
    set,
    k,
    roc: rocChart({ title: `ROC curve of class ${label}`, curves: [{ label, ...roc, auc: auc(sorted) }] }),
    precisionRecall: precisionRecallChart({
      title: `Precision and recall of class ${label}`,
      curves: [{ label, ...precisionRecallCurve(sorted), averagePrecision: averagePrecision(sorted) }],
    }),
    positives,
    negatives,
    thresholds: roc.thresholds,
    // Rates are counts divided once: to the nearest whole number they are the counts again.
    truePositives: Uint32Array.from(roc.truePositiveRate, (rate) => Math.round(rate * positives)),
    falsePositives: Uint32Array.from(roc.falsePositiveRate, (rate) => Math.round(rate * negatives)),
  };
}

function drawCalibration(looked: Looked): Examination["calibration"] {
  const { scores, samples } = looked;
  const found = calibration(scores, samples.labels, classCount(looked));
  if (found === null) return undefined;
  const chart = reliabilityChart({ title: "Confidence and accuracy", ...found, samples: samples.count });
  return { chart, expectedError: found.expectedCalibrationError };
}
