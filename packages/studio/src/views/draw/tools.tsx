import type { VNode } from "preact";
import { actions, clear, isClear, lineWidth, tool, undo } from "../../state/draw.ts";
import { drawWords as text } from "../../text/draw-words.ts";

export function Tools(): VNode {
  return (
    <fieldset class="draw-tools" aria-label={text.tools}>
      <div class="controls">
        {(["pen", "eraser"] as const).map((kind) => (
          <button
            type="button"
            aria-pressed={tool.value === kind}
            onClick={() => {
              tool.value = kind;
            }}
          >
            {text[kind]}
          </button>
        ))}
        <button type="button" disabled={actions.value.length === 0} onClick={undo}>
          {text.undo}
        </button>
        <button type="button" disabled={isClear.value} onClick={clear}>
          {text.clear}
        </button>
      </div>
      <div class="draw-width">
        <label for="draw-width">{text.width}</label>
        <input
          id="draw-width"
          type="range"
          min={12}
          max={100}
          value={lineWidth.value}
          onInput={(event) => {
            lineWidth.value = event.currentTarget.valueAsNumber;
          }}
        />
      </div>
    </fieldset>
  );
}
