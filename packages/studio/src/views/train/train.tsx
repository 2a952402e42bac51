import type { VNode } from "preact";
import { words } from "../../text/english.ts";
import { Controls } from "./controls.tsx";
import { DataLine } from "./data-line.tsx";
import { Figures } from "./figures.tsx";
import { LearningCurve } from "./learning-curve.tsx";
import { LearningRate } from "./learning-rate.tsx";
import { Presets } from "./presets.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { WeightsHash } from "./weights-hash.tsx";
import "./train.css";

const text = words.train;

/** Progress first, also for the Tab key and a screen reader: Start is near, and settings are many. */
export function Train(): VNode {
  return (
    <>
      <h2>{text.heading}</h2>
      <div class="columns train-columns">
        <section aria-label={text.progress}>
          <DataLine />
          <Controls />
          <LearningRate />
          <Figures />
          <LearningCurve />
          <WeightsHash />
        </section>
        <section aria-label={text.settings}>
          <Presets />
          <SettingsForm />
        </section>
      </div>
    </>
  );
}
