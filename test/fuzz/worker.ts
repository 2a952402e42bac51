// One parser at a time on a thread of its own, so that what it sets aside is counted alone, and it can be ended.

import { parentPort, workerData } from "node:worker_threads";
import { startCoverage } from "./coverage.ts";
import { fuzz } from "./fuzz.ts";
import { plantedTargets } from "./targets/planted.ts";
import { targets } from "./targets.ts";

export interface FuzzTask {
  readonly target: string;
  readonly files: number;
  readonly seed: number;
  /** where the file under way is kept: its length, then itself */
  readonly current: SharedArrayBuffer;
}

const { target: name, files, seed, current } = workerData as FuzzTask;
const target = [...targets, ...plantedTargets].find((candidate) => candidate.name === name);
if (!target) throw new Error(`No target is called ${name}.`);

const length = new Uint32Array(current, 0, 2);
const place = new Uint8Array(current, 8);
const coverage = startCoverage("fuzz");
const result = await fuzz(target, {
  files,
  seed,
  coverage,
  onFile(bytes) {
    const kept = bytes.subarray(0, place.length);
    place.set(kept);
    length[0] = kept.length;
    length[1]++;
  },
});
parentPort?.postMessage(result);
