/** How right a network was by the end of an epoch, and what had been spent until then. */
export interface LearningCurveEpoch {
  /** A whole number, larger than the epoch's before. */
  readonly epoch: number;
  /** Weight updates from the start of the training; asked for where the curve is drawn by step. */
  readonly step?: number | undefined;
  /** Seconds of training from its start, not of this epoch alone; asked for where the curve is drawn by seconds. */
  readonly elapsedSeconds?: number | undefined;
  /** In [0, 1]. */
  readonly trainAccuracy: number;
  /** Mean per sample. */
  readonly trainLoss: number;
  readonly validationAccuracy?: number | undefined;
  readonly validationLoss?: number | undefined;
}
