import { useSignal, useSignalEffect } from "@preact/signals";
import { type DataCard, isToySet } from "percept";
import type { VNode } from "preact";
import type { DataSummary } from "../../laboratory/protocol.ts";
import { attempt, data, laboratory } from "../../state/studio.ts";
import { dataWords } from "../../text/english.ts";

const text = dataWords.card;
const count = (value: number) => value.toLocaleString("en-US");

/** What is known of the data without looking at the samples one by one. */
export function Card({ summary }: { readonly summary: DataSummary }): VNode {
  const card = useSignal<DataCard | undefined>(undefined);
  useSignalEffect(() => {
    void data.value;
    void attempt(async () => {
      card.value = await laboratory.card();
    });
  });
  const known = card.value?.name === summary.name ? card.value : undefined;
  return (
    <section aria-label={text.heading}>
      <h3>{text.heading}</h3>
      {known && <Figures card={known} />}
      {known && (
        <div class="card-parts">
          <PerClass card={known} />
          <Sources card={known} />
        </div>
      )}
    </section>
  );
}

function Figures({ card: { train, test, classes, imageShape } }: { readonly card: DataCard }): VNode {
  const [rows, columns] = imageShape;
  const figures: [string, string][] = [
    [text.samples, count(train.samples)],
    ...(test ? [[text.test, count(test.samples)] as [string, string]] : []),
    [text.features(rows, columns), count(rows * columns)],
    [text.classes, count(classes.length)],
    [text.mean, train.mean.toFixed(4)],
    [text.deviation, train.standardDeviation.toFixed(4)],
    [text.zeros, `${(100 * train.zeroShare).toFixed(2)}%`],
    [text.blank, count(train.blankFeatures.length)],
  ];
  return (
    <>
      <dl class="figures">
        {figures.map(([term, value]) => (
          <div>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="soft small">{`${text.mean}, ${text.deviation.toLowerCase()} and ${text.zeros.toLowerCase()} are ${text.figures}.`}</p>
    </>
  );
}

function PerClass({ card: { classes, train, test } }: { readonly card: DataCard }): VNode {
  const [name, training, tested] = text.columns;
  return (
    <div class="scroll">
      <table>
        <caption>{text.perClass}</caption>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            <th scope="col">{training}</th>
            {test && <th scope="col">{tested}</th>}
          </tr>
        </thead>
        <tbody>
          {classes.map((label, index) => (
            <tr>
              <th scope="row">{label}</th>
              <td>{count(train.classCounts[index])}</td>
              {test && <td>{count(test.classCounts[index])}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Sources({ card: { name, sources } }: { readonly card: DataCard }): VNode {
  return (
    <div>
      <h4>{isToySet(name) ? text.generated : text.sources}</h4>
      <dl class="sources">
        {sources.map((source) => (
          <div>
            <dt>{source.name}</dt>
            <dd class="hash">
              <code>{source.sha256}</code>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
