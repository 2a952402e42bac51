import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { BrowsedSample } from "../../laboratory/protocol.ts";
import { dataWords } from "../../text/english.ts";

export interface SampleImagesProps {
  readonly samples: readonly BrowsedSample[];
  readonly classes: readonly string[];
  readonly imageShape: readonly [rows: number, columns: number];
}

/** Each image with its class and its index. */
export function SampleImages({ samples, classes, imageShape }: SampleImagesProps): VNode {
  return (
    <ul class="sample-images">
      {samples.map(({ index, label, pixels }) => (
        <li key={index}>
          <Image
            pixels={pixels}
            imageShape={imageShape}
            words={dataWords.browse.sample(index, classes[label])}
          />
          <span aria-hidden="true">
            <b>{classes[label]}</b> {index}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface ImageProps extends Pick<SampleImagesProps, "imageShape"> {
  readonly pixels: Uint8Array;
  readonly words: string;
}

/** Ink on paper, whatever the page's colours are. */
function Image({ pixels, imageShape: [rows, columns], words }: ImageProps): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const image = new ImageData(columns, rows);
    for (let pixel = 0; pixel < pixels.length; pixel++) {
      image.data.fill(255 - pixels[pixel], 4 * pixel, 4 * pixel + 3);
      image.data[4 * pixel + 3] = 255;
    }
    canvas.current?.getContext("2d")?.putImageData(image, 0, 0);
  }, [pixels, rows, columns]);
  return <canvas ref={canvas} width={columns} height={rows} role="img" aria-label={words} />;
}
