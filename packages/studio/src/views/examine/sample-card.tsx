import type { VNode } from "preact";
import { examineWords } from "../../text/english.ts";
import { Digit } from "./digit.tsx";
import type { ListedSample } from "./sample-list.ts";

const text = examineWords.samplesOf;

/** An image with what it is, what it is taken for and how surely; it opens. */
export function SampleCard({
  sample: { index, label, prediction, confidence, right },
  pixels,
  shape,
  onOpen,
}: {
  readonly sample: ListedSample;
  readonly pixels: Uint8Array | undefined;
  readonly shape: readonly [number, number];
  readonly onOpen: () => void;
}): VNode {
  return (
    <button type="button" class="card" onClick={onOpen}>
      <Digit name={text.image(index)} pixels={pixels} shape={shape} />
      <span class="verdict">
        {label}
        <span class="hidden">{text.taken}</span> <span aria-hidden="true">→</span>{" "}
        <strong class={right ? "right" : "wrong"}>{prediction}</strong>
      </span>
      <span class="soft confidence">
        <span class="hidden">{text.sure}</span>
        {confidence}
      </span>
      <span class="soft" aria-hidden="true">
        #{index}
      </span>
    </button>
  );
}
