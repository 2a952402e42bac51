import type { VNode } from "preact";
import type { NetworkLook } from "../../laboratory/inside-protocol.ts";
import { insideWords } from "../../text/inside-words.ts";
import { formatValue } from "./format-value.ts";
import { HistogramBars } from "./histogram-bars.tsx";

const text = insideWords.histograms;
const power = (exponent: number) => formatValue(10 ** exponent);

/** How activations, weights and gradients of each layer are spread. */
export function Histograms({ look }: { readonly look: NetworkLook }): VNode {
  const { histograms, samples } = look;
  return (
    <section aria-label={text.heading}>
      <h3>{text.heading}</h3>
      <p class="soft">{text.over(samples)}</p>
      {histograms.map(({ activations, weights, gradients }, l) => {
        const layer = insideWords.layerName(l, histograms.length);
        const total = gradients.zeros + gradients.counts.reduce((sum, count) => sum + count, 0);
        const zeros = `${((100 * gradients.zeros) / total).toFixed(0)} %`;
        return (
          <>
            <h4>{layer}</h4>
            <div class="inside-histograms">
              <HistogramBars what={text.activations} layer={layer} histogram={activations} />
              <HistogramBars what={text.weights} layer={layer} histogram={weights} />
              <HistogramBars
                what={text.gradients}
                layer={layer}
                histogram={gradients}
                format={power}
                note={gradients.zeros > 0 ? text.zeros(zeros) : undefined}
              />
            </div>
          </>
        );
      })}
    </section>
  );
}
