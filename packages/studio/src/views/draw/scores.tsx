import type { VNode } from "preact";
import { answer, reader } from "../../state/draw.ts";
import { drawWords as text } from "../../text/draw-words.ts";

const digits = [..."0123456789"];

/** A bar and a number a class; the bars are as long as their share of 1, or of the largest score beyond it. */
export function Scores(): VNode {
  const found = answer.value;
  const classes = reader.value?.classes ?? digits;
  const longest = Math.max(1, ...(found?.scores ?? []));
  return (
    <table class="draw-scores">
      <caption>{text.scores}</caption>
      <thead class="hidden">
        <tr>
          <th scope="col">{text.class}</th>
          <th scope="col">{text.score}</th>
        </tr>
      </thead>
      <tbody>
        {classes.map((name, unit) => {
          const score = found?.scores[unit];
          return (
            <tr class={unit === found?.prediction ? "wins" : undefined}>
              <th scope="row">{name}</th>
              <td>
                <span class="draw-score">
                  <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="ground" width="100" height="10" />
                    <rect class="bar" width={(100 * Math.max(0, score ?? 0)) / longest} height="10" />
                  </svg>
                  <span>{score === undefined ? "–" : score.toFixed(3)}</span>
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
