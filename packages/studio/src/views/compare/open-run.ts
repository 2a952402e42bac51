import type { KeptRun } from "../../laboratory/kept-run.ts";
import { experimentOf, linkOf } from "../../state/experiment-link.ts";
import { settingsOfRun } from "../../state/run-settings.ts";
import { bytesOf } from "../../state/runs.ts";
import { adopt, laboratory, notice, phase, settings, view } from "../../state/studio.ts";
import { words } from "../../text/english.ts";

const text = words.compare;

export function linkOfRun(run: KeptRun): string {
  return `#train?${linkOf(settingsOfRun(run))}`;
}

/** A training that begins with the run's weights waits in Train. */
export async function goOnFrom(run: KeptRun): Promise<void> {
  if (phase.value === "running") {
    notice.value = text.running;
    return;
  }
  notice.value = undefined;
  const { data: _, ...rest } = settingsOfRun(run);
  const { data } = settings.value; // that lie on the bench
  const wanted = data === undefined ? rest : { ...rest, data };
  await adopt(async () => {
    const experiment = experimentOf(wanted);
    if (typeof experiment === "string") throw new Error(experiment);
    const { model } = await bytesOf(run);
    const summary = await laboratory.prepareFrom(experiment, model, run.name);
    settings.value = wanted;
    view.value = "train";
    notice.value = text.trainingOn(run.name);
    return summary;
  });
}
