import type { VNode } from "preact";
import { Drawing, pathThrough } from "./drawing.tsx";

/** Binary cross-entropy of one sample with x = 1 and y = 1, with a penalty; its slope is a - y plus the penalty's. */
const penalty = 0.3;
const loss = (w: number) => Math.log(1 + Math.exp(-w)) + (penalty / 2) * w * w;
const slope = (w: number) => 1 / (1 + Math.exp(-w)) - 1 + penalty * w;

const rates = [
  { rate: 0.4, name: "rate 0.4", start: -4 },
  { rate: 4.3, name: "rate 4.3", start: -4 },
];

function descend(start: number, rate: number): number[] {
  const places = [start];
  for (let step = 0; step < 10; step++) places.push(places[step] - rate * slope(places[step]));
  return places;
}

export function StepsPicture(): VNode {
  return (
    <Drawing
      width={620}
      height={250}
      title="A small rate goes down into the valley; a large one leaps from side to side."
    >
      {rates.map(({ rate, name, start }, panel) => (
        <Valley key={name} left={30 + panel * 310} name={name} places={descend(start, rate)} />
      ))}
    </Drawing>
  );
}

interface ValleyProps {
  readonly left: number;
  readonly name: string;
  readonly places: readonly number[];
}

function Valley({ left, name, places }: ValleyProps): VNode {
  const x = (w: number) => left + ((w + 5) / 12) * 260;
  const y = (value: number) => 205 - value * 26;
  const curve = Array.from({ length: 64 }, (_, index) => -4.3 + index / 6).map(
    (w) => [x(w), y(loss(w))] as const,
  );
  const points = places.map((w) => [x(w), y(loss(w))] as const);
  return (
    <g>
      <text x={left} y={20} class="strong">
        {name}
      </text>
      <line x1={left} y1={y(0)} x2={left + 260} y2={y(0)} class="rule" />
      <path d={pathThrough(curve)} class="curve-line" />
      <path d={pathThrough(points)} class="steps" />
      {points.map(([cx, cy], index) => (
        <circle key={index} cx={cx} cy={cy} r={index === 0 ? 6 : 4} class="mark" />
      ))}
      <text x={left + 260} y={y(0) + 18} class="end soft">
        w →
      </text>
      <text x={left} y={y(0) + 18} class="soft">
        {`loss ${loss(places[0]).toFixed(2)} → ${loss(places[places.length - 1]).toFixed(2)}`}
      </text>
    </g>
  );
}
