import type { VNode } from "preact";
import { linkOf } from "../../state/experiment-link.ts";
import { type LessonWords, learnWords } from "../../text/learn-words.ts";
import equations from "./equations.json" with { type: "json" };
import { type LessonName, lessonList } from "./lesson-list.ts";

/** One page: words, picture, equations, and experiments to start from. */
export function Lesson({ name }: { readonly name: LessonName }): VNode {
  const words: LessonWords = learnWords.lessons[name];
  const { Picture, experiments } = lessonList[name];
  return (
    <article class="lesson" aria-labelledby="lesson-title">
      <h3 id="lesson-title">{words.title}</h3>
      <div class="lesson-text">
        {words.text.map((paragraph) => (
          <p>{paragraph}</p>
        ))}
      </div>
      <figure class="lesson-picture">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow screen it is scrolled, also by keyboard */}
        <section aria-label={learnWords.picture} tabIndex={0}>
          <Picture />
        </section>
        <figcaption>{words.picture}</figcaption>
      </figure>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow screen it is scrolled, also by keyboard */}
      <section class="equations" aria-label={learnWords.equations} tabIndex={0}>
        {equations[name].map((lines, index) => (
          <>
            <p>{words.equations[index]}</p>
            {/* MathML that the build has made of the page's own TeX. */}
            <div class="equation" dangerouslySetInnerHTML={{ __html: lines.join("") }} />
          </>
        ))}
      </section>
      <section class="experiments" aria-label={learnWords.tryIt}>
        <h4>{learnWords.tryIt}</h4>
        {experiments.map((settings, index) => {
          const [why, button] = words.experiments[index];
          return (
            <p>
              <a class="button" href={`#train?${linkOf(settings)}`}>
                {button}
              </a>
              <span>{why}</span>
            </p>
          );
        })}
      </section>
    </article>
  );
}
