import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { SampleLook } from "../../laboratory/inside-protocol.ts";
import type { DataSummary } from "../../laboratory/protocol.ts";
import { insideWords } from "../../text/inside-words.ts";
import type { DiagramLayout, PlacedUnit } from "./diagram-layout.ts";
import { pixelUrl, signedUrl } from "./pixel-url.ts";

const text = insideWords.diagram;
const GAP = 34;

interface InputImagesProps {
  readonly look: SampleLook;
  readonly summary: DataSummary;
  readonly layout: DiagramLayout;
  readonly chosen: PlacedUnit | undefined;
}

/** The sample; and of a unit of the first layer its weights above, and beneath what each pixel adds to its z. */
export function InputImages({ look, summary, layout, chosen }: InputImagesProps): VNode {
  const { image, set } = look;
  const [rows, columns] = summary.imageShape;
  const { x, y, size } = layout.image;
  const url = useMemo(() => pixelUrl(image.pixels, rows, columns), [image.pixels, rows, columns]);
  const middle = x + size / 2;
  return (
    <g>
      <text x={middle} y={16} class="name">
        {text.input}
      </text>
      <text x={middle} y={33} class="soft-name">
        {text.inputs(image.pixels.length)}
      </text>
      <Picture
        url={url}
        name={insideWords.sample.image(set, image.index, summary.classes[image.label])}
        {...{ x, y, size }}
      />
      {chosen?.layer === 0 && <Seen look={look} summary={summary} layout={layout} chosen={chosen} />}
    </g>
  );
}

function Seen({ look, summary, layout, chosen }: InputImagesProps & { readonly chosen: PlacedUnit }): VNode {
  const [rows, columns] = summary.imageShape;
  const { x, y, size } = layout.image;
  const { shown, incoming } = look.layers[0];
  const weights = incoming[shown.indexOf(chosen.unit)].subarray(1);
  const { pixels } = look.image;
  const [weightsUrl, productsUrl] = useMemo(
    () => [
      signedUrl(weights, rows, columns),
      signedUrl(
        weights.map((weight, j) => weight * pixels[j]),
        rows,
        columns,
      ),
    ],
    [incoming, chosen.unit, pixels, rows, columns],
  );
  return (
    <>
      <Picture
        url={weightsUrl}
        name={text.weights(chosen.unit)}
        x={x}
        y={y - size - GAP}
        size={size}
        captioned
      />
      <Picture url={productsUrl} name={text.products} x={x} y={y + size + GAP} size={size} captioned />
    </>
  );
}

interface PictureProps {
  readonly url: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly captioned?: boolean;
}

function Picture({ url, name, x, y, size, captioned }: PictureProps): VNode {
  return (
    <g>
      <title>{name}</title>
      <image class="inside-pixels" href={url} x={x} y={y} width={size} height={size} />
      <rect class="frame" x={x} y={y} width={size} height={size} />
      {captioned && (
        <text x={x} y={y + size + 16} class="caption">
          {name}
        </text>
      )}
    </g>
  );
}
