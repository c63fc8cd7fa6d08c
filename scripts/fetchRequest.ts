/** Options and progress events of a fetch. */
import type { Writing } from '../src/cli/files/disk';
import type { Failure } from '../src/data/fetch/faults';
import type { Folder } from '../src/data/storage/folders';

export type FetchEvent =
  /** Bytes of all downloads of this run. */
  | { readonly type: 'progress'; readonly file: string; readonly done: number; readonly total: number }
  /** A file that is now in place, and its source. */
  | { readonly type: 'here'; readonly file: string; readonly from: string }
  | { readonly type: 'failed'; readonly file: string; readonly failures: readonly Failure[] };

export interface FetchRequest {
  readonly folder: Folder;
  /** Folder to fill. */
  readonly to: string;
  /** Folder to copy from, instead of using the network. */
  readonly from?: string | undefined;
  /** Folder to search by content for files that are not in `from`; default: `from` itself. */
  readonly around?: string | undefined;
  /** Names of other sets, whose folders the search skips. */
  readonly others?: readonly Folder[] | undefined;
  /** The user's mirror, tried first: `<mirror>/<folder>/<file>`. */
  readonly mirror?: string | undefined;
  readonly tell: (event: FetchEvent) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds without a byte before a source times out. */
  readonly patience?: number;
}

export const writingOf = ({ folder, to }: FetchRequest): Writing => ({
  folder: to,
  bytes: folder.files.reduce((sum, { bytes }) => sum + bytes, 0),
  wayOut: 'name another folder with F3_DATA=DIR',
});

/** Sums the progress of several downloads. */
export class Meter {
  readonly #items = new Map<string, { readonly done: number; readonly total: number }>();
  readonly #tell: FetchRequest['tell'];

  constructor(tell: FetchRequest['tell']) {
    this.#tell = tell;
  }

  expect(item: string, total: number): void {
    this.#items.set(item, { done: 0, total });
  }

  /** Removes a download, whose file then comes from another source or not at all. */
  forget(item: string): void {
    this.#items.delete(item);
  }

  put(item: string, done: number, total: number): void {
    this.#items.set(item, { done, total: Math.max(done, total) });
    const all = [...this.#items.values()];
    const sum = (key: 'done' | 'total') => all.reduce((before, one) => before + one[key], 0);
    this.#tell({ type: 'progress', file: item, done: sum('done'), total: sum('total') });
  }
}
