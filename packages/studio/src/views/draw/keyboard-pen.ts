import { type Signal, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { clear, tool, undo } from "../../state/draw.ts";
import { drawWords as text } from "../../text/draw-words.ts";
import { announce } from "./announcer.ts";
import { type Pen, type Point, SIDE } from "./strokes.ts";

const STEP = SIDE / 56;
const FAR = 4 * STEP;

const directions: Readonly<Record<string, readonly [number, number] | undefined>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface KeyboardPen {
  readonly at: Signal<Point>;
  readonly isDown: Signal<boolean>;
  down(event: KeyboardEvent): void;
  up(event: KeyboardEvent): void;
  /** Lifts the pen. */
  release(): void;
}

/** A pen that the arrows move. It draws while the space bar is held, or from one Enter to the next. */
export function useKeyboardPen(pen: Pen): KeyboardPen {
  const at = useSignal<Point>({ x: SIDE / 2, y: SIDE / 2 });
  const isDown = useSignal(false);
  const held = useRef(new Set<string>());

  const say = () => {
    const [x, y] = [at.value.x, at.value.y].map((place) => Math.round((100 * place) / SIDE));
    announce("pen", text.penAt(isDown.value, text[tool.value], x, y));
  };
  const lower = () => {
    isDown.value = true;
    pen.begin(at.value);
    say();
  };
  const release = () => {
    held.current.clear();
    if (!isDown.value) return;
    isDown.value = false;
    pen.end();
  };
  const lift = () => {
    release();
    say();
  };
  const clearAll = () => {
    release();
    clear();
  };
  /** All arrows that are held, so that two of them go aslant. */
  const move = (far: boolean) => {
    const within = (place: number) => Math.min(Math.max(place, 0), SIDE);
    let { x, y } = at.value;
    for (const key of held.current) {
      const [dx, dy] = directions[key] ?? [0, 0];
      x = within(x + dx * (far ? FAR : STEP));
      y = within(y + dy * (far ? FAR : STEP));
    }
    at.value = { x, y };
    if (isDown.value) pen.extend([at.value]);
    else say();
  };

  const keys: Readonly<Record<string, ((event: KeyboardEvent) => void) | undefined>> = {
    " ": (event) => {
      if (!event.repeat && !isDown.value) lower();
    },
    Enter: (event) => {
      if (event.repeat) return;
      if (isDown.value) lift();
      else lower();
    },
    e: () => {
      tool.value = tool.value === "pen" ? "eraser" : "pen";
      say();
    },
    Delete: clearAll,
    Backspace: clearAll,
  };
  return {
    at,
    isDown,
    release,
    down(event) {
      if (event.altKey) return;
      if (event.ctrlKey || event.metaKey) {
        if (event.key.toLowerCase() !== "z") return;
        release();
        undo();
      } else if (directions[event.key]) {
        held.current.add(event.key);
        move(event.shiftKey);
      } else {
        const act = keys[event.key] ?? keys[event.key.toLowerCase()];
        if (!act) return;
        act(event);
      }
      event.preventDefault();
    },
    up({ key }) {
      held.current.delete(key);
      if (key === " " && isDown.value) lift();
    },
  };
}
