/** At most twice a second, and at most a fifth of the worker's time. */
const LEAST_MS = 500;
const REST = 4;

export interface Refresher {
  /** @param now  without the pause that is kept while a training runs */
  ask(now?: boolean): void;
  stop(): void;
}

/** Carries out `act` when asked, one call at a time; what is asked meanwhile is one more call afterwards. */
export function createRefresher(act: () => Promise<void>): Refresher {
  let asked = false;
  let urgent = false;
  let busy = false;
  let stopped = false;
  let earliest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function ask(now = false): void {
    asked = true;
    urgent ||= now;
    if (busy || stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => void start(), urgent ? 0 : Math.max(0, earliest - performance.now()));
  }

  async function start(): Promise<void> {
    busy = true;
    asked = urgent = false;
    const began = performance.now();
    await act();
    earliest = began + Math.max(LEAST_MS, (1 + REST) * (performance.now() - began));
    busy = false;
    if (asked) ask();
  }

  return {
    ask,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
