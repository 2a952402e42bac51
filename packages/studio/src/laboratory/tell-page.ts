export interface Teller<Value> {
  tell(value: Value): void;
  /** Comes back once the page has heard everything. */
  heard(): Promise<void>;
}

/**
 * Tells the page something again and again. A callback of the page's has a channel of its own, on which the last value
 * may arrive after the answer to the call that it belongs to: whoever answers waits for `heard` first.
 * @param callback  the page's; through Comlink it returns a promise
 */
export function tellPage<Value>(callback: (value: Value) => unknown): Teller<Value> {
  let last: unknown;
  return {
    tell(value) {
      last = callback(value);
    },
    async heard() {
      await last;
    },
  };
}
