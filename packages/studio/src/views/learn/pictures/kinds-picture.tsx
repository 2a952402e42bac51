import type { VNode } from "preact";
import { Drawing } from "./drawing.tsx";

/** Two groups of twenty, on spirals of the golden angle. */
const points = Array.from({ length: 40 }, (_, index) => {
  const group = index % 2;
  const place = Math.floor(index / 2);
  const [angle, radius] = [place * 2.39996, 9 * Math.sqrt(place + 0.5)];
  return {
    group,
    x: (group === 0 ? 66 : 138) + radius * Math.cos(angle),
    y: (group === 0 ? 150 : 86) + radius * Math.sin(angle),
  };
});

const panels = [
  { name: "Supervised", labelled: () => true, divides: true, circles: false },
  { name: "Unsupervised", labelled: () => false, divides: false, circles: true },
  { name: "Semi-supervised", labelled: (index: number) => index < 6, divides: true, circles: true },
];

export function KindsPicture(): VNode {
  return (
    <Drawing
      width={630}
      height={240}
      title="Forty points in two groups: each with its label and a border between them; none labelled and a ring around each group; six labelled, with rings and a border."
    >
      {panels.map(({ name, labelled, divides, circles }, panel) => (
        <g key={name} transform={`translate(${panel * 212} 0)`}>
          <text x={3} y={18} class="strong">
            {name}
          </text>
          <rect x={0} y={28} width={206} height={200} class="panel" />
          {circles && <circle cx={66} cy={150} r={48} class="ring" />}
          {circles && <circle cx={138} cy={86} r={48} class="ring" />}
          {divides && <line x1={44} y1={52} x2={166} y2={190} class="border-line" />}
          {points.map((point, index) => (
            <Point key={index} {...point} labelled={labelled(index)} />
          ))}
        </g>
      ))}
    </Drawing>
  );
}

interface PointProps {
  readonly group: number;
  readonly x: number;
  readonly y: number;
  readonly labelled: boolean;
}

/** A label is a colour and a shape, so that nobody needs the colour. */
function Point({ group, x, y, labelled }: PointProps): VNode {
  if (!labelled) return <circle cx={x} cy={y} r={3.5} class="unlabelled" />;
  return group === 0 ? (
    <circle cx={x} cy={y} r={4.5} class="class-a" />
  ) : (
    <rect x={x - 4.2} y={y - 4.2} width={8.4} height={8.4} class="class-b" />
  );
}
