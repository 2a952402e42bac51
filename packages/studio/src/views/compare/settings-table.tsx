import { hyperparameterNames } from "percept/experiment";
import type { VNode } from "preact";
import type { KeptRun } from "../../laboratory/kept-run.ts";
import { words } from "../../text/english.ts";

const text = words.compare;

/** The settings in which runs differ, a column a run. */
export function SettingsTable({ runs }: { readonly runs: readonly KeptRun[] }): VNode {
  if (runs.length < 2) return <p class="soft">{text.choose}</p>;
  const rows = differences(runs);
  return (
    <section>
      <h3>{text.settings}</h3>
      {rows.length === 0 ? (
        <p class="soft">{text.same}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: without it a keyboard cannot scroll a wide table
        <section class="scroll" tabIndex={0} aria-label={text.settings}>
          <table class="settings">
            <thead>
              <tr>
                <th scope="col">{text.setting}</th>
                {runs.map(({ name }) => (
                  <th scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, cells]) => (
                <tr>
                  <th scope="row">{name}</th>
                  {cells.map((cell) => (
                    <td>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

type Row = readonly [name: string, cells: readonly string[]];

function differences(runs: readonly KeptRun[]): Row[] {
  const settings = hyperparameterNames.map(
    (name): Row => [
      name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
      runs.map(({ experiment }) => shown(experiment[name])),
    ],
  );
  const others: Row[] = [
    ["data", runs.map(({ data }) => data.name || text.unknown)],
    ["began with", runs.map(({ startedFrom }) => startedFrom?.name ?? text.unset)],
    [
      "rate changes",
      runs.map(
        ({ rateChanges }) =>
          rateChanges.map(({ step, learningRate }) => text.since(learningRate, step)).join("; ") ||
          text.unset,
      ),
    ],
  ];
  return [...settings.filter(([name]) => name !== "data"), ...others].filter(
    ([, cells]) => new Set(cells).size > 1,
  );
}

function shown(value: unknown): string {
  if (value === undefined) return text.unset;
  if (value === null || (Array.isArray(value) && value.length === 0)) return "none";
  return Array.isArray(value) ? value.join("-") : String(value);
}
