import type { VNode } from "preact";
import { view } from "../../state/studio.ts";
import { learnWords } from "../../text/learn-words.ts";
import { Lesson } from "./lesson.tsx";
import { type LessonName, lessonNames } from "./lesson-list.ts";
import "./learn.css";

/** The pages of the view, each at an address of its own: #learn/forward */
export function Lessons(): VNode {
  const [, wanted = ""] = view.value.split("/");
  const shown = lessonNames.find((name) => name === wanted) ?? lessonNames[0];
  return (
    <>
      <h2 class="hidden">{learnWords.heading}</h2>
      <div class="learn">
        <nav aria-label={learnWords.pages} class="learn-pages">
          <ol>
            {lessonNames.map((name) => (
              <li key={name}>
                <a href={addressOf(name)} aria-current={name === shown ? "page" : undefined}>
                  {learnWords.lessons[name].short}
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <div>
          <Lesson key={shown} name={shown} />
          <Neighbours shown={shown} />
          <p class="soft learn-source">{learnWords.source}</p>
        </div>
      </div>
    </>
  );
}

function Neighbours({ shown }: { readonly shown: LessonName }): VNode {
  const at = lessonNames.indexOf(shown);
  const [before, after] = [lessonNames[at - 1], lessonNames[at + 1]];
  return (
    <nav aria-label={`${learnWords.before}, ${learnWords.after}`} class="learn-neighbours">
      {before && <a href={addressOf(before)}>{`← ${learnWords.lessons[before].title}`}</a>}
      {after && <a class="after" href={addressOf(after)}>{`${learnWords.lessons[after].title} →`}</a>}
    </nav>
  );
}

function addressOf(name: LessonName): string {
  return `#learn/${name}`;
}
