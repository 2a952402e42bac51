// File and Directory Entries API, WICG: folders that were dropped, which browsers give entry by entry.

export interface FoundFile {
  readonly file: File;
  /** from the dropped folder on: pets/cat/1.png */
  readonly path: string;
}

/** All files of entries and of the folders among them, without hidden ones. */
export async function filesIn(entries: readonly (FileSystemEntry | null)[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const entry of entries) {
    if (entry === null || entry.name.startsWith(".")) continue;
    if (entry.isDirectory)
      found.push(...(await filesIn(await childrenOf(entry as FileSystemDirectoryEntry))));
    else
      found.push({
        file: await fileOf(entry as FileSystemFileEntry),
        path: entry.fullPath.replace(/^\//, ""),
      });
  }
  return found;
}

/** A folder's entries come a hundred at a time, until none does. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return children;
    children.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((done, fail) => entry.file(done, fail));
}
