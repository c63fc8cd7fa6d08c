/**
 * Holds files of public data sets in memory, while the page is open, where browser storage is blocked. It lives in the
 * page because workers end with their task; blobs pass between threads without a copy.
 */
export interface HeldFile {
  readonly folder: string;
  readonly name: string;
  readonly blob: Blob;
}

/** Sync in the page, async for a worker, which calls the page's store by messages. */
export interface MemoryStore {
  readonly hold: (file: HeldFile) => void | Promise<void>;
  /** Files of one folder. */
  readonly held: (folder: string) => readonly HeldFile[] | Promise<readonly HeldFile[]>;
  readonly release: (folder: string) => void | Promise<void>;
}

/** Create once, in the page. */
export function createMemoryStore(): MemoryStore {
  let files: readonly HeldFile[] = [];
  return {
    hold(file) {
      const others = files.filter(({ folder, name }) => folder !== file.folder || name !== file.name);
      files = [...others, file];
    },
    held: (folder) => files.filter((file) => file.folder === folder),
    release(folder) {
      files = files.filter((file) => file.folder !== folder);
    },
  };
}
