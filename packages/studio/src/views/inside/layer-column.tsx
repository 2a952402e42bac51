import type { VNode } from "preact";
import type { LayerLook } from "../../laboratory/inside-protocol.ts";
import { insideWords } from "../../text/inside-words.ts";
import { keyOf, type PlacedLayer, type PlacedUnit } from "./diagram-layout.ts";
import { formatValue } from "./format-value.ts";
import { UnitCircle } from "./unit-circle.tsx";

const text = insideWords.diagram;

/** What circles are filled by. */
export type Quantity = "activations" | "deltas";

interface LayerColumnProps {
  readonly placed: PlacedLayer;
  readonly layer: LayerLook;
  /** above the column, and in sentences */
  readonly names: readonly [short: string, long: string];
  /** of the output layer: one a unit */
  readonly classes: readonly string[] | undefined;
  readonly prediction: number;
  readonly quantity: Quantity;
  readonly chosen: PlacedUnit | undefined;
  /** the key of the unit that Tab comes to */
  readonly reached: string;
  readonly onHover: (place: PlacedUnit | undefined) => void;
  readonly onFocus: (place: PlacedUnit | undefined) => void;
}

export function LayerColumn(props: LayerColumnProps): VNode {
  const { placed, layer, names, classes, prediction, quantity, chosen, reached, onHover, onFocus } = props;
  const { x, units, dots } = placed;
  const values = quantity === "activations" ? layer.a : layer.delta;
  const full = scaleOf(layer, quantity);
  return (
    <g>
      <text x={x} y={16} class="name">
        {names[0]}
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
        const label = classes && `${shortened(classes[unit])} ${twoDecimals(values[unit])}`;
        const called = `${text.unit(names[1], unit, classes?.[unit])}: ${numbersOf(layer, unit)}`;
        const key = keyOf(place);
        return (
          <UnitCircle
            key={key}
            place={place}
            share={values[unit] / full}
            name={label === undefined ? called : `${label}, ${called}`}
            label={label}
            marked={classes !== undefined && unit === prediction}
            chosen={chosen !== undefined && keyOf(chosen) === key}
            reached={reached === key}
            onHover={(inside) => onHover(inside ? place : undefined)}
            onFocus={(inside) => onFocus(inside ? place : undefined)}
          />
        );
      })}
    </g>
  );
}

/** What fills a circle: 1 where activations go that far, the layer's largest otherwise. */
function scaleOf({ activation, a, delta }: LayerLook, quantity: Quantity): number {
  if (quantity === "activations" && ["sigmoid", "softmax", "tanh"].includes(activation)) return 1;
  const values = Array.from(quantity === "activations" ? a : delta, Math.abs);
  return Math.max(1e-30, ...values);
}

function numbersOf({ z, a, delta }: LayerLook, unit: number): string {
  return text.numbers(formatValue(z[unit]), formatValue(a[unit]), formatValue(delta[unit]));
}

const twoDecimals = (value: number) => value.toFixed(2).replace("-", "−");
const shortened = (label: string) => (label.length > 9 ? `${label.slice(0, 8)}…` : label);
