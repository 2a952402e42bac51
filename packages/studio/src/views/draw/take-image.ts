import { actions } from "../../state/draw.ts";
import { attempt, notice } from "../../state/studio.ts";
import { drawWords } from "../../text/draw-words.ts";
import { readImage } from "./read-image.ts";

const text = drawWords.image;

/** An image takes the drawing's place; what is none gets a sentence. */
export function takeImage(file: File | undefined, name = file?.name): Promise<void> {
  return attempt(async () => {
    if (file === undefined) throw new Error(text.noFile);
    const ink = await readImage(file, name || text.pasted);
    notice.value = undefined;
    actions.value = [...actions.value, { kind: "image", ink }];
  });
}

/** Images that are dropped or pasted anywhere on the page, so that a near miss does not leave it. */
export function listenForImages(): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  document.addEventListener("dragover", (event) => event.preventDefault(), { signal });
  document.addEventListener(
    "drop",
    (event) => {
      event.preventDefault();
      void takeImage(event.dataTransfer?.files[0]);
    },
    { signal },
  );
  document.addEventListener(
    "paste",
    (event) => {
      event.preventDefault();
      void takeImage(event.clipboardData?.files[0], text.pasted);
    },
    { signal },
  );
  return () => listening.abort();
}
