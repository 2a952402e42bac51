import type { VNode } from "preact";
import type { Examination } from "../../laboratory/examine-protocol.ts";
import { examineWords as text } from "../../text/english.ts";
import { fourDecimals, percent } from "./format.ts";

export function Summary({ found }: { readonly found: Examination }): VNode {
  const { moment, samples, set } = found;
  const { accuracy, errorRate, macro, crossEntropy } = found.metrics;
  const figures: readonly (readonly [string, string])[] = [
    [text.accuracy, percent(accuracy)],
    [text.errorRate, percent(errorRate)],
    [text.f1, percent(macro.f1)],
    [text.auc, fourDecimals(macro.auc)],
    [text.crossEntropy, fourDecimals(crossEntropy)],
  ];
  return (
    <section aria-label={text.sets[set]}>
      <p class="soft moment">
        {moment.best ? text.best(moment.epoch) : text.moment(moment.epoch, moment.sample)};{" "}
        {text.sets[set].toLowerCase()}, {text.samples(samples)}
      </p>
      <dl class="figures">
        {figures.map(([term, value]) => (
          <div>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
