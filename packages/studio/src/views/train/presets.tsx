import type { VNode } from "preact";
import { experimentOf } from "../../state/experiment-link.ts";
import { replaceSettings } from "../../state/form.ts";
import { presets } from "../../state/presets.ts";
import { experiment, phase } from "../../state/studio.ts";
import { words } from "../../text/english.ts";

const text = words.train;
const whole = Object.entries(presets).map(([name, settings]) => ({
  name: name as keyof typeof presets,
  settings,
  experiment: JSON.stringify(experimentOf(settings)),
}));

/** The committed experiments, a button each; the one that the settings make is marked. */
export function Presets(): VNode {
  const now = JSON.stringify(experiment.value);
  return (
    <fieldset class="presets" disabled={phase.value === "running"}>
      <legend>{text.presets}</legend>
      {whole.map(({ name, settings, experiment: made }) => (
        <button type="button" aria-pressed={made === now} onClick={() => replaceSettings(settings)}>
          {text.presetNames[name]}
        </button>
      ))}
    </fieldset>
  );
}
