/** What a browser has, for this folder's tests. */
import { vi } from 'vitest';

/** A `localStorage`, which `vi.unstubAllGlobals` takes away again. @param stored what it holds */
export function stubStorage(stored = new Map<string, string>()): void {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
    removeItem: (key: string) => void stored.delete(key),
  });
}
