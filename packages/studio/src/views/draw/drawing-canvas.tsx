import { useSignal } from "@preact/signals";
import { asMnist } from "percept";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { actions, lineWidth, seen, tool } from "../../state/draw.ts";
import { drawWords as text } from "../../text/draw-words.ts";
import { useKeyboardPen } from "./keyboard-pen.ts";
import { inkOn, type Pen, type Point, paintDrawing, paintStroke, SIDE, type Stroke } from "./strokes.ts";

/** The button of a pen that is turned round: Pointer Events, W3C, section on chorded buttons. */
const ERASER_BUTTON = 32;

/** What is drawn on, by whatever points, and by keyboard. */
export function DrawingCanvas(): VNode {
  const ref = useRef<HTMLCanvasElement>(null);
  const growing = useRef<Growing | undefined>(undefined);
  const frame = useRef(0);

  const canvas = () => ref.current?.getContext("2d", { willReadFrequently: true }) ?? undefined;
  /** Looks at the drawing once a frame, however fast it grows. */
  const look = () => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const on = canvas();
      if (!on) return;
      const pixels = asMnist(inkOn(on));
      seen.value = pixels.some((value) => value > 0) ? pixels : undefined;
    });
  };

  const pen: Pen = {
    begin(at, kind = tool.value) {
      growing.current = { kind, width: lineWidth.value, points: [at] };
      extend([]);
    },
    extend,
    end() {
      if (growing.current) actions.value = [...actions.value, growing.current];
      growing.current = undefined;
    },
  };
  function extend(points: readonly Point[]): void {
    const stroke = growing.current;
    const on = canvas();
    if (!stroke || !on) return;
    const from = stroke.points.length;
    stroke.points.push(...points);
    paintStroke(on, stroke, points.length === 0 ? 0 : from);
    look();
  }

  const drawn = actions.value;
  useEffect(() => {
    const on = canvas();
    if (!on) return;
    paintDrawing(on, drawn);
    look();
  }, [drawn]);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const keyboard = useKeyboardPen(pen);
  const shown = useSignal(false);
  return (
    <div class="draw-paper">
      <div
        class="draw-surface"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is what takes keys of its own
        tabIndex={0}
        role="application"
        aria-label={text.canvas}
        aria-describedby="draw-keys"
        onPointerDown={(event) => {
          if (!event.isPrimary || (event.button !== 0 && event.button !== 5)) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          keyboard.release();
          shown.value = false;
          pen.begin(placeOf(event), event.buttons & ERASER_BUTTON ? "eraser" : tool.value);
        }}
        onPointerMove={(event) => {
          const all = event.getCoalescedEvents?.() ?? [];
          if (event.isPrimary && event.buttons !== 0)
            pen.extend((all.length > 0 ? all : [event]).map((one) => placeOf(one, event.currentTarget)));
        }}
        onPointerUp={(event) => event.isPrimary && pen.end()}
        onPointerCancel={(event) => event.isPrimary && pen.end()}
        onKeyDown={(event) => {
          shown.value = true;
          keyboard.down(event);
        }}
        onKeyUp={keyboard.up}
        onFocus={({ currentTarget }) => {
          shown.value = currentTarget.matches(":focus-visible");
        }}
        onBlur={() => {
          shown.value = false;
          keyboard.release();
        }}
      >
        <canvas ref={ref} width={SIDE} height={SIDE} />
      </div>
      {shown.value && (
        <svg viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true">
          <circle
            class={keyboard.isDown.value ? "down" : ""}
            cx={keyboard.at.value.x}
            cy={keyboard.at.value.y}
            r={lineWidth.value / 2}
          />
        </svg>
      )}
      {drawn.length === 0 && seen.value === undefined && <p aria-hidden="true">{text.empty}</p>}
    </div>
  );
}

type Growing = Omit<Stroke, "points"> & { readonly points: Point[] };

/** Where a pointer is, in the canvas' own pixels. */
function placeOf({ clientX, clientY, target }: MouseEvent, element: EventTarget | null = target): Point {
  const { left, top, width, height } = (element as HTMLCanvasElement).getBoundingClientRect();
  return { x: ((clientX - left) * SIDE) / width, y: ((clientY - top) * SIDE) / height };
}
