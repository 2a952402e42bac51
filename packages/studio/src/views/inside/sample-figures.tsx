import type { VNode } from "preact";
import type { SampleLook } from "../../laboratory/inside-protocol.ts";
import { insideWords } from "../../text/inside-words.ts";
import { formatValue } from "./format-value.ts";

const text = insideWords.sample;

export function SampleFigures({
  look,
  classes,
}: {
  readonly look: SampleLook;
  readonly classes: readonly string[];
}): VNode {
  const { image, prediction, loss } = look;
  const right = prediction === image.label;
  const figures: [string, string][] = [
    [text.label, classes[image.label]],
    [text.prediction, `${classes[prediction]} ${right ? "✓" : "✗"}`],
    [text.loss, formatValue(loss)],
  ];
  return (
    <dl class="figures inside-figures">
      {figures.map(([term, value]) => (
        <div>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
