import { existsSync } from "node:fs";
import { join } from "node:path";
import { jsonLines, percept, readJson } from "./run-percept.ts";

/** How an experiment ends when nothing stops it: its weights, and its losses by epoch. */
export async function undisturbed(folder: string, experiment: readonly string[]) {
  const { stdout } = await percept(folder, ["train", ...experiment, "--out", "whole", "--json"]);
  return { sha256: jsonLines(stdout).at(-1).weightsSha256, losses: lossesOf(stdout) };
}

function lossesOf(stdout: string): number[] {
  return jsonLines(stdout).flatMap(({ event, trainLoss }) => (event === "epoch" ? [trainLoss] : []));
}

/**
 * Kills a training after each of these times, and resumes it; at last it runs to its end.
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
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        kill("SIGKILL");
      },
    });
  }
  const { stdout } = await percept(folder, ["train", "--resume", name, "--json"]);
  const { weightsSha256 } = jsonLines(stdout).at(-1);
  return { sha256: weightsSha256, resumed, status: readJson(join(folder, name, "experiment.json")).status };
}
