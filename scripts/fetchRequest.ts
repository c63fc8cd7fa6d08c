/** What is asked of a fetch, and what it tells while it goes on. */
import type { Writing } from '../src/cli/files/disk';
import type { Failure } from '../src/data/fetch/faults';
import type { Folder } from '../src/data/keep/folders';

export type FetchEvent =
  /** Bytes of all that is fetched in this go. */
  | { readonly type: 'progress'; readonly file: string; readonly done: number; readonly total: number }
  /** A file that is here now, and where from. */
  | { readonly type: 'here'; readonly file: string; readonly from: string }
  | { readonly type: 'failed'; readonly file: string; readonly failures: readonly Failure[] };

export interface FetchRequest {
  readonly folder: Folder;
  /** Folder to fill. */
  readonly to: string;
  /** Folder to copy from instead of the network. */
  readonly from?: string | undefined;
  /** Where files that are not in `from` are looked for by their content, whatever they are called; `from` itself if absent. */
  readonly around?: string | undefined;
  /** Folders that are named as these are left to them. */
  readonly others?: readonly Folder[] | undefined;
  /** A mirror of the person's own, tried first: `<mirror>/<folder>/<file>`. */
  readonly mirror?: string | undefined;
  readonly tell: (event: FetchEvent) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds without a byte after which a source is given up. */
  readonly patience?: number;
}

export const writingOf = ({ folder, to }: FetchRequest): Writing => ({
  folder: to,
  bytes: folder.files.reduce((sum, { bytes }) => sum + bytes, 0),
  wayOut: 'name another folder with F3_DATA=DIR',
});

/** Adds up what several downloads have done. */
export class Meter {
  readonly #items = new Map<string, { readonly done: number; readonly total: number }>();
  readonly #tell: FetchRequest['tell'];

  constructor(tell: FetchRequest['tell']) {
    this.#tell = tell;
  }

  expect(item: string, total: number): void {
    this.#items.set(item, { done: 0, total });
  }

  /** It comes from elsewhere, or not at all. */
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
