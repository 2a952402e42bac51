import type { VNode } from "preact";
import type { SampleLook } from "../../laboratory/inside-protocol.ts";
import { type DiagramLayout, type PlacedUnit, RADIUS } from "./diagram-layout.ts";

/** Strengths that lines are drawn in; the weakest are left out. */
const LEVELS = 4;

interface ConnectionsProps {
  readonly look: SampleLook;
  readonly layout: DiagramLayout;
  readonly chosen: PlacedUnit | undefined;
}

/** Weights as lines, stronger where larger; with a unit chosen, its own stand out. */
export function Connections({ look, layout, chosen }: ConnectionsProps): VNode {
  const { image, layers } = layout;
  const fromImage = layers[0].units.map(({ x, y }) =>
    line(image.x + image.size, image.y + image.size / 2, x, y),
  );
  return (
    <g class={chosen ? "inside-lines dimmed" : "inside-lines"}>
      <path class="quiet" d={fromImage.join("")} />
      {look.layers.slice(1).map((_, below) => (
        <Between look={look} layout={layout} below={below} />
      ))}
      {chosen && <Chosen look={look} layout={layout} chosen={chosen} />}
    </g>
  );
}

/** All lines of two layers, a path a sign and strength. */
function Between({
  look,
  layout,
  below,
}: Omit<ConnectionsProps, "chosen"> & { readonly below: number }): VNode {
  const { incoming } = look.layers[below + 1];
  const most = largestOf(incoming);
  const paths = new Map<string, string>();
  layout.layers[below + 1].units.forEach((to, i) => {
    layout.layers[below].units.forEach((from, j) => {
      const weight = incoming[i][1 + j];
      const level = Math.round((LEVELS * Math.abs(weight)) / most);
      if (level === 0) return;
      const look = `${weight > 0 ? "positive" : "negative"} level-${level}`;
      paths.set(look, (paths.get(look) ?? "") + line(from.x, from.y, to.x, to.y));
    });
  });
  return (
    <>
      {[...paths].sort().map(([look, d]) => (
        <path class={look} d={d} />
      ))}
    </>
  );
}

function Chosen({ look, layout, chosen }: ConnectionsProps & { readonly chosen: PlacedUnit }): VNode {
  const { layer, unit, x, y } = chosen;
  const at = look.layers[layer].shown.indexOf(unit);
  const above = look.layers[layer + 1];
  const { image } = layout;
  return (
    <g class="chosen">
      {layer === 0 ? (
        <path class="from-image" d={line(image.x + image.size, image.y + image.size / 2, x, y)} />
      ) : (
        layout.layers[layer - 1].units.map((from, j) =>
          weighted(
            look.layers[layer].incoming[at][1 + j],
            largestOf(look.layers[layer].incoming),
            from,
            chosen,
          ),
        )
      )}
      {above &&
        layout.layers[layer + 1].units.map((to, i) =>
          weighted(above.incoming[i][1 + at], largestOf(above.incoming), chosen, to),
        )}
    </g>
  );
}

function weighted(weight: number, most: number, from: PlacedUnit, to: PlacedUnit): VNode {
  const share = Math.abs(weight) / most;
  return (
    <path
      class={weight > 0 ? "positive" : "negative"}
      stroke-width={0.4 + 4 * share}
      d={line(from.x, from.y, to.x, to.y)}
    />
  );
}

/** Of the weights without biases. */
function largestOf(rows: readonly Float32Array[]): number {
  return rows.reduce(
    (most, row) => row.subarray(1).reduce((found, w) => Math.max(found, Math.abs(w)), most),
    1e-12,
  );
}

/** From the right end of one circle to the left end of the other. */
function line(x1: number, y1: number, x2: number, y2: number): string {
  return `M${x1},${y1}L${x2 - RADIUS},${y2}`;
}
