import type { VNode } from "preact";
import { keyOf, type PlacedUnit, RADIUS, ROW_HEIGHT } from "./diagram-layout.ts";

interface UnitCircleProps {
  readonly place: PlacedUnit;
  /** in [-1, 1]: how full it is */
  readonly share: number;
  readonly name: string;
  /** beside it, of an output unit */
  readonly label: string | undefined;
  readonly marked: boolean;
  readonly chosen: boolean;
  /** whether Tab comes here */
  readonly reached: boolean;
  readonly onHover: (inside: boolean) => void;
  readonly onFocus: (inside: boolean) => void;
}

/** A unit, filled by what it says; its row is what a pointer meets. */
export function UnitCircle(props: UnitCircleProps): VNode {
  const { place, share, name, label, marked, chosen, reached, onHover, onFocus } = props;
  const { x, y } = place;
  const percent = Math.round(100 * Math.min(1, Math.abs(share)));
  const colour = share < 0 ? "negative" : "positive";
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button
    <g
      role="button"
      class={chosen ? "inside-unit chosen" : "inside-unit"}
      tabindex={reached ? 0 : -1}
      aria-label={name}
      data-unit={keyOf(place)}
      onMouseEnter={() => onHover(true)}
      onMouseLeave={() => onHover(false)}
      onFocus={() => onFocus(true)}
      onBlur={() => onFocus(false)}
      onClick={(event) => event.currentTarget.focus()}
    >
      <rect
        class="reach"
        x={x - ROW_HEIGHT / 2}
        y={y - ROW_HEIGHT / 2}
        width={label === undefined ? ROW_HEIGHT : 5 * ROW_HEIGHT - RADIUS}
        height={ROW_HEIGHT}
      />
      <circle
        cx={x}
        cy={y}
        r={RADIUS}
        fill={`color-mix(in srgb, var(--chart-${colour}) ${percent}%, var(--chart-paper))`}
      />
      {share < -0.005 && <path class="minus" d={`M${x - 4},${y}h8`} />}
      {label !== undefined && (
        <text x={x + RADIUS + 7} y={y + 4.5} class={marked ? "marked" : undefined}>
          {label}
        </text>
      )}
    </g>
  );
}
