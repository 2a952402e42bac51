import * as Comlink from "comlink";
import type { Laboratory } from "../laboratory/laboratory.ts";

/**
 * Starts a worker.
 * @param onLost  called once, when it is gone: closed, out of memory, or never started; `lived` where it ever answered
 */
export function connectLaboratory(onLost: (lived: boolean) => void): Comlink.Remote<Laboratory> {
  const worker = new Worker(new URL("../laboratory/worker.ts", import.meta.url), {
    type: "module",
    name: "laboratory",
  });
  const laboratory = Comlink.wrap<Laboratory>(worker);
  let lived = false;
  let lost = false;
  const lose = () => {
    if (lost) return;
    lost = true;
    worker.terminate();
    onLost(lived);
  };
  worker.addEventListener("error", lose);
  const lock = `laboratory-${crypto.randomUUID()}`;
  void laboratory.holdLock(lock).then(() => {
    lived = true;
    void navigator.locks.request(lock, lose);
  });
  return laboratory;
}
