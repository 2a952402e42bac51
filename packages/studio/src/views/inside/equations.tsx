import type { VNode } from "preact";
import type { EquationGroup } from "../../laboratory/inside-protocol.ts";
import { insideWords } from "../../text/inside-words.ts";

const text = insideWords.equations;

export function Equations({ groups }: { readonly groups: readonly EquationGroup[] }): VNode {
  return (
    <section aria-label={text.heading}>
      <h3>{text.heading}</h3>
      <div class="inside-pair">
        {groups.map((group) => (
          <Group {...group} />
        ))}
      </div>
    </section>
  );
}

/** Wider than a phone: it scrolls, so that the keyboard must reach it. */
function Group({ title, equations }: EquationGroup): VNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by keyboard
    <section class="inside-equations" aria-label={title} tabIndex={0}>
      <h4>{title}</h4>
      {equations.map(({ words, mathml }) => (
        <div>
          {words && <p>{words}</p>}
          {mathml.map((markup) => (
            <div class="equation" dangerouslySetInnerHTML={{ __html: markup }} />
          ))}
        </div>
      ))}
    </section>
  );
}
