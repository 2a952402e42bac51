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
  drawPredictedActual,
  drawResiduals,
  drawRoc,
  drawSchedule,
  drawWeights,
} from "percept-charts/model";
import { setTitles, shownSet } from "../run/scored-set.ts";
import type { RunResults } from "./run-results.ts";

/** Every picture of a run, by the name of its file, as far as there is something to draw. */
export function drawRunCharts(results: RunResults): ReadonlyMap<string, Chart> {
  const { model, history, record, experiment } = results;
  const charts = {
    "learning-curve": drawLearningCurve(history, record.best?.epoch),
    schedule: drawSchedule(history, experiment.schedule),
    "layer-histograms": drawLayerHistograms(history),
    ...(results.predicted.length > 0 ? drawTargets(results) : drawScores(results)),
    network: drawNetwork(model),
    weights: drawWeights(model),
  };
  return new Map(Object.entries(charts).filter((entry): entry is [string, Chart] => entry[1] !== undefined));
}

/** Of a regression. */
function drawTargets({ predicted }: RunResults) {
  const shown = shownSet(predicted);
  const named = { ...shown, name: setTitles[shown.name] };
  return { "predicted-actual": drawPredictedActual(named), residuals: drawResiduals(named) };
}

function drawScores({ model, record, sets, dataset }: RunResults) {
  const { classes, imageShape } = model;
  const shown = shownSet(sets);
  const scored = { ...shown, name: setTitles[shown.name], classes };
  const samples = dataset?.[shown.name];
  return {
    roc: drawRoc(scored, record.rocThresholds),
    "precision-recall": drawPrecisionRecall(scored),
    "confusion-matrix": drawConfusionMatrix(scored),
    "per-class": drawPerClass(scored),
    calibration: drawCalibration(scored),
    samples: dataset && drawClasses(dataset.train, classes, imageShape),
    misclassified: samples && drawMistakes(scored, samples, imageShape),
  };
}
