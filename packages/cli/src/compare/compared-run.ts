import type { Divergence, EngineName, Experiment } from "percept";
import type { BlasProvenance } from "../run/blas-provenance.ts";

/** How right a network's weights are on samples. */
export interface Result {
  /** a fraction in [0, 1] */
  readonly accuracy: number;
  /** mean of the samples' losses, without smoothing and penalties; NaN, null in JSON, once a training has diverged */
  readonly loss: number;
}

/** What a training had spent at a moment, and what its weights of that moment say of all training samples. */
export interface ComparedPoint extends Result {
  /** 0 before the first step */
  readonly epoch: number;
  readonly step: number;
  /** of the training alone */
  readonly seconds: number;
}

/** One of the experiments, as far as it has come: an entry of comparison.json. */
export interface ComparedRun extends Partial<BlasProvenance> {
  readonly name: string;
  readonly status: "running" | "finished" | "interrupted" | "diverged";
  readonly experiment: Experiment;
  readonly engine: EngineName;
  /** that share a step, and why so many; once it has begun */
  readonly threads?: number;
  readonly threadsReason?: string;
  /** training samples */
  readonly samples: number;
  readonly initialWeightsSha256: string;
  /** at the start and after every epoch; of a training that diverged also at the step that did */
  readonly points: readonly ComparedPoint[];
  /** of a finished run, by its last weights, or by its best where the experiment keeps those */
  readonly train?: Result;
  readonly validation?: Result;
  readonly test?: Result;
  readonly weightsSha256?: string;
  /** the epoch whose weights these are, where the best ones are kept */
  readonly best?: { readonly epoch: number; readonly value: number };
  /** where it diverged, and the diagnosis in words */
  readonly divergence?: Divergence & { readonly message: string };
}

export function lastPoint({ points }: ComparedRun): ComparedPoint {
  return points[points.length - 1];
}

/** Whole epochs that it was trained for. */
export function epochsOf({ points, divergence }: ComparedRun): number {
  return points.length - (divergence ? 2 : 1);
}

/** Over all of its training. */
export function paceOf(run: ComparedRun): number {
  const { epoch, seconds } = lastPoint(run);
  return (epoch * run.samples) / Math.max(seconds, 1e-6);
}
