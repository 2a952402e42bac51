import type { Chart } from "percept-charts";
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { ChartView } from "../../components/chart-view.tsx";

/** A picture of curves with a point marked in each panel that it lies in. */
export function MarkedChart({
  chart,
  point,
  name,
}: {
  readonly chart: Chart;
  readonly point: readonly [x: number, y: number] | undefined;
  readonly name: string;
}): VNode {
  const { width, height, panels = [] } = chart;
  // The picture stays as it is while only the point moves.
  const picture = useMemo(() => <ChartView chart={chart} />, [chart]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll" tabIndex={0} aria-label={name}>
      <div class="marked">
        {picture}
        <svg
          class="marks"
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          aria-hidden="true"
        >
          {point &&
            panels.map(({ left, top, width: across, height: down, x, y }) => {
              const [right, up] = [share(point[0], x), share(point[1], y)];
              if (right < 0 || right > 1 || up < 0 || up > 1) return null;
              return <circle cx={left + right * across} cy={top + (1 - up) * down} r={6} />;
            })}
        </svg>
      </div>
    </section>
  );
}

/** How far on the way from the one end to the other. */
function share(value: number, [from, to]: readonly [number, number]): number {
  return (value - from) / (to - from);
}
