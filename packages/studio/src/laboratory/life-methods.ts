/** How the page learns that its worker is gone: nothing else tells of one that was closed or ran out of memory. */
export function lifeMethods() {
  return {
    /**
     * Holds a lock for as long as the worker lives; comes back once it is held. Browsers give the locks of a worker
     * that has ended back: whoever waits for it then has it.
     */
    holdLock(name: string): Promise<void> {
      return new Promise((held) => {
        void navigator.locks.request(name, () => {
          held();
          return new Promise<void>(() => {});
        });
      });
    },
  };
}
