/** An abort signal that Ctrl-C raises; a second Ctrl-C ends the process at once. */
export function interruptSignal(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const listen = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on("SIGINT", listen);
  return { signal: controller.signal, release: () => process.off("SIGINT", listen) };
}
