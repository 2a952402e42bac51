import type { VNode } from "preact";
import { Drawing, pathThrough } from "./drawing.tsx";

const features = [1, 0.5, 0.9];
const weights = [0.1, 0.8, -0.4];
const z = features.reduce((sum, feature, index) => sum + feature * weights[index], 0);
const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** Of the sigmoid's panel, in pixels. */
const x = (value: number) => 420 + (value + 6) * 15;
const y = (value: number) => 180 - value * 130;
const curve = Array.from({ length: 61 }, (_, index) => {
  const value = -6 + index / 5;
  return [x(value), y(sigmoid(value))] as const;
});

/** One unit with small numbers: inputs, weights, sum, activation. */
export function UnitPicture(): VNode {
  const names = ["1", "x₁ = 0.5", "x₂ = 0.9"];
  return (
    <Drawing
      width={620}
      height={230}
      title={`A unit: 0.1 + 0.8 · 0.5 - 0.4 · 0.9 = ${z.toFixed(2)}, and the sigmoid of it is ${sigmoid(z).toFixed(3)}.`}
    >
      {names.map((name, index) => {
        const top = 50 + index * 65;
        return (
          <g key={name}>
            <line x1={92} y1={top} x2={236} y2={115} class={weights[index] < 0 ? "negative" : "positive"} />
            <circle cx={70} cy={top} r={22} class="node" />
            <text x={70} y={top + 5} class={index === 0 ? "middle" : "middle small"}>
              {name.replace(/.* = /, "")}
            </text>
            <text x={40} y={top + 5} class="end soft">
              {index === 0 ? "bias" : name.slice(0, 2)}
            </text>
            <text x={150} y={top + (115 - top) * 0.42 - 8} class="middle small">
              {String(weights[index])}
            </text>
          </g>
        );
      })}
      <circle cx={262} cy={115} r={28} class="node" />
      <text x={262} y={112} class="middle small">
        Σ
      </text>
      <text x={262} y={128} class="middle small">
        {z.toFixed(2)}
      </text>
      <text x={262} y={166} class="middle soft">
        z
      </text>
      <line x1={290} y1={115} x2={x(-6) - 40} y2={115} class="arrow" />
      <line x1={x(-6)} y1={y(0)} x2={x(6)} y2={y(0)} class="rule" />
      <line x1={x(0)} y1={y(0)} x2={x(0)} y2={y(1)} class="rule" />
      <line x1={x(-6)} y1={y(1)} x2={x(6)} y2={y(1)} class="rule" />
      <path d={pathThrough(curve)} class="curve-line" />
      <circle cx={x(z)} cy={y(sigmoid(z))} r={6} class="mark" />
      <text x={x(z) + 12} y={y(sigmoid(z)) + 18}>{`a = ${sigmoid(z).toFixed(3)}`}</text>
      {[-6, 0, 6].map((tick) => (
        <text key={tick} x={x(tick)} y={y(0) + 18} class="middle soft">
          {tick}
        </text>
      ))}
      <text x={x(-6) - 8} y={y(1) + 4} class="end soft">
        1
      </text>
      <text x={x(-6) - 8} y={y(0) + 4} class="end soft">
        0
      </text>
      <text x={x(0)} y={y(0) + 38} class="middle soft">
        σ(z)
      </text>
    </Drawing>
  );
}
