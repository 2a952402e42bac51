import { type ExperimentSettings, hyperparameters, withoutStray } from "percept/experiment";
import type { KeptRun } from "../../laboratory/kept-run.ts";
import { experimentOf, isDataName, linkOf } from "../../state/experiment-link.ts";
import { bytesOf } from "../../state/runs.ts";
import { adopt, laboratory, notice, phase, settings, view } from "../../state/studio.ts";
import { words } from "../../text/english.ts";

const text = words.compare;

/**
 * What a link says of a run: files of data and of weights lie elsewhere, and defaults go without saying, all but one: a
 * link that says nothing would change nothing.
 */
export function settingsOfRun({ experiment }: KeptRun): ExperimentSettings {
  const { data, init, ...rest } = experiment;
  const drawn = init === undefined || init.endsWith(".npz") ? {} : { init };
  const known = data !== undefined && isDataName(data) ? { data } : {};
  const sensible = withoutStray({ ...rest, ...known, ...drawn } as ExperimentSettings);
  const whole = experimentOf({});
  const isDefault = (name: string, value: unknown) =>
    typeof whole !== "string" &&
    Object.hasOwn(hyperparameters, name) &&
    JSON.stringify(whole[name as keyof typeof whole]) === JSON.stringify(value);
  const said = Object.entries(sensible).filter(([name, value]) => !isDefault(name, value));
  return { seed: 0, ...Object.fromEntries(said) };
}

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
