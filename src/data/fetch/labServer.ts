/** The protocol between page and lab server for data files: `GET data/` and `POST data/<folder>`. */
import type { Fault } from './faults';

/** Identifies the lab's own server, which downloads on request. */
export const LAB_SERVER = 'f3-lab';

/** Response to `GET data/`. */
export interface ServerIndex {
  readonly server: typeof LAB_SERVER;
  /** Files by folder, each in one form, packed or plain. */
  readonly folders: Readonly<Record<string, readonly { readonly name: string; readonly bytes: number }[]>>;
}

/** One line of the response to `POST data/<folder>`: progress in bytes, or the result. */
export type GetLine =
  | { readonly file: string; readonly done: number; readonly total: number }
  | { readonly ok: true }
  /** Reasons by file and source. */
  | { readonly ok: false; readonly reasons: readonly string[]; readonly faults: readonly Fault[] };
