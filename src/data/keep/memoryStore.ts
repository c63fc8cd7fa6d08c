/**
 * Files of public data sets where the browser refuses to keep any: held in memory for as long as the page is open.
 * Workers end with their task, so the page is who holds them; blobs pass between threads without a copy.
 */
export interface HeldFile {
  readonly folder: string;
  readonly name: string;
  readonly blob: Blob;
}

/** Promises or not: a worker reaches the page's one by messages. */
export interface MemoryStore {
  readonly hold: (file: HeldFile) => void | Promise<void>;
  /** Of one folder. */
  readonly held: (folder: string) => readonly HeldFile[] | Promise<readonly HeldFile[]>;
  readonly release: (folder: string) => void | Promise<void>;
}

/** To be made once, by the page. */
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
