import type { ModelEnding } from "percept";
import type { KeptRun } from "../../laboratory/kept-run.ts";
import { bytesOf } from "../../state/runs.ts";
import { attempt, laboratory } from "../../state/studio.ts";

/** Every format of models that the library writes, by its ending; .js is .mjs again. A test holds the two together. */
export const exportEndings: readonly ModelEnding[] = [
  ".npz",
  ".safetensors",
  ".json",
  ".onnx",
  ".mjs",
  ".py",
  ".c",
];

export async function exportModel(run: KeptRun, ending: ModelEnding): Promise<void> {
  await attempt(async () => {
    const { model } = await bytesOf(run);
    const bytes = ending === ".npz" ? model : await laboratory.modelAs(model, ending);
    download(`${fileNameOf(run)}${ending}`, bytes);
  });
}

/** The run's folder, in a zip. */
export async function exportRun(run: KeptRun): Promise<void> {
  await attempt(async () =>
    download(`${fileNameOf(run)}.zip`, await laboratory.runArchive(run, await bytesOf(run))),
  );
}

/** What every file system takes. */
function fileNameOf({ name }: KeptRun): string {
  return (
    name
      .replaceAll(/[^\p{L}\p{N}._-]+/gu, "-")
      .replaceAll(/^[-.]+|[-.]+$/g, "")
      .slice(0, 80) || "model"
  );
}

function download(name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // once the browser has taken it
}
