import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * An image as ink on paper.
 * @param name  for those who cannot see it
 * @param pixels  [rows * columns] bytes; undefined while they are on their way
 */
export function Digit({
  name,
  pixels,
  shape: [rows, columns],
}: {
  readonly name: string;
  readonly pixels: Uint8Array | undefined;
  readonly shape: readonly [rows: number, columns: number];
}): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const image = context.createImageData(columns, rows);
    pixels?.forEach((pixel, at) => {
      image.data.set([255 - pixel, 255 - pixel, 255 - pixel, 255], 4 * at);
    });
    context.putImageData(image, 0, 0);
  }, [pixels, rows, columns]);
  return <canvas class="digit" ref={canvas} width={columns} height={rows} role="img" aria-label={name} />;
}
