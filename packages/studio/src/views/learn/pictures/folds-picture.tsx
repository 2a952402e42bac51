import type { VNode } from "preact";
import { Drawing } from "./drawing.tsx";

/** `percept cross-validate --folds 5 --no-shuffle --update-order output-first` */
const accuracies = [0.9309, 0.9299, 0.928, 0.928, 0.9266];
const WIDTH = 84;

export function FoldsPicture(): VNode {
  return (
    <Drawing
      width={630}
      height={230}
      title={`In each of five trainings another fold validates: ${accuracies.map((one) => `${(100 * one).toFixed(2)}%`).join(", ")}.`}
    >
      {accuracies.map((accuracy, row) => {
        const top = 26 + row * 40;
        return (
          <g key={row}>
            <text x={0} y={top + 21} class="soft">
              {`Training ${row + 1}`}
            </text>
            {accuracies.map((_, fold) => (
              <g key={fold}>
                <rect
                  x={84 + fold * (WIDTH + 4)}
                  y={top}
                  width={WIDTH}
                  height={32}
                  rx={4}
                  class={fold === row ? "validates" : "trains"}
                />
                <text
                  x={84 + fold * (WIDTH + 4) + WIDTH / 2}
                  y={top + 21}
                  class={fold === row ? "middle small on-strong" : "middle small"}
                >
                  {fold === row ? "validate" : "train"}
                </text>
              </g>
            ))}
            <text x={628} y={top + 21} class="end strong">
              {`${(100 * accuracy).toFixed(2)}%`}
            </text>
          </g>
        );
      })}
      {accuracies.map((_, fold) => (
        <text key={fold} x={84 + fold * (WIDTH + 4) + WIDTH / 2} y={16} class="middle soft">
          {`Fold ${fold + 1}`}
        </text>
      ))}
    </Drawing>
  );
}
