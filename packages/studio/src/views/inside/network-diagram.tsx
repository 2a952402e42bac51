import { signal } from "@preact/signals";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { LayerLook, SampleLook } from "../../laboratory/inside-protocol.ts";
import type { DataSummary } from "../../laboratory/protocol.ts";
import { insideWords } from "../../text/inside-words.ts";
import { Connections } from "./connections.tsx";
import { layOutDiagram, type PlacedUnit } from "./diagram-layout.ts";
import { formatValue } from "./format-value.ts";
import { InputImages } from "./input-images.tsx";
import { moveBetween } from "./move-between.ts";
import { SampleFigures } from "./sample-figures.tsx";
import { UnitCircle } from "./unit-circle.tsx";
import { UnitReadout } from "./unit-readout.tsx";
import { useWidth } from "./use-width.ts";

const text = insideWords.diagram;

/** What the circles are filled by; it stays as it is while other views are looked at. */
const quantity = signal<"activations" | "deltas">("activations");

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
          {layout.layers.map(({ x, units, dots }, l) => {
            const layer = look.layers[l];
            const values = quantity.value === "activations" ? layer.a : layer.delta;
            const full = scaleOf(layer);
            const last = l === look.layers.length - 1;
            return (
              <g>
                <text x={x} y={16} class="name">
                  {names[l]}
                </text>
                <text x={x} y={33} class="soft-name">
                  {text.units(layer.a.length, layer.activation)}
                </text>
                {dots && (
                  <text x={x} y={dots.y + 4} class="soft-name">
                    {text.elided(dots.count)}
                  </text>
                )}
                {units.map((place) => {
                  const { unit } = place;
                  const label = last ? summary.classes[unit] : undefined;
                  const key = keyOf(place);
                  return (
                    <UnitCircle
                      key={key}
                      place={place}
                      share={values[unit] / full}
                      name={`${text.unit(names[l], unit, label)}: ${numbersOf(layer, unit)}`}
                      label={
                        label === undefined
                          ? undefined
                          : `${label}  ${values[unit].toFixed(2).replace("-", "−")}`
                      }
                      marked={last && unit === look.prediction}
                      chosen={chosen?.layer === l && chosen.unit === unit}
                      reached={entry === key}
                      onHover={(inside) => setHovered(inside ? place : undefined)}
                      onFocus={(inside) => {
                        setFocused(inside ? place : undefined);
                        if (inside) setReached(key);
                      }}
                    />
                  );
                })}
              </g>
            );
          })}
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

const keyOf = ({ layer, unit }: PlacedUnit) => `${layer}-${unit}`;

/** What fills a circle: 1 where activations go that far, the layer's largest otherwise. */
function scaleOf({ activation, a, delta }: LayerLook): number {
  if (quantity.value === "activations" && ["sigmoid", "softmax", "tanh"].includes(activation)) return 1;
  const values = Array.from(quantity.value === "activations" ? a : delta, Math.abs);
  return Math.max(1e-30, ...values);
}

function numbersOf({ z, a, delta }: LayerLook, unit: number): string {
  return text.numbers(formatValue(z[unit]), formatValue(a[unit]), formatValue(delta[unit]));
}
