import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type OpenedSamples, opened } from "../../state/examine.ts";
import { examineWords } from "../../text/english.ts";
import { OneSample } from "./one-sample.tsx";
import { SamplePages } from "./sample-pages.tsx";

const text = examineWords.samplesOf;

/** The images that were opened: pages of them, or one alone. The browser gives the focus back when it closes. */
export function SamplesDialog(): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = opened.value;
  const isOpen = shown !== undefined;
  useLayoutEffect(() => {
    if (isOpen) dialog.current?.showModal();
  }, [isOpen]);
  return (
    <dialog ref={dialog} class="samples" aria-labelledby="samples-title" onClose={forget}>
      {shown && (
        <>
          <header>
            <h3 id="samples-title" tabIndex={-1}>
              {shown.title}
            </h3>
            <button type="button" class="close" onClick={() => dialog.current?.close()}>
              {text.close}
            </button>
          </header>
          <Content shown={shown} />
        </>
      )}
    </dialog>
  );
}

function Content({ shown }: { readonly shown: OpenedSamples }): VNode {
  if (shown.list.indices.length === 0) return <p>{text.empty}</p>;
  if (shown.place === undefined) return <SamplePages shown={shown} />;
  return <OneSample shown={shown} place={shown.place} />;
}

function forget(): void {
  opened.value = undefined;
}
