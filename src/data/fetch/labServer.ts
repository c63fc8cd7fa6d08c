/** What the lab's server and the page say to each other about data files: `GET data/` and `POST data/<folder>`. */
import type { Fault } from './faults';

/** Says that this is the lab's own server, which fetches on request. */
export const LAB_SERVER = 'f3-lab';

/** The answer to `GET data/`. */
export interface ServerIndex {
  readonly server: typeof LAB_SERVER;
  /** By folder: files as they lie there, packed or plain, one form of each. */
  readonly folders: Readonly<Record<string, readonly { readonly name: string; readonly bytes: number }[]>>;
}

/** One line of the answer to `POST data/<folder>`: bytes of all that is fetched, or the end. */
export type GetLine =
  | { readonly file: string; readonly done: number; readonly total: number }
  | { readonly ok: true }
  /** File by file, source by source. */
  | { readonly ok: false; readonly reasons: readonly string[]; readonly faults: readonly Fault[] };
