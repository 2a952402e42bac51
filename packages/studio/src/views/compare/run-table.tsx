import type { VNode } from "preact";
import type { KeptRun } from "../../laboratory/kept-run.ts";
import { isInMemory } from "../../state/runs.ts";
import { words } from "../../text/english.ts";
import { choose, chosenRuns, openRun } from "./chosen.ts";
import { RunPanel } from "./run-panel.tsx";

const text = words.compare;
const { columns } = text;

/** Every run there is, a row each; one of them may be open. */
export function RunTable({ runs }: { readonly runs: readonly KeptRun[] }): VNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it a keyboard cannot scroll a wide table
    <section class="scroll" tabIndex={0} aria-label={text.list}>
      <table class="runs">
        <caption class="hidden">{text.list}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.accuracy}</th>
            <th scope="col">{columns.trainAccuracy}</th>
            <th scope="col">{columns.network}</th>
            <th scope="col">{columns.epochs}</th>
            <th scope="col">{columns.time}</th>
            <th scope="col">{columns.data}</th>
          </tr>
        </thead>
        <tbody>
          {runs.flatMap((run) => [
            <Row key={run.id} run={run} />,
            openRun.value === run.id && (
              <tr key={`${run.id} open`}>
                <td colSpan={8} class="panel">
                  <RunPanel run={run} />
                </td>
              </tr>
            ),
          ])}
        </tbody>
      </table>
    </section>
  );
}

function Row({ run }: { readonly run: KeptRun }): VNode {
  const { id, name, experiment, history, test, complete, data, weightsSha256 } = run;
  const last = history.at(-1);
  const seconds = history.reduce((sum, record) => sum + record.seconds, 0);
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={text.show(name)}
          checked={chosenRuns.value.some((chosen) => chosen.id === id)}
          onChange={(event) => choose(id, event.currentTarget.checked)}
        />
      </td>
      <th scope="row">
        <OpenButton run={run} />
        <Mark run={run} />
        {weightsSha256 && (
          <code class="soft" title={`${text.sha256}: ${weightsSha256}`}>
            {weightsSha256.slice(0, 12)}
          </code>
        )}
      </th>
      <td>{test ? text.percent(test.accuracy) : text.unset}</td>
      <td>{last?.trainAccuracy === undefined ? text.unset : text.percent(last.trainAccuracy)}</td>
      <td>{text.hidden(experiment.hidden)}</td>
      <td>{last ? text.epochsOf(last.epoch, complete) : text.unset}</td>
      <td>{last ? text.seconds(seconds) : text.unset}</td>
      <td>{data.name || text.unknown}</td>
    </tr>
  );
}

/** A run's name, which opens what can be done with it. */
function OpenButton({ run: { id, name } }: { readonly run: KeptRun }): VNode {
  const isOpen = openRun.value === id;
  return (
    <button
      type="button"
      class="open"
      aria-expanded={isOpen}
      onClick={() => {
        openRun.value = isOpen ? undefined : id;
      }}
    >
      {name}
    </button>
  );
}

/** Where a run comes from, unless it was trained here and is kept. */
function Mark({ run }: { readonly run: KeptRun }): VNode | null {
  const { marks } = text;
  const said = isInMemory(run.id) ? marks.memory : run.source === "studio" ? undefined : marks[run.source];
  return said === undefined ? null : <span class="mark">{said}</span>;
}
