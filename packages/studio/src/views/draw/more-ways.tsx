import type { VNode } from "preact";
import { drawWords as text } from "../../text/draw-words.ts";
import { takeImage } from "./take-image.ts";

/** An image instead of a drawing, and how the keyboard draws. */
export function MoreWays(): VNode {
  return (
    <>
      <p class="soft draw-open">
        <input
          id="draw-file"
          class="hidden"
          type="file"
          accept="image/*"
          onChange={({ currentTarget }) => {
            if (currentTarget.files?.[0]) void takeImage(currentTarget.files[0]);
            currentTarget.value = ""; // the same file may be opened again
          }}
        />
        <label for="draw-file">{text.open}</label>
        <span>{text.openHint}</span>
      </p>
      <p class="soft draw-keys" id="draw-keys">
        {text.keys}
      </p>
    </>
  );
}
