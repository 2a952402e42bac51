import { type HyperparameterName, hyperparameterGroups, hyperparameters } from "percept/experiment";
import { saidSettings } from "../command-of.ts";
import { DataTable } from "../data-table.tsx";
import type { Section } from "../page.tsx";
import type { Report } from "../report.ts";

/** Every setting of the experiment, in the table's groups; what is not a default stands out. */
export function settings({ results }: Report): Section {
  const { experiment } = results;
  const said = saidSettings(experiment);
  const valueCell = (name: HyperparameterName) => {
    const text = shown(experiment[name]);
    return Object.hasOwn(said, name) ? <strong>{text}</strong> : text;
  };
  return {
    id: "settings",
    title: "Settings",
    content: (
      <>
        <p>What differs from the defaults is in bold.</p>
        {hyperparameterGroups.map(([group, names]) => {
          const present = names.filter((name) => Object.hasOwn(experiment, name));
          return (
            <DataTable
              caption={`${group[0].toUpperCase()}${group.slice(1)}`}
              words
              columns={["setting", "value", "what it is"]}
              rows={present.map((name) => [<code>{name}</code>, valueCell(name), hyperparameters[name].help])}
            />
          );
        })}
      </>
    ),
  };
}

/** A setting as people read it. */
export function shown(value: unknown): string {
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return String(value);
}
