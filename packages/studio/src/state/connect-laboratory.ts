import * as Comlink from "comlink";
import type { Laboratory } from "../laboratory/laboratory.ts";

/**
 * Starts a worker.
 * @param onLost  called once, when it is gone: closed, out of memory, or never started; `lived` says for how many
 *   milliseconds it answered. It returns the sentence with which all calls fail that the worker has not answered.
 */
export function connectLaboratory(onLost: (lived: number) => string): Comlink.Remote<Laboratory> {
  const worker = new Worker(new URL("../laboratory/worker.ts", import.meta.url), {
    type: "module",
    name: "laboratory",
  });
  const { laboratory, fail } = callsThatEnd(Comlink.wrap<Laboratory>(worker));
  let born: number | undefined;
  let lost = false;
  const lose = () => {
    if (lost) return;
    lost = true;
    worker.terminate();
    fail(new Error(onLost(born === undefined ? 0 : performance.now() - born)));
  };
  worker.addEventListener("error", lose);
  const lock = `laboratory-${crypto.randomUUID()}`;
  const live = () => {
    born = performance.now();
    void navigator.locks.request(lock, lose);
  };
  laboratory.holdLock(lock).then(live, () => {});
  return laboratory;
}

/** A worker that is gone answers nothing: without `fail`, whoever waits for it would wait for ever. */
function callsThatEnd(remote: Comlink.Remote<Laboratory>) {
  const pending = new Set<(reason: Error) => void>();
  let ended: Error | undefined;
  const laboratory = new Proxy(remote, {
    get:
      (target, name) =>
      (...given: unknown[]) =>
        new Promise((resolve, reject) => {
          if (ended) return reject(ended);
          pending.add(reject);
          const call: (...given: unknown[]) => Promise<unknown> = Reflect.get(target, name);
          call(...given)
            .then(resolve, reject)
            .finally(() => pending.delete(reject));
        }),
  });
  const fail = (reason: Error) => {
    ended = reason;
    for (const reject of pending) reject(reason);
    pending.clear();
  };
  return { laboratory, fail };
}
