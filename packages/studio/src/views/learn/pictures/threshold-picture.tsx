import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { learnWords } from "../../../text/learn-words.ts";
import { Drawing, pathThrough } from "./drawing.tsx";

/** True and false positives of the 8 at each threshold, of the report's network (seed 0) on the test set. */
const answers = [
  [0.005, 967, 1979],
  [0.01, 962, 1208],
  [0.02, 954, 692],
  [0.05, 936, 368],
  [0.1, 918, 217],
  [0.2, 887, 121],
  [0.3, 866, 72],
  [0.4, 846, 39],
  [0.5, 829, 31],
  [0.6, 803, 21],
  [0.7, 773, 11],
  [0.8, 731, 6],
  [0.9, 653, 3],
  [0.95, 548, 0],
  [0.98, 380, 0],
  [0.99, 247, 0],
] as const;
const EIGHTS = 974;
const OTHERS = 9026;
const percent = (share: number) => `${(100 * share).toFixed(2)}%`;
const count = (value: number) => value.toLocaleString("en-US");
const { threshold: words } = learnWords;

/** A threshold to move, the four counts that it makes, and its place on the ROC curve. */
export function ThresholdPicture(): VNode {
  const at = useSignal(8);
  const [threshold, tp, fp] = answers[at.value];
  const [fn, tn] = [EIGHTS - tp, OTHERS - fp];
  const [precision, recall] = [tp / (tp + fp), tp / EIGHTS];
  const measures = [
    [words.accuracy, (tp + tn) / (EIGHTS + OTHERS)],
    [words.precision, precision],
    [words.recall, recall],
    [words.f1, (2 * precision * recall) / (precision + recall)],
  ] as const;
  return (
    <div class="threshold">
      <label class="threshold-slider">
        <span>{words.slider(threshold)}</span>
        <input
          type="range"
          min={0}
          max={answers.length - 1}
          value={at.value}
          aria-valuetext={words.slider(threshold)}
          onInput={(event) => {
            at.value = event.currentTarget.valueAsNumber;
          }}
        />
      </label>
      <table class="threshold-counts">
        <thead>
          <tr>
            <td />
            <th scope="col">{words.saysNo}</th>
            <th scope="col">{words.saysYes}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{words.isNone}</th>
            <td class="hit">{`TN ${count(tn)}`}</td>
            <td class="mistake">{`FP ${count(fp)}`}</td>
          </tr>
          <tr>
            <th scope="row">{words.isOne}</th>
            <td class="mistake">{`FN ${count(fn)}`}</td>
            <td class="hit">{`TP ${count(tp)}`}</td>
          </tr>
        </tbody>
      </table>
      <dl class="threshold-measures">
        {measures.map(([name, share]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{percent(share)}</dd>
          </div>
        ))}
      </dl>
      <Roc recall={recall} strangers={fp / OTHERS} />
    </div>
  );
}

function Roc({ recall, strangers }: { readonly recall: number; readonly strangers: number }): VNode {
  const x = (share: number) => 44 + share * 200;
  const y = (share: number) => 216 - share * 200;
  const curve = answers.map(([, tp, fp]) => [x(fp / OTHERS), y(tp / EIGHTS)] as const).toReversed();
  return (
    <Drawing width={270} height={262} title={words.rocSays(percent(recall), percent(strangers))}>
      <rect x={x(0)} y={y(1)} width={200} height={200} class="panel" />
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} class="ring" />
      <path d={pathThrough([[x(0), y(0)], ...curve, [x(1), y(1)]])} class="curve-line" />
      <circle cx={x(strangers)} cy={y(recall)} r={6} class="mark" />
      {[0, 1].map((tick) => (
        <g key={tick}>
          <text x={x(tick)} y={y(0) + 17} class="middle soft">
            {tick}
          </text>
          <text x={x(0) - 8} y={y(tick) + 5} class="end soft">
            {tick}
          </text>
        </g>
      ))}
      <text x={x(0.5)} y={y(0) + 36} class="middle soft">
        {words.falsePositiveRate}
      </text>
      <text transform={`translate(${x(0) - 26} ${y(0.5)}) rotate(-90)`} class="middle soft">
        {words.truePositiveRate}
      </text>
    </Drawing>
  );
}
