/** Which experiment the Lab shows, for the next visit: this tab's own after a reload, else the last of any tab. */
import type { ExperimentId } from '../../../notebook/records';

const KEY = 'f3-lab.shown';

/** Undefined where the browser blocks storage. */
const storages = [
  (): Storage | undefined => globalThis.sessionStorage,
  (): Storage | undefined => globalThis.localStorage,
] as const;

/** @param id undefined: nothing is shown any more */
export function noteShown(id: ExperimentId | undefined): void {
  for (const storage of storages) {
    try {
      if (id === undefined) storage()?.removeItem(KEY);
      else storage()?.setItem(KEY, id);
    } catch {
      // Nothing is brought back then; the notebook still has it.
    }
  }
}

export function lastShown(): ExperimentId | undefined {
  for (const storage of storages) {
    try {
      const id = storage()?.getItem(KEY);
      if (id) return id;
    } catch {
      // The next one may be readable.
    }
  }
  return undefined;
}
