/**
 * Where the files of public data sets come from in the page: the browser's own store, the lab's server,
 * mirrors that a browser may read, files that a person gave. All bytes are checked by SHA-256 before they are kept.
 */
import type { LoadContext } from './spec';

/** What can be said of a folder's files without reading them. */
export interface FolderState {
  readonly folder: string;
  /** Every file is there: kept by the browser, or on the lab's server. */
  readonly here: 'browser' | 'server' | undefined;
  /** Bytes that are here. */
  readonly bytes: number;
  /** One click can fetch the rest: the lab's own server offers it, or mirrors that a browser may read. */
  readonly canGet: boolean;
}

/** @param base address of the page */
export declare function folderStates(base: string): Promise<readonly FolderState[]>;

/**
 * Fetches what is missing of a folder: by the lab's server, which keeps it in public/data, else from mirrors into the
 * browser's store. Goes on where an earlier one was called off.
 * @throws {DataProblem}; an aborted one rejects with the signal's reason
 */
export declare function getFolder(
  folder: string,
  base: string,
  progress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<void>;

/** Reads a file of a folder: first from the browser's store, else from the server. Tries `name.gz`, then `name`. */
export declare function readFrom(folder: string, base: string): LoadContext['read'];
