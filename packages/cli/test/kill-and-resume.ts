import { existsSync } from "node:fs";
import { join } from "node:path";
import { jsonLines, percept, readJson, until } from "./run-percept.ts";

/** Settings that all keep something from step to step or from epoch to epoch, or draw random numbers in between. */
export const everything: readonly string[] = [
  ...["--hidden", "16,12", "--activation", "relu,tanh", "--output", "softmax", "--label-smoothing", "0.1"],
  ...["--descent", "minibatch", "--batch-size", "50", "--optimizer", "adamw", "--schedule", "one-cycle"],
  ...["--dropout", "0.1,0.2,0.2", "--input-noise", "0.05", "--max-norm", "3", "--clip-norm", "1"],
  ...["--validation", "0.1", "--keep-best"],
];

/** How an experiment ends when nothing stops it: its weights, and its losses by epoch. */
export async function undisturbed(folder: string, experiment: readonly string[]) {
  const { stdout } = await percept(folder, ["train", ...experiment, "--out", "whole", "--json"]);
  return { sha256: jsonLines(stdout).at(-1).weightsSha256, losses: lossesOf(stdout) };
}

function lossesOf(stdout: string): number[] {
  return jsonLines(stdout).flatMap(({ event, trainLoss }) => (event === "epoch" ? [trainLoss] : []));
}

/**
 * Kills a training each of these times (in ms) after its run is there, and resumes it; at last it runs to its end.
 * Returns what it ends with, and at how many of the moments there was a run to go on with.
 */
export async function killedAt(
  folder: string,
  name: string,
  experiment: readonly string[],
  moments: readonly number[],
) {
  const every = ["--checkpoint-every", "0.01s"];
  let resumed = 0;
  for (const milliseconds of moments) {
    const goesOn = existsSync(join(folder, name, "experiment.json"));
    if (goesOn) resumed += 1;
    const args = goesOn ? ["--resume", name] : [...experiment, "--out", name];
    await percept(folder, ["train", ...args, ...every], {
      during: async (kill) => {
        // However slowly the machine starts the command, there is a run to go on with.
        await until(() => existsSync(join(folder, name, "experiment.json")), "the run's record");
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        kill("SIGKILL");
      },
    });
  }
  const { stdout } = await percept(folder, ["train", "--resume", name, "--json"]);
  const { weightsSha256 } = jsonLines(stdout).at(-1);
  return { sha256: weightsSha256, resumed, status: readJson(join(folder, name, "experiment.json")).status };
}
