import type { VNode } from "preact";
import type { Examination } from "../../laboratory/examine-protocol.ts";
import { openMistakes } from "../../state/examine.ts";
import { data } from "../../state/studio.ts";
import { examineWords } from "../../text/english.ts";
import { SampleCard } from "./sample-card.tsx";
import { sampleAt } from "./sample-list.ts";

const text = examineWords.mistakes;

/** The mistakes that the network is surest of. */
export function MistakesGallery({ found }: { readonly found: Examination }): VNode {
  const { mistakes, worst, classes } = found;
  const listed = mistakes.indices.length;
  return (
    <section aria-labelledby="mistakes-heading">
      <h3 id="mistakes-heading">{text.heading}</h3>
      <p class="soft">{mistakes.total === 0 ? text.none : text.count(mistakes.total)}</p>
      <ol class="cards">
        {worst.map(({ pixels }, place) => (
          <li>
            <SampleCard
              sample={sampleAt(mistakes, place, classes)}
              pixels={pixels}
              shape={data.value?.imageShape ?? [1, pixels.length]}
              onOpen={() => openMistakes(text.title, place)}
            />
          </li>
        ))}
      </ol>
      {listed > worst.length && (
        <button type="button" onClick={() => openMistakes(text.title)}>
          {text.all(listed, mistakes.total)}
        </button>
      )}
    </section>
  );
}
