import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Examination } from "../../laboratory/examine-protocol.ts";
import { openCell } from "../../state/examine.ts";
import { examineWords } from "../../text/english.ts";
import { counted } from "./format.ts";

const text = examineWords.matrix;
const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Rows are what the images are, columns what they are taken for; one stop of the Tab key, and arrow keys within. */
export function ConfusionTable({ found }: { readonly found: Examination }): VNode {
  const { classes, metrics } = found;
  const counts = metrics.confusionMatrix;
  const [[row, column], setStop] = useState<readonly [number, number]>([0, 0]);
  const worst = Math.max(1, ...counts.flatMap((cells, a) => cells.filter((_, p) => a !== p)));

  const move = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const last = classes.length - 1;
    const [to, at] = [row + step[0], column + step[1]].map((place) => Math.max(0, Math.min(last, place)));
    event.currentTarget.querySelectorAll<HTMLElement>("td button")[to * classes.length + at]?.focus();
  };

  const open = (actual: number, predicted: number) => {
    openCell(examineWords.samplesOf.cell(classes[actual], classes[predicted]), actual, predicted);
  };

  return (
    <section aria-labelledby="confusion-heading">
      <h3 id="confusion-heading">{text.heading}</h3>
      <p class="soft" id="confusion-hint">
        {text.hint}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its buttons take the keys, which bubble up to here */}
      <div class="scroll" onKeyDown={move}>
        <table class="confusion" aria-labelledby="confusion-heading" aria-describedby="confusion-hint">
          <thead>
            <tr>
              <th scope="col" class="corner">
                {text.actual} <span aria-hidden="true">\</span> {text.predicted}
              </th>
              {classes.map((label) => (
                <th scope="col">{label}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.map((cells, actual) => (
              <tr>
                <th scope="row">{classes[actual]}</th>
                {cells.map((images, predicted) => {
                  const title = text.cell(classes[actual], classes[predicted], images);
                  const support = metrics.perClass[actual].support;
                  const right = actual === predicted;
                  return (
                    <td>
                      <button
                        type="button"
                        class={right ? `hit-${shade(images, support)}` : `miss-${shade(images, worst)}`}
                        aria-label={title}
                        title={title}
                        tabIndex={actual === row && predicted === column ? 0 : -1}
                        onFocus={() => setStop([actual, predicted])}
                        onClick={() => open(actual, predicted)}
                      >
                        {counted(images)}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** From 0, nothing, to 4, the most. */
function shade(images: number, most: number): number {
  return images === 0 ? 0 : Math.max(1, Math.ceil((4 * images) / Math.max(1, most)));
}
