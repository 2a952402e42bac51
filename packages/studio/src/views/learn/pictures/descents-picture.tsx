import type { VNode } from "preact";
import { descend, lossOf, lowest, steepness, type Weights } from "./descent-paths.ts";
import { Drawing, pathThrough } from "./drawing.tsx";

const EPOCHS = 3;
const panels = [
  { name: "Batch", note: "3 steps of 24", path: descend(24, 0.45, EPOCHS) },
  { name: "Minibatch", note: "18 steps of 4", path: descend(4, 0.35, EPOCHS) },
  { name: "Stochastic", note: "72 steps of 1", path: descend(1, 0.2, EPOCHS) },
];
/** Above the least loss, a contour each. */
const contours = [0.05, 0.25, 0.6, 1.1, 1.8, 2.7];

export function DescentsPicture(): VNode {
  return (
    <Drawing
      width={630}
      height={270}
      title="Batch descent takes three smooth steps, minibatch descent eighteen that waver, stochastic descent seventy-two that jitter about the lowest place."
    >
      {panels.map((panel, index) => (
        <Panel key={panel.name} left={index * 212} {...panel} />
      ))}
    </Drawing>
  );
}

interface PanelProps {
  readonly left: number;
  readonly name: string;
  readonly note: string;
  readonly path: readonly Weights[];
}

function Panel({ left, name, note, path }: PanelProps): VNode {
  const scale = 58;
  const x = (w0: number) => left + 103 + (w0 + 0.3) * scale;
  const y = (w1: number) => 140 - (w1 - 0.15) * scale;
  const line = path.map(([w0, w1]) => [x(w0), y(w1)] as const);
  const last = path[path.length - 1];
  return (
    <g>
      <text x={left + 3} y={18} class="strong">
        {name}
      </text>
      <text x={left + 203} y={18} class="end soft">
        {note}
      </text>
      <clipPath id={`descent-${name}`}>
        <rect x={left} y={30} width={206} height={215} />
      </clipPath>
      <g clip-path={`url(#descent-${name})`}>
        <rect x={left} y={30} width={206} height={215} class="panel" />
        {contours.map((height) => {
          const radius = Math.sqrt(2 * height) * scale;
          return (
            <ellipse
              key={height}
              cx={x(lowest[0])}
              cy={y(lowest[1])}
              rx={radius}
              ry={radius / Math.sqrt(steepness)}
              class="contour"
            />
          );
        })}
        <path d={pathThrough(line)} class="steps" />
        {line.map(([cx, cy], index) => (
          <circle key={index} cx={cx} cy={cy} r={index === 0 ? 5 : path.length > 40 ? 1.8 : 3} class="mark" />
        ))}
        <path d={cross(x(lowest[0]), y(lowest[1]))} class="cross" />
      </g>
      <text x={left + 3} y={262} class="soft">
        {`loss ${lossOf(path[0]).toFixed(2)} → ${lossOf(last).toFixed(2)}`}
      </text>
    </g>
  );
}

function cross(x: number, y: number): string {
  return `M${x - 5} ${y - 5}l10 10m0 -10l-10 10`;
}
