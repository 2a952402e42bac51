import type { VNode } from "preact";
import type { SampleLook } from "../../laboratory/inside-protocol.ts";
import { insideWords } from "../../text/inside-words.ts";
import type { PlacedUnit } from "./diagram-layout.ts";
import { formatValue } from "./format-value.ts";

const text = insideWords.diagram;
const MOST = 4;

interface UnitReadoutProps {
  readonly look: SampleLook;
  readonly names: readonly string[];
  readonly classes: readonly string[];
  readonly chosen: PlacedUnit | undefined;
}

/** A chosen unit's numbers in words; the circle's name has them for who does not see. */
export function UnitReadout({ look, names, classes, chosen }: UnitReadoutProps): VNode {
  if (chosen === undefined) return <p class="inside-readout soft">{text.hint}</p>;
  const { layer, unit } = chosen;
  const last = look.layers.length - 1;
  const here = look.layers[layer];
  const at = here.shown.indexOf(unit);
  const row = here.incoming[at];
  const called = (l: number, k: number) => (l === last ? text.classShort(classes[k]) : text.unitShort(k));
  const from =
    layer === 0
      ? []
      : look.layers[layer - 1].shown.map((k, j) => [called(layer - 1, k), row[1 + j]] as const);
  const above = look.layers[layer + 1];
  const to = above?.shown.map((k, i) => [called(layer + 1, k), above.incoming[i][1 + at]] as const) ?? [];
  return (
    <p class="inside-readout">
      <strong>{text.unit(names[layer], unit, layer === last ? classes[unit] : undefined)}</strong>
      {": "}
      {text.numbers(formatValue(here.z[unit]), formatValue(here.a[unit]), formatValue(here.delta[unit]))}
      {`. ${text.bias} ${formatValue(row[0])}.`}
      {from.length > 0 && ` ${text.from} ${list(from)}.`}
      {to.length > 0 && ` ${text.to} ${list(to)}.`}
    </p>
  );
}

/** The largest first. */
function list(weights: readonly (readonly [name: string, weight: number])[]): string {
  return weights
    .toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, MOST)
    .map(([name, weight]) => `${name} (${weight > 0 ? "+" : ""}${formatValue(weight)})`)
    .join(", ");
}
