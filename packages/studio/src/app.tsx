import type { VNode } from "preact";
import { StoppedWorker } from "./components/stopped-worker.tsx";
import { notice, view } from "./state/studio.ts";
import { words } from "./text/english.ts";
import { Compare } from "./views/compare/compare.tsx";
import { LostTraining } from "./views/compare/lost-training.tsx";
import { Data } from "./views/data/data.tsx";
import { Draw } from "./views/draw/draw.tsx";
import { Examine } from "./views/examine/examine.tsx";
import { Inside } from "./views/inside/inside.tsx";
import { Learn } from "./views/learn/learn.ts";
import { Train } from "./views/train/train.tsx";

/** Every view, in the order of the navigation. */
const views: Readonly<Record<string, () => VNode | null>> = {
  train: Train,
  inside: Inside,
  examine: Examine,
  draw: Draw,
  data: Data,
  compare: Compare,
  learn: Learn,
};

export function App(): VNode {
  const [shown] = view.value.split("/"); // a view has pages of its own behind its name: learn/forward
  const Shown = views[shown] ?? Train;
  return (
    <>
      <button type="button" class="skip" onClick={focusContent}>
        {words.skip}
      </button>
      <header>
        <h1>{words.title}</h1>
        <nav aria-label={words.navigation}>
          {Object.keys(views).map((name) => (
            <button
              type="button"
              aria-current={shown === name ? "page" : undefined}
              onClick={() => {
                view.value = name;
              }}
            >
              {words.views[name as keyof typeof words.views]}
            </button>
          ))}
        </nav>
      </header>
      <div role="status" class="notice">
        {notice.value}
      </div>
      <StoppedWorker />
      <LostTraining />
      <main id="content" tabIndex={-1}>
        <Shown />
      </main>
    </>
  );
}

function focusContent(): void {
  document.getElementById("content")?.focus();
}
