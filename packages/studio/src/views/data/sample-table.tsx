import type { VNode } from "preact";
import type { BrowsedSample } from "../../laboratory/protocol.ts";
import { dataWords } from "../../text/english.ts";

const text = dataWords.browse;

export interface SampleTableProps {
  readonly samples: readonly BrowsedSample[];
  readonly classes: readonly string[];
  readonly featureCount: number;
}

/** Samples that are no images: their class, and their first few features. */
export function SampleTable({ samples, classes, featureCount }: SampleTableProps): VNode {
  const shown = samples[0]?.features.length ?? 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll it
    <section class="scroll tall" aria-label={text.heading} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.tableIndex}</th>
            <th scope="col">{text.tableClass}</th>
            {Array.from({ length: shown }, (_, at) => (
              <th scope="col">{text.feature(at + 1)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {samples.map(({ index, label, features }) => (
            <tr key={index}>
              <td>{index}</td>
              <td>{classes[label]}</td>
              {features.map((value) => (
                <td>{Number(value.toPrecision(4))}</td>
              ))}
              {featureCount > shown && <td>{text.more}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
