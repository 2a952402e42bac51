// The learning rate of every step. A schedule is a function of the step alone, so that a resumed training goes on
// with the same bits; reduce-on-plateau also asks for what was noted at the ends of the epochs.

import { cosPi, integerPower, power } from "../elementary.ts";
import { ParameterError } from "../errors.ts";
import { isBetter, type Monitor } from "../monitors.ts";

export type ScheduleName =
  | "constant"
  | "step"
  | "exponential"
  | "cosine"
  | "one-cycle"
  | "inverse-scaling"
  | "reduce-on-plateau";

/** What an experiment says of its learning rate; a setting that its schedule does not read is absent. */
export interface ScheduleSettings {
  readonly schedule: ScheduleName;
  readonly learningRate: number;
  readonly epochs: number;
  /** step: epochs from one drop to the next */
  readonly decayEvery?: number;
  /** step, exponential, reduce-on-plateau: what a drop multiplies the rate by */
  readonly decayFactor?: number;
  /** inverse-scaling: exponent of the number of steps */
  readonly decayPower?: number;
  /** cosine, one-cycle: epochs, or a part of one, in which the rate rises; none: 0 for cosine, 30 % for one-cycle */
  readonly warmupEpochs?: number | null;
  /** cosine, reduce-on-plateau: at most `learningRate`; 0 where absent */
  readonly minLearningRate?: number;
  /** reduce-on-plateau: epochs without improvement that are borne before a drop */
  readonly plateauPatience?: number;
  /** reduce-on-plateau: what an epoch must be better by; 0 where absent */
  readonly minDelta?: number;
}

/** What reduce-on-plateau remembers. Plain JSON: it goes into checkpoints. */
export interface PlateauState {
  readonly best: number | null;
  /** epochs since the best one, or since the last drop */
  readonly epochsWithout: number;
  /** drops so far */
  readonly reductions: number;
}

export const initialPlateau: PlateauState = { best: null, epochsWithout: 0, reductions: 0 };

/** @param step  steps done before this one */
type Schedule = (
  settings: ScheduleSettings,
  step: number,
  stepsPerEpoch: number,
  plateau: PlateauState,
) => number;

const schedules: Record<ScheduleName, Schedule> = {
  // The report's: one rate for every step.
  constant: ({ learningRate }) => learningRate,

  // Szegedy et al. (2015), "Going deeper with convolutions", doi:10.1109/CVPR.2015.7298594, section 6: "4% every 8
  // epochs", which is decayFactor 0.96 and decayEvery 8.
  step(settings, step, stepsPerEpoch) {
    const drops = Math.floor(Math.floor(step / stepsPerEpoch) / required(settings, "decayEvery"));
    return settings.learningRate * integerPower(required(settings, "decayFactor"), drops);
  },

  // Senior, Heigold, Ranzato & Yang (2013), "An empirical study of learning rates in deep neural networks for speech
  // recognition", doi:10.1109/ICASSP.2013.6638963; here a drop an epoch, as PyTorch's ExponentialLR.
  exponential(settings, step, stepsPerEpoch) {
    const epochs = Math.floor(step / stepsPerEpoch);
    return settings.learningRate * integerPower(required(settings, "decayFactor"), epochs);
  },

  // Loshchilov & Hutter (2017), "SGDR: stochastic gradient descent with warm restarts", arXiv:1608.03983, equation 5,
  // without a restart: minLearningRate is where the last step ends. The warm-up, in whole steps, is the gradual one of
  // Goyal et al. (2017), "Accurate, large minibatch SGD", arXiv:1706.02677, section 2.2.
  cosine({ learningRate, epochs, warmupEpochs, minLearningRate }, step, stepsPerEpoch) {
    const warmup = Math.round((warmupEpochs ?? 0) * stepsPerEpoch);
    if (step < warmup) return learningRate * ((step + 1) / warmup);
    return anneal(learningRate, minLearningRate ?? 0, step - warmup, epochs * stepsPerEpoch - warmup);
  },

  // Smith & Topin (2018), "Super-convergence", arXiv:1708.07120, in the two phases and with the numbers of PyTorch's
  // OneCycleLR: up to `learningRate`, then down to almost nothing at the last step.
  "one-cycle"({ learningRate, epochs, warmupEpochs }, step, stepsPerEpoch) {
    const first = learningRate / 25; // div_factor
    const last = first / 1e4; // final_div_factor
    const peak = (warmupEpochs ?? epochs * 0.3) * stepsPerEpoch - 1; // 0.3: pct_start; it may be between two steps
    if (step < peak) return anneal(first, learningRate, step, peak);
    return anneal(learningRate, last, step - peak, epochs * stepsPerEpoch - 1 - peak);
  },

  // Robbins & Monro (1951), "A stochastic approximation method", doi:10.1214/aoms/1177729586, whose conditions a
  // decayPower in (1/2, 1] fulfils. scikit-learn's invscaling, but step by step instead of once an epoch.
  "inverse-scaling": (settings, step) =>
    settings.learningRate / power(step + 1, required(settings, "decayPower")),

  // Senior et al. (2013), as above: "performance scheduling"; the rule is notePlateau's.
  "reduce-on-plateau"(settings, _step, _stepsPerEpoch, { reductions }) {
    const rate = settings.learningRate * integerPower(required(settings, "decayFactor"), reductions);
    return Math.max(rate, settings.minLearningRate ?? 0);
  },
};

export const scheduleNames = Object.keys(schedules) as ScheduleName[];

/**
 * The learning rate of one step.
 * @param step  steps done before it, counted from the beginning of the first epoch
 * @param plateau  as `notePlateau` left it at the end of the last epoch; only reduce-on-plateau reads it
 * @throws {ParameterError} where a setting is absent that the schedule reads and that has no default
 */
export function learningRateAt(
  settings: ScheduleSettings,
  step: number,
  stepsPerEpoch: number,
  plateau: PlateauState,
): number {
  return schedules[settings.schedule](settings, step, stepsPerEpoch, plateau);
}

/**
 * Notes an epoch's monitored metric: after more than `plateauPatience` epochs in a row without improvement the rate
 * drops once, and the count begins again. PyTorch's ReduceLROnPlateau with an absolute threshold, no cooldown and no
 * eps. With another schedule the state stays as it is.
 * @param value  null where the epoch has no such metric: no improvement, like NaN
 */
export function notePlateau(
  state: PlateauState,
  value: number | null,
  settings: ScheduleSettings,
  monitor: Monitor,
): PlateauState {
  if (settings.schedule !== "reduce-on-plateau") return state;
  const { best, epochsWithout, reductions } = state;
  if (isBetter(monitor, value, best, settings.minDelta ?? 0)) {
    return { best: value, epochsWithout: 0, reductions };
  }
  if (epochsWithout < required(settings, "plateauPatience")) {
    return { best, epochsWithout: epochsWithout + 1, reductions };
  }
  return { best, epochsWithout: 0, reductions: reductions + 1 };
}

/** From one rate to another along half a cosine: `done` of `steps`, and no further than its end. */
function anneal(from: number, to: number, done: number, steps: number): number {
  if (done >= steps) return steps > 0 ? to : from;
  // (1 + cos(πx)) / 2 = cos²(πx/2), which loses no digits near x = 1.
  const cosine = cosPi(done / steps / 2);
  const share = cosine * cosine;
  return from * share + to * (1 - share);
}

function required(
  settings: ScheduleSettings,
  name: "decayEvery" | "decayFactor" | "decayPower" | "plateauPatience",
): number {
  const value = settings[name];
  if (value !== undefined) return value;
  throw new ParameterError(
    `${name} must be a number for schedule ${settings.schedule}, got none.`,
    "Make settings with createExperiment, which fills in the defaults.",
  );
}
