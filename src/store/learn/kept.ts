/** What the reader did, by lesson or exercise, kept in the browser. */
import { create } from 'zustand';

export interface Kept<T> {
  /** By the id of the lesson or exercise. */
  readonly entries: Readonly<Record<string, T>>;
  /** How many were started over in this visit: an open one then starts with a new network. */
  readonly restarts: number;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * @param key in the browser's storage
 * @param read what is understood of a kept entry: a damaged one must not keep its lesson from opening
 */
export function createKept<T extends object>(key: string, read: (kept: Record<string, unknown>) => T) {
  const nothing = read({});

  function stored(): Kept<T>['entries'] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
      const all = isObject(kept) ? Object.entries(kept) : [];
      return Object.fromEntries(all.map(([id, one]) => [id, isObject(one) ? read(one) : nothing]));
    } catch {
      return {};
    }
  }
  const useKept = create<Kept<T>>(() => ({ entries: stored(), restarts: 0 }));

  function keep(entries: Kept<T>['entries']): void {
    useKept.setState({ entries });
    try {
      localStorage.setItem(key, JSON.stringify(entries));
    } catch {
      // Storage is full or blocked: it lasts until the page is closed.
    }
  }
  const entryOf = ({ entries }: Pick<Kept<T>, 'entries'>, id: string): T => entries[id] ?? nothing;

  function change(id: string, part: Partial<T>): void {
    const { entries } = useKept.getState();
    keep({ ...entries, [id]: { ...entryOf({ entries }, id), ...part } });
  }

  /** Forgets everything about one. @returns a function that brings it back */
  function restart(id: string): () => void {
    const { [id]: before, ...others } = useKept.getState().entries;
    keep(others);
    useKept.setState(({ restarts }) => ({ restarts: restarts + 1 }));
    return () => keep({ ...useKept.getState().entries, ...(before ? { [id]: before } : {}) });
  }
  return { useKept, entryOf, change, restart };
}
