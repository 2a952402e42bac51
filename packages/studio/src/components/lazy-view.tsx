import { signal } from "@preact/signals";
import type { VNode } from "preact";
import { attempt } from "../state/studio.ts";

/** A view whose program is fetched when it is first looked at. */
export function lazyView(load: () => Promise<() => VNode>): () => VNode | null {
  const loaded = signal<{ readonly View: () => VNode } | undefined>(undefined);
  let asked = false;
  return function LazyView() {
    if (!asked) {
      asked = true;
      void attempt(async () => {
        loaded.value = { View: await load() };
      });
    }
    const { View } = loaded.value ?? {};
    return View === undefined ? null : <View />;
  };
}
