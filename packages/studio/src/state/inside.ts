// The sample that the view Inside looks at, and what the laboratory told of it.

import { effect, signal, untracked } from "@preact/signals";
import type { Experiment } from "percept/experiment";
import type { NetworkLook, SampleChoice, SampleLook } from "../laboratory/inside-protocol.ts";
import { createRefresher } from "./refresher.ts";
import { data, experiment, laboratory, notice, phase, progress, weightsVersion } from "./studio.ts";

export const choice = signal<SampleChoice>({ set: "train", index: 60 });
export const sampleLook = signal<SampleLook | undefined>(undefined);
export const networkLook = signal<NetworkLook | undefined>(undefined);

/** While it is not ended, the looks follow the weights: at once where they stand still, and as they change with pauses. */
export function watchInside(): () => void {
  const sample = createRefresher(() =>
    withExperiment(async (meant, begun) => {
      sampleLook.value = (await laboratory.lookAtSample(meant, begun, choice.value)) ?? sampleLook.value;
    }),
  );
  const network = createRefresher(() =>
    withExperiment(async (meant, begun) => {
      networkLook.value = await laboratory.lookAtNetwork(meant, begun, phase.value !== "running");
    }),
  );
  const endings = [
    effect(() => {
      void weightsVersion.value;
      void progress.value;
      void data.value;
      const running = phase.value === "running";
      if (phase.value === "idle") void experiment.value;
      sample.ask(!running);
      network.ask(!running);
    }),
    effect(() => {
      void choice.value;
      sample.ask(true);
    }),
    effect(stayWithin),
    sample.stop,
    network.stop,
  ];
  return () => {
    for (const end of endings) end();
  };
}

/** A set may become smaller, or be gone: its last sample is nearest. */
function stayWithin(): void {
  const { set, index } = choice.value;
  const counts = data.value?.counts;
  if (counts === undefined) return;
  if (counts[set] === 0) choice.value = { set: "train", index: 0 };
  else if (index >= counts[set]) choice.value = { set, index: counts[set] - 1 };
}

async function withExperiment(act: (meant: Experiment, begun: boolean) => Promise<void>): Promise<void> {
  const meant = untracked(() => experiment.value);
  if (data.value === undefined || typeof meant === "string") return;
  try {
    await act(meant, phase.value !== "idle");
  } catch (error) {
    notice.value = error instanceof Error ? error.message : String(error);
  }
}
