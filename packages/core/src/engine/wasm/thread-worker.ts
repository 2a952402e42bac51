// The program of a thread in a browser: kernels over the memory of the first message, called as the others say.

import type { Kernels } from "./kernels.ts";
import type { KernelCall } from "./thread.ts";

interface Start {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

let ready: Promise<WebAssembly.Instance> | undefined;

globalThis.onmessage = ({ data }: MessageEvent<Start | KernelCall>) => {
  if ("module" in data)
    ready = WebAssembly.instantiate(data.module, { env: { memory: data.memory, sgemm() {} } });
  // What is not caught in a promise would never reach the page.
  else carryOut(data).catch(reportError);
};

async function carryOut({ kernel, args }: KernelCall): Promise<void> {
  const kernels = (await ready)?.exports as unknown as Kernels;
  (kernels[kernel] as (...args: readonly number[]) => void)(...args);
  globalThis.postMessage("done");
}
