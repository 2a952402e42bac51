import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type OpenedSamples, opened } from "../../state/examine.ts";
import { data } from "../../state/studio.ts";
import { examineWords } from "../../text/english.ts";
import { SampleCard } from "./sample-card.tsx";
import { sampleAt } from "./sample-list.ts";
import { useImages } from "./use-images.ts";

const text = examineWords.samplesOf;
const A_PAGE = 24;

/** The images of a list, so many a page, the worst first. */
export function SamplePages({ shown }: { readonly shown: OpenedSamples }): VNode {
  const { list, set, classes, page = 0 } = shown;
  const pages = Math.ceil(list.indices.length / A_PAGE);
  const indices = Array.from(list.indices.subarray(page * A_PAGE, (page + 1) * A_PAGE));
  const images = useImages(set, indices);
  const cards = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // Who comes back from one image finds it again.
    cards.current?.querySelectorAll<HTMLElement>("button")[(shown.from ?? 0) % A_PAGE]?.focus();
  }, [shown.from]);
  const turn = (by: number) => {
    opened.value = { ...shown, page: Math.max(0, Math.min(pages - 1, page + by)) };
  };
  return (
    <>
      {pages > 1 && (
        <div class="controls pager">
          <button type="button" aria-disabled={page === 0} onClick={() => turn(-1)}>
            {text.previous}
          </button>
          <span aria-live="polite">{text.page(page + 1, pages)}</span>
          <button type="button" aria-disabled={page === pages - 1} onClick={() => turn(1)}>
            {text.next}
          </button>
        </div>
      )}
      <ol class="cards" ref={cards}>
        {indices.map((index, at) => (
          <li key={index}>
            <SampleCard
              sample={sampleAt(list, page * A_PAGE + at, classes)}
              pixels={images.get(index)?.pixels}
              shape={data.value?.imageShape ?? [1, 1]}
              onOpen={() => {
                opened.value = { ...shown, place: page * A_PAGE + at };
              }}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

/** The page that a place of the list is on. */
export function pageOf(place: number): number {
  return Math.floor(place / A_PAGE);
}
