// Files as a person gives them: dropped, with the folders they lie in, or chosen.

/** A file, and where it lay: `digits/train/3/7.png`, or its name alone. */
export interface GivenFile {
  readonly path: string;
  readonly file: File;
}

/** Everything that was dropped, with the files of folders. @param wanted  by name; others are not even opened */
export async function droppedFiles(
  { items }: DataTransfer,
  wanted: (name: string) => boolean = () => true,
): Promise<GivenFile[]> {
  // All at once: the list is empty after the first wait.
  const dropped = [...items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files = dropped.map((item): GivenFile[] | Promise<GivenFile[]> =>
    item === null ? [] : item instanceof File ? [{ path: item.name, file: item }] : filesOf(item, wanted),
  );
  return (await Promise.all(files)).flat();
}

/** Of an input; a folder that was chosen names its files from itself on. */
export function chosenFiles(list: FileList | null): GivenFile[] {
  return [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function filesOf(entry: FileSystemEntry, wanted: (name: string) => boolean): Promise<GivenFile[]> {
  if (entry.isFile) {
    if (!wanted(entry.name)) return [];
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path: entry.fullPath.replace(/^\//, ""), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: GivenFile[] = [];
  for (;;) {
    // A reader gives a hundred entries at a time.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return found;
    for (const inner of entries) found.push(...(await filesOf(inner, wanted)));
  }
}
