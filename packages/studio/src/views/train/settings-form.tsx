import {
  type ExperimentSettings,
  type Hyperparameter,
  type HyperparameterName,
  hyperparameterGroups,
  hyperparameters,
} from "percept/experiment";
import type { VNode } from "preact";
import { experiment, phase, settings } from "../../state/studio.ts";

/** Settings that mean nothing in a page. */
const left: readonly HyperparameterName[] = ["data"];

/** A field for every setting that means something beside the others, made from the one table of hyperparameters. */
export function SettingsForm(): VNode {
  const whole = experiment.value;
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      {typeof whole === "string" && <p class="error">{whole}</p>}
      {hyperparameterGroups.map(([group, names]) => {
        const shown = names.filter(
          (name) =>
            !left.includes(name) &&
            (typeof whole === "string" ? name in settings.value : Object.hasOwn(whole, name)),
        );
        if (shown.length === 0) return null;
        return (
          <fieldset disabled={phase.value === "running"}>
            <legend>{`${group[0].toUpperCase()}${group.slice(1)}`}</legend>
            {shown.map((name) => (
              <Field name={name} value={typeof whole === "string" ? settings.value[name] : whole[name]} />
            ))}
          </fieldset>
        );
      })}
    </form>
  );
}

function Field({ name, value }: { readonly name: HyperparameterName; readonly value: unknown }): VNode {
  const row: Hyperparameter<unknown> = hyperparameters[name];
  const id = `setting-${name}`;
  const label = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const change = (text: string) => set(name, row.parse(text));
  return (
    <div class="field">
      <label for={id} title={row.help}>
        {label}
      </label>
      {typeof row.default === "boolean" ? (
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          onChange={(event) => set(name, event.currentTarget.checked)}
        />
      ) : row.choices ? (
        <select id={id} value={String(value)} onChange={(event) => change(event.currentTarget.value)}>
          {row.choices.map((choice) => (
            <option value={String(choice)}>{String(choice)}</option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type="text"
          value={shown(value)}
          aria-description={row.help}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

function set(name: HyperparameterName, value: unknown): void {
  settings.value = { ...settings.value, [name]: value } as ExperimentSettings;
}

function shown(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return "none";
  return String(value);
}
