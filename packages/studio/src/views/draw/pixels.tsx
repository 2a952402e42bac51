import { lightTheme } from "percept-charts";
import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { answer, seen } from "../../state/draw.ts";
import { drawWords as text } from "../../text/draw-words.ts";

const SIDE = 28;

/** The 28 x 28 pixels that the network gets. */
export function Seen(): VNode {
  const pixels = seen.value;
  const ink = pixels?.reduce((count, value) => count + (value > 0 ? 1 : 0), 0) ?? 0;
  return (
    <figure>
      <PixelImage
        class="seen"
        label={text.seenLabel(ink)}
        paint={(pixel) => [0, 0, 0, pixels?.[pixel] ?? 0]}
      />
      <figcaption>
        {text.seen} <small>{text.seenHint}</small>
      </figcaption>
    </figure>
  );
}

// Of images, whose colours are the same in both themes.
const [towards, away] = [lightTheme.positive, lightTheme.negative].map((hex) =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)),
);

/** Gradient x input: what spoke for the prediction, and what against it. */
export function Mattered(): VNode {
  const found = answer.value;
  const saliency = found?.saliency;
  const most = saliency ? Math.max(...saliency.map(Math.abs)) || 1 : 1;
  const digit = found ? found.classes[found.prediction] : "";
  const label = saliency
    ? text.matteredLabel(digit, whereMost(saliency, 1), whereMost(saliency, -1))
    : text.mattered;
  return (
    <figure>
      <PixelImage
        label={label}
        paint={(pixel) => {
          const share = (saliency?.[pixel] ?? 0) / most;
          const [red, green, blue] = share > 0 ? towards : away;
          return [red, green, blue, 255 * Math.sqrt(Math.abs(share))]; // so that small shares are seen
        }}
      />
      <figcaption>
        {text.mattered} <small>{found ? text.matteredFor(digit) : text.matteredHint}</small>
      </figcaption>
    </figure>
  );
}

/** Which third of the rows has most of it. */
function whereMost(saliency: Float64Array, sign: 1 | -1): string {
  const sums = [0, 0, 0];
  for (const [pixel, value] of saliency.entries())
    if (value * sign > 0) sums[Math.floor((3 * Math.floor(pixel / SIDE)) / SIDE)] += Math.abs(value);
  const most = Math.max(...sums);
  return most === 0 ? text.nowhere : text.rows[sums.indexOf(most)];
}

interface PixelImageProps {
  readonly label: string;
  readonly class?: string;
  readonly paint: (pixel: number) => readonly [red: number, green: number, blue: number, alpha: number];
}

function PixelImage({ label, paint, class: name = "" }: PixelImageProps): VNode {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const canvas = ref.current?.getContext("2d");
    if (!canvas) return;
    const image = new ImageData(SIDE, SIDE);
    for (let pixel = 0; pixel < SIDE * SIDE; pixel++) image.data.set(paint(pixel), 4 * pixel);
    canvas.putImageData(image, 0, 0);
  });
  return (
    <span class="draw-pixels">
      <canvas ref={ref} class={name} width={SIDE} height={SIDE} role="img" aria-label={label} />
    </span>
  );
}
