import type { NamedBytes } from "../../laboratory/kept-run.ts";
import { isModelName } from "../../laboratory/model-names.ts";
import type { GivenFile } from "../../state/dropped-files.ts";
import { identity, keep, unusedName } from "../../state/runs.ts";
import { attempt, laboratory, notice } from "../../state/studio.ts";
import { words } from "../../text/english.ts";

const text = words.compare;

/** Of a file that is read at all. */
const MOST_BYTES = 512 * 2 ** 20;

const ofRun = /^(experiment\.json|history\.jsonl|metrics\.json|.*\.zip)$/;
export const isKnown = (name: string) => ofRun.test(name) || isModelName(name);

/** Each folder is a run, and so is each model or zip that lies by itself. */
export async function importFiles(files: readonly GivenFile[]): Promise<void> {
  await attempt(async () => {
    notice.value = undefined;
    const large = files.find(({ file }) => file.size > MOST_BYTES);
    if (large) throw new Error(text.tooLarge(large.file.name, `${Math.round(large.file.size / 2 ** 20)} MB`));
    const runs = groupsOf(files);
    if (runs.length === 0) throw new Error(text.nothing);
    for (const [place, group] of runs) await importRun(place, await read(group));
  });
}

/** What belongs together, by what it is called. */
function groupsOf(files: readonly GivenFile[]): [place: string, group: File[]][] {
  const groups = new Map<string, File[]>();
  for (const { path, file } of files.filter((given) => isKnown(given.file.name))) {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    groups.set(folder, [...(groups.get(folder) ?? []), file]);
  }
  return [...groups].flatMap(([folder, group]): [string, File[]][] => {
    const record = group.some(({ name }) => name === "experiment.json");
    if (record) return [[folder || "run", group]];
    return group
      .filter(({ name }) => name.endsWith(".zip") || isModelName(name))
      .map((file) => [file.name, [file]]);
  });
}

function read(files: readonly File[]): Promise<NamedBytes[]> {
  return Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
}

const baseName = (path: string) => path.slice(path.lastIndexOf("/") + 1);

async function importRun(place: string, files: readonly NamedBytes[]): Promise<void> {
  const { content, bytes, assumptions } = await laboratory.readRun(files, place);
  if (bytes === undefined) throw new Error(text.noModel(place));
  const name = unusedName(baseName(place).replace(/\.(npz|safetensors|onnx|json|zip)$/i, ""));
  await keep({ ...content, ...identity(name), source: "imported" }, bytes);
  notice.value ??= [text.imported(name), ...assumptions.map(text.assumed)].join(" ");
}
