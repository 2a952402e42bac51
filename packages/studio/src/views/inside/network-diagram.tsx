import { signal } from "@preact/signals";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { SampleLook } from "../../laboratory/inside-protocol.ts";
import type { DataSummary } from "../../laboratory/protocol.ts";
import { insideWords } from "../../text/inside-words.ts";
import { Connections } from "./connections.tsx";
import { keyOf, layOutDiagram, type PlacedUnit } from "./diagram-layout.ts";
import { InputImages } from "./input-images.tsx";
import { LayerColumn, type Quantity } from "./layer-column.tsx";
import { moveBetween } from "./move-between.ts";
import { SampleFigures } from "./sample-figures.tsx";
import { UnitReadout } from "./unit-readout.tsx";
import { useWidth } from "./use-width.ts";

const text = insideWords.diagram;

/** What the circles are filled by; it stays as it is while other views are looked at. */
const quantity = signal<Quantity>("activations");

interface DiagramProps {
  readonly look: SampleLook;
  readonly summary: DataSummary;
}

export function NetworkDiagram({ look, summary }: DiagramProps): VNode {
  const [element, width] = useWidth(960);
  const [hovered, setHovered] = useState<PlacedUnit>();
  const [focused, setFocused] = useState<PlacedUnit>();
  const [reached, setReached] = useState("0-0");
  const layout = layOutDiagram(look, width);
  const units = layout.layers.flatMap((layer) => layer.units);
  // Places change as the window and the network do.
  const wanted = hovered ?? focused;
  const chosen = wanted && units.find(({ layer, unit }) => layer === wanted.layer && unit === wanted.unit);
  const entry = units.some((unit) => keyOf(unit) === reached) ? reached : "0-0";
  const names = look.layers.map((_, l) => insideWords.layerName(l, look.layers.length));
  return (
    <section aria-label={text.heading}>
      <h3>{text.heading}</h3>
      <SampleFigures look={look} classes={summary.classes} />
      <QuantityChoice />
      <div class="inside-diagram" ref={element}>
        {/* biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset */}
        <svg
          role="group"
          aria-label={text.name}
          width={layout.width}
          height={layout.height}
          onKeyDown={(event) => moveBetween(event, layout)}
        >
          <Connections look={look} layout={layout} chosen={chosen} />
          <InputImages look={look} summary={summary} layout={layout} chosen={chosen} />
          {layout.layers.map((placed, l) => (
            <LayerColumn
              placed={placed}
              layer={look.layers[l]}
              names={[text.column(l, names.length), names[l]]}
              classes={l === names.length - 1 ? summary.classes : undefined}
              prediction={look.prediction}
              quantity={quantity.value}
              chosen={chosen}
              reached={entry}
              onHover={setHovered}
              onFocus={(place) => {
                setFocused(place);
                if (place) setReached(keyOf(place));
              }}
            />
          ))}
        </svg>
      </div>
      <UnitReadout look={look} names={names} classes={summary.classes} chosen={chosen} />
    </section>
  );
}

function QuantityChoice(): VNode {
  return (
    <fieldset class="inside-group inside-quantity">
      <legend class="hidden">{text.show}</legend>
      {(["activations", "deltas"] as const).map((name) => (
        <label>
          <input
            type="radio"
            name="inside-quantity"
            checked={quantity.value === name}
            onChange={() => {
              quantity.value = name;
            }}
          />
          {text[name]}
        </label>
      ))}
      <span class="soft">{text.key}</span>
    </fieldset>
  );
}
