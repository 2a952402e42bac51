import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type OpenedSamples, opened } from "../../state/examine.ts";
import { data } from "../../state/studio.ts";
import { examineWords } from "../../text/english.ts";
import { Digit } from "./digit.tsx";
import { counted, fourDecimals } from "./format.ts";
import { sampleAt } from "./sample-list.ts";
import { pageOf } from "./sample-pages.tsx";
import { useImages } from "./use-images.ts";

const text = examineWords.samplesOf;

/** One image, large, with the score of each class. */
export function OneSample({
  shown,
  place,
}: {
  readonly shown: OpenedSamples;
  readonly place: number;
}): VNode {
  const { list, set, classes } = shown;
  const sample = sampleAt(list, place, classes);
  const images = useImages(set, [sample.index]);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  const last = list.indices.length - 1;
  const turn = (by: number) => {
    opened.value = { ...shown, place: Math.max(0, Math.min(last, place + by)) };
  };
  return (
    <>
      <div class="controls pager">
        <button
          type="button"
          ref={back}
          onClick={() => {
            opened.value = { ...shown, place: undefined, page: pageOf(place), from: place };
          }}
        >
          {text.back}
        </button>
        <button type="button" aria-disabled={place === 0} onClick={() => turn(-1)}>
          {text.previous}
        </button>
        <span aria-live="polite">{text.place(place + 1, last + 1)}</span>
        <button type="button" aria-disabled={place === last} onClick={() => turn(1)}>
          {text.next}
        </button>
      </div>
      <div class="one-sample">
        <Digit
          name={text.image(sample.index)}
          pixels={images.get(sample.index)?.pixels}
          shape={data.value?.imageShape ?? [1, 1]}
        />
        <dl class="facts">
          <dt>{text.index}</dt>
          <dd>{counted(sample.index)}</dd>
          <dt>{text.label}</dt>
          <dd>{sample.label}</dd>
          <dt>{text.prediction}</dt>
          <dd class={sample.right ? "right" : "wrong"}>{sample.prediction}</dd>
          <dt>{text.confidence}</dt>
          <dd>{sample.confidence}</dd>
        </dl>
        <table class="scores">
          <caption>{text.scores}</caption>
          <tbody>
            {classes.map((label, k) => (
              <tr>
                <th scope="row">{label}</th>
                <td>
                  <meter min={0} max={1} value={sample.scores[k]} aria-hidden="true" />
                </td>
                <td>{fourDecimals(sample.scores[k])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
