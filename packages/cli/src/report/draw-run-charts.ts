import type { Chart } from "percept-charts";
import {
  drawCalibration,
  drawClasses,
  drawConfusionMatrix,
  drawLayerHistograms,
  drawLearningCurve,
  drawMistakes,
  drawNetwork,
  drawPerClass,
  drawPrecisionRecall,
  drawRoc,
  drawSchedule,
  drawWeights,
} from "percept-charts/model";
import { setTitles, shownSet } from "../run/scored-set.ts";
import type { RunResults } from "./run-results.ts";

/** Every picture of a run, by the name of its file, as far as there is something to draw. */
export function drawRunCharts({
  model,
  history,
  record,
  experiment,
  sets,
  dataset,
}: RunResults): ReadonlyMap<string, Chart> {
  const { classes, imageShape } = model;
  const shown = shownSet(sets);
  const scored = { ...shown, name: setTitles[shown.name], classes };
  const samples = dataset?.[shown.name];
  const charts = {
    "learning-curve": drawLearningCurve(history, record.best?.epoch),
    schedule: drawSchedule(history, experiment.schedule),
    "layer-histograms": drawLayerHistograms(history),
    roc: drawRoc(scored, record.rocThresholds),
    "precision-recall": drawPrecisionRecall(scored),
    "confusion-matrix": drawConfusionMatrix(scored),
    "per-class": drawPerClass(scored),
    calibration: drawCalibration(scored),
    network: drawNetwork(model),
    weights: drawWeights(model),
    samples: dataset && drawClasses(dataset.train, classes, imageShape),
    misclassified: samples && drawMistakes(scored, samples, imageShape),
  };
  return new Map(Object.entries(charts).filter((entry): entry is [string, Chart] => entry[1] !== undefined));
}
