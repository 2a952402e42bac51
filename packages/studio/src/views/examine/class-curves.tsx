import type { VNode } from "preact";
import type { ClassCurves } from "../../laboratory/examine-protocol.ts";
import { curves, threshold, wantedClass } from "../../state/examine.ts";
import { examineWords } from "../../text/english.ts";
import { counted, percent } from "./format.ts";
import { MarkedChart } from "./marked-chart.tsx";
import { type OperatingPoint, operatingPoint, thresholdRange } from "./operating-point.ts";

const text = examineWords.curves;

/** One class against the rest, at a threshold of the reader's choice. */
export function ClassCurvesSection({ classes }: { readonly classes: readonly string[] }): VNode {
  const drawn = curves.value;
  return (
    <section aria-labelledby="curves-heading">
      <h3 id="curves-heading">{text.heading}</h3>
      <p class="soft">{text.hint}</p>
      <div class="threshold">
        <label for="curve-class">{text.of}</label>
        <select
          id="curve-class"
          value={String(wantedClass.value)}
          onChange={(event) => {
            wantedClass.value = Number(event.currentTarget.value);
          }}
        >
          {classes.map((label, k) => (
            <option value={String(k)}>{label}</option>
          ))}
        </select>
        {drawn && <Slider drawn={drawn} />}
      </div>
      {drawn && <AtThreshold drawn={drawn} />}
    </section>
  );
}

function Slider({ drawn }: { readonly drawn: ClassCurves }): VNode {
  const [low, high] = thresholdRange(drawn);
  return (
    <>
      <label for="threshold">{text.threshold}</label>
      <input
        id="threshold"
        type="range"
        min={low}
        max={high}
        step={(high - low) / 1000}
        value={threshold.value}
        onInput={(event) => {
          threshold.value = event.currentTarget.valueAsNumber;
        }}
      />
      <output for="threshold">{threshold.value.toFixed(3)}</output>
    </>
  );
}

function AtThreshold({ drawn }: { readonly drawn: ClassCurves }): VNode {
  const point = operatingPoint(drawn, threshold.value);
  const { precision, recall, falsePositiveRate } = point;
  // Where nothing is called positive there is no precision to mark.
  const called = point.tp + point.fp > 0;
  return (
    <>
      <Numbers point={point} />
      <div class="curves">
        <MarkedChart chart={drawn.roc} point={[falsePositiveRate, recall]} name={text.roc} />
        <MarkedChart
          chart={drawn.precisionRecall}
          point={called ? [recall, precision] : undefined}
          name={text.precisionRecall}
        />
      </div>
    </>
  );
}

function Numbers({ point }: { readonly point: OperatingPoint }): VNode {
  const { tp, fp, fn, tn, precision, recall, f1, falsePositiveRate } = point;
  const figures: readonly (readonly [string, string])[] = [
    [text.tp, counted(tp)],
    [text.fp, counted(fp)],
    [text.fn, counted(fn)],
    [text.tn, counted(tn)],
    [text.precision, percent(precision)],
    [text.recall, percent(recall)],
    [text.f1, percent(f1)],
    [text.rate, percent(falsePositiveRate)],
  ];
  return (
    <dl class="figures eight">
      {figures.map(([term, value]) => (
        <div>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
