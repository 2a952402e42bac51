// percept-charts/model: the pictures of a model of `percept`, its training, its scores and its samples.

export { drawNetwork, drawWeights } from "./model/draw-network.ts";
export { drawPredictedActual, drawResiduals, type PredictedSamples } from "./model/draw-regression.ts";
export { drawClasses, drawMistakes } from "./model/draw-samples.ts";
export {
  drawCalibration,
  drawConfusionMatrix,
  drawPerClass,
  drawPrecisionRecall,
  drawRoc,
} from "./model/draw-scores.ts";
export { drawLayerHistograms, drawLearningCurve, drawSchedule } from "./model/draw-training.ts";
export { activationSymbol, activationTex, outputDeltaTex } from "./model/equation-tex.ts";
export type { ScoredSamples } from "./model/scored-samples.ts";
export { type PngImage, weightSheet } from "./model/weight-sheet.ts";
