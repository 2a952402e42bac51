import type { HyperparameterName } from "percept/experiment";
import type { VNode } from "preact";
import { drafts, labelOf, rowOf, setText } from "../../state/form.ts";
import { words } from "../../text/english.ts";
import { settingWords } from "../../text/train-words.ts";

const text = words.train;

/** One setting: its name and unit, the control, its help, and why what was typed is not taken. */
export function SettingField({
  name,
  value,
}: {
  readonly name: HyperparameterName;
  readonly value: unknown;
}) {
  const { help } = rowOf(name);
  const draft = drafts.value.get(name);
  const id = `setting-${name}`;
  const { unit } = settingWords[name] ?? {};
  return (
    <div class="field setting">
      <span class="name">
        <label for={id}>{labelOf(name)}</label>
        {unit && (
          <span id={`${id}-unit`} class="unit">
            {unit}
          </span>
        )}
      </span>
      <Control id={id} name={name} value={value} />
      <p id={`${id}-help`} class="help">
        {help}
      </p>
      {draft && (
        <p id={`${id}-error`} class="error" role="alert">
          {draft.sentence}
        </p>
      )}
    </div>
  );
}

interface ControlProps {
  readonly id: string;
  readonly name: HyperparameterName;
  readonly value: unknown;
}

function Control({ id, name, value }: ControlProps): VNode {
  const row = rowOf(name);
  const draft = drafts.value.get(name);
  const { unit } = settingWords[name] ?? {};
  const typed = draft?.text ?? shownValue(value);
  const common = {
    id,
    "aria-describedby": [unit && `${id}-unit`, `${id}-help`, draft && `${id}-error`]
      .filter(Boolean)
      .join(" "),
    "aria-invalid": draft !== undefined,
  };
  const change = (event: { readonly currentTarget: HTMLInputElement | HTMLSelectElement }) =>
    setText(name, event.currentTarget.value);
  if (typeof row.default === "boolean") {
    return (
      <input
        {...common}
        type="checkbox"
        checked={value === true}
        onChange={(event) => setText(name, String(event.currentTarget.checked))}
      />
    );
  }
  const choices = row.choices?.map(String);
  return choices?.includes(typed) ? (
    <select {...common} value={typed} onChange={change}>
      {choices.map((choice) => (
        <option value={choice}>{choice}</option>
      ))}
    </select>
  ) : (
    <input {...common} type="text" autoComplete="off" spellcheck={false} value={typed} onChange={change} />
  );
}

/** As it is typed. */
export function shownValue(value: unknown): string {
  if (typeof value === "boolean") return value ? text.yes : text.no;
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return text.none;
  return String(value);
}
