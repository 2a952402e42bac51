import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { answer, followDrawing, seen } from "../../state/draw.ts";
import { drawWords as text } from "../../text/draw-words.ts";
import { announce, announced } from "./announcer.ts";
import { DrawingCanvas } from "./drawing-canvas.tsx";
import { MoreWays } from "./more-ways.tsx";
import { Mattered, Seen } from "./pixels.tsx";
import { Reader } from "./reader.tsx";
import { Scores } from "./scores.tsx";
import { listenForImages } from "./take-image.ts";
import { Tools } from "./tools.tsx";
import "./draw.css";

export function Draw(): VNode {
  useEffect(followDrawing, []);
  useEffect(listenForImages, []);
  const found = answer.value;
  useEffect(() => {
    if (found === undefined) {
      if (seen.value === undefined && announced.peek() !== "") announce("answer", text.nothingDrawn);
      return;
    }
    announce(
      "answer",
      text.says(found.classes[found.prediction], (100 * found.scores[found.prediction]).toFixed(0)),
    );
  }, [found]);
  return (
    <>
      <h2>{text.heading}</h2>
      <Reader />
      <div class="draw-columns">
        <section aria-label={text.canvas} class="draw-place">
          <DrawingCanvas />
          <Tools />
        </section>
        <section aria-label={text.prediction} class="draw-answer">
          <p class={found ? "draw-prediction" : "draw-prediction none"} aria-hidden="true">
            {found ? found.classes[found.prediction] : "–"}
          </p>
          <div class="draw-images">
            <Seen />
            <Mattered />
          </div>
        </section>
        <section aria-label={text.scores} class="draw-list">
          <Scores />
        </section>
        <section aria-label={text.moreWays} class="draw-more">
          <MoreWays />
        </section>
      </div>
      <div class="hidden" role="status" aria-live="polite">
        {announced.value}
      </div>
    </>
  );
}
