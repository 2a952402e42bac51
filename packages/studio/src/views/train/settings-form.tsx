import { type HyperparameterName, hyperparameterGroups } from "percept/experiment";
import type { VNode } from "preact";
import { drafts, labelOf } from "../../state/form.ts";
import { experiment, phase, settings } from "../../state/studio.ts";
import { words } from "../../text/english.ts";
import { SettingField, shownValue } from "./setting-field.tsx";

const text = words.train;

/** What is looked for first; the rest of each group is folded away. */
const essentials: readonly HyperparameterName[] = [
  "hidden",
  "activation",
  "output",
  "descent",
  "batchSize",
  "optimizer",
  "learningRate",
  "epochs",
  "seed",
];
/** Settings that mean nothing in a page. */
const left: readonly HyperparameterName[] = ["data", "task", "labelColumn", "missing", "transpose"];

/** A field for every setting that means something beside the others, made from the one table of hyperparameters. */
export function SettingsForm(): VNode {
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      {typeof experiment.value === "string" && <p class="error">{experiment.value}</p>}
      {drafts.value.size > 0 && <p class="soft">{text.stays}</p>}
      <fieldset disabled={phase.value === "running"}>
        <legend>{text.essentials}</legend>
        {essentials.filter(isShown).map((name) => (
          <SettingField key={name} name={name} value={currentValue(name)} />
        ))}
      </fieldset>
      {hyperparameterGroups.map(([group, names]) => {
        const shown = names.filter(
          (name) => !left.includes(name) && !essentials.includes(name) && isShown(name),
        );
        return shown.length > 0 && <Group key={group} title={text.groups[group]} names={shown} />;
      })}
    </form>
  );
}

/** Closed, it says what in it was chosen: nothing that makes the experiment is out of sight. */
function Group({ title, names }: { readonly title: string; readonly names: readonly HyperparameterName[] }) {
  const chosen = names.filter((name) => settings.value[name] !== undefined);
  return (
    <details class="group">
      <summary>
        <span>{title}</span>
        {chosen.length > 0 && (
          <span class="chosen">
            {chosen
              .map((name) => `${labelOf(name).toLowerCase()} ${shownValue(settings.value[name])}`)
              .join(", ")}
          </span>
        )}
      </summary>
      <fieldset disabled={phase.value === "running"}>
        <legend class="hidden">{title}</legend>
        {names.map((name) => (
          <SettingField key={name} name={name} value={currentValue(name)} />
        ))}
      </fieldset>
    </details>
  );
}

function isShown(name: HyperparameterName): boolean {
  const whole = experiment.value;
  return typeof whole === "string" ? name in settings.value : Object.hasOwn(whole, name);
}

function currentValue(name: HyperparameterName): unknown {
  const whole = experiment.value;
  return typeof whole === "string" ? settings.value[name] : whole[name];
}
