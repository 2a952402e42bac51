import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDataset } from "percept/node";
import { writeCase, writeImages } from "./write-data.mjs";

/**
 * Writes MNIST into a temporary folder that is gone afterwards, also after Ctrl-C.
 * @param work  gets prepareCase(case), which writes a case's own files and resolves to { data: paths, bands }
 */
export async function withData(work) {
  const folder = mkdtempSync(join(tmpdir(), "percept-bench-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const stop = (signal) => {
    remove();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const dataset = await loadDataset("mnist");
    const images = writeImages(folder, dataset);
    return await work({
      async prepareCase(one) {
        const { data, bands } = await writeCase(folder, dataset, one);
        return { data: { folder, ...images, ...data }, bands };
      },
    });
  } finally {
    remove();
  }
}
