const count = (value: number) => value.toLocaleString("en-US");

/** The words of the view that examines a network. */
export const examineWords = {
  heading: "Examine the network",
  none: "There is no network to examine yet: train one, for one epoch at least, and its mistakes are shown here.",
  soon: "The first epoch is under way. What the network has learned is shown here at its end, or as soon as you pause.",
  there: "Go to Train",
  set: "Examined on",
  sets: { test: "Test set", validation: "Validation set", train: "Training set" },
  noValidation: "For a validation set, give it a share in the settings.",
  moment: (epoch: number, sample: number) =>
    sample === 0
      ? `Weights of the end of epoch ${count(epoch)}`
      : `Weights after ${count(sample)} samples of epoch ${count(epoch)}`,
  best: (epoch: number) => `Weights of epoch ${count(epoch)}, the best so far`,
  samples: (samples: number) => `${count(samples)} samples`,
  accuracy: "Accuracy",
  errorRate: "Error rate",
  f1: "F1, mean of the classes",
  auc: "AUC, mean of the classes",
  crossEntropy: "Cross-entropy",
  absent: "none",
  matrix: {
    heading: "Confusion matrix",
    hint: "A row is what the images are, a column what they are taken for. A cell opens its images; the arrow keys go from cell to cell.",
    actual: "Actual",
    predicted: "Predicted",
    cell: (actual: string, predicted: string, images: number) =>
      `${actual} taken for ${predicted}: ${count(images)} ${images === 1 ? "image" : "images"}`,
  },
  curves: {
    heading: "One class against the rest",
    of: "Class",
    threshold: "Threshold",
    hint: "An image counts as the class when its score for it reaches the threshold. The point on each curve is where the threshold puts it.",
    tp: "True positives",
    fp: "False positives",
    fn: "False negatives",
    tn: "True negatives",
    precision: "Precision",
    recall: "Recall",
    f1: "F1",
    rate: "False positive rate",
    roc: "ROC curve, scrolls sideways",
    precisionRecall: "Precision-recall curve, scrolls sideways",
  },
  perClass: {
    heading: "Class by class",
    region: "Measures of each class, scrolls sideways",
    columns: {
      label: "Class",
      precision: "Precision",
      recall: "Recall",
      f1: "F1",
      auc: "AUC",
      support: "Samples",
      tp: "TP",
      fp: "FP",
      fn: "FN",
      tn: "TN",
    },
  },
  calibration: {
    heading: "Calibration",
    region: "Calibration, scrolls sideways",
    none: "The scores of identity outputs are no probabilities, so there is nothing to calibrate.",
  },
  mistakes: {
    heading: "Mistakes",
    none: "There is not one mistake in this set.",
    count: (total: number) => `${count(total)} ${total === 1 ? "mistake" : "mistakes"}, the surest first`,
    all: (listed: number, total: number) =>
      listed < total ? `See the ${count(listed)} worst` : `See all ${count(total)}`,
    title: "Mistakes, the surest first",
  },
  samplesOf: {
    cell: (actual: string, predicted: string) =>
      actual === predicted
        ? `${actual} recognised as ${predicted}, the least sure first`
        : `${actual} taken for ${predicted}, the surest first`,
    empty: "There is no such image in this set.",
    close: "Close",
    back: "Back to all",
    previous: "Previous",
    next: "Next",
    page: (page: number, pages: number) => `Page ${count(page)} of ${count(pages)}`,
    place: (place: number, total: number) => `${count(place)} of ${count(total)}`,
    image: (index: number) => `Image ${index}:`,
    taken: ", predicted",
    sure: "confidence ",
    index: "Index",
    label: "Label",
    prediction: "Prediction",
    confidence: "Confidence",
    scores: "Score of each class",
  },
} as const;
