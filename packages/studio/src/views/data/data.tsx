import type { VNode } from "preact";
import { featuresOf } from "../../state/data.ts";
import { data } from "../../state/studio.ts";
import { dataWords as text } from "../../text/english.ts";
import { Browse } from "./browse.tsx";
import { Card } from "./card.tsx";
import { ChooseData } from "./choose-data.tsx";
import "./data.css";
import { DecisionView } from "./decision-view.tsx";
import { OwnFiles } from "./own-files.tsx";

export function Data(): VNode {
  const now = data.value;
  return (
    <>
      <h2>{text.heading}</h2>
      <div class="columns data-view">
        <div>
          <ChooseData />
          <OwnFiles />
        </div>
        <div>
          {now && featuresOf(now) === 2 && <DecisionView />}
          {now && <Browse summary={now} />}
          {now && <Card summary={now} />}
        </div>
      </div>
    </>
  );
}
