// A drawing is what was done, one after the other: whatever was done can be taken back.

import type { Ink } from "percept";

/** Of the canvas, in its own pixels: twenty for each of MNIST's. */
export const SIDE = 560;

export type Tool = "pen" | "eraser";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Stroke {
  readonly kind: Tool;
  readonly width: number;
  readonly points: readonly Point[];
}

/** `ink` is an image that was dropped; it takes the place of all before it, as `clear` does. */
export type Action = Stroke | { readonly kind: "clear" } | { readonly kind: "image"; readonly ink: Ink };

/** What draws a stroke, point by point. */
export interface Pen {
  begin(at: Point, kind?: Tool): void;
  extend(points: readonly Point[]): void;
  end(): void;
}

type Canvas = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Paints all of a drawing on a canvas of SIDE x SIDE: ink is black, and bare ground transparent. */
export function paintDrawing(canvas: Canvas, actions: readonly Action[]): void {
  canvas.clearRect(0, 0, SIDE, SIDE);
  for (const action of actions) paintAction(canvas, action);
}

export function paintAction(canvas: Canvas, action: Action): void {
  if (action.kind === "clear") canvas.clearRect(0, 0, SIDE, SIDE);
  else if (action.kind === "image") paintInk(canvas, action.ink);
  else paintStroke(canvas, action, 0);
}

/** Paints a stroke from the line that leads to the point `from` on, so that one that grows is not painted anew. */
export function paintStroke(canvas: Canvas, { kind, width, points }: Stroke, from: number): void {
  canvas.globalCompositeOperation = kind === "eraser" ? "destination-out" : "source-over";
  canvas.lineWidth = width;
  canvas.lineCap = "round";
  canvas.lineJoin = "round";
  canvas.beginPath();
  const first = points[Math.max(0, from - 1)];
  canvas.moveTo(first.x, first.y);
  if (points.length === 1) canvas.lineTo(first.x, first.y); // a dot
  for (const { x, y } of points.slice(Math.max(1, from))) canvas.lineTo(x, y);
  canvas.stroke();
  canvas.globalCompositeOperation = "source-over";
}

function paintInk(canvas: Canvas, { width, height, values }: Ink): void {
  const image = new ImageData(width, height);
  for (let pixel = 0; pixel < values.length; pixel++) image.data[4 * pixel + 3] = values[pixel];
  canvas.putImageData(image, 0, 0);
}

/** What lies on the canvas: how opaque its pixels are. */
export function inkOn(canvas: Canvas): Ink {
  const { data } = canvas.getImageData(0, 0, SIDE, SIDE);
  const values = new Uint8Array(SIDE * SIDE);
  for (let pixel = 0; pixel < values.length; pixel++) values[pixel] = data[4 * pixel + 3];
  return { width: SIDE, height: SIDE, values };
}
