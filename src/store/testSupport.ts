/** What a browser has, and runs, for tests. */
import { vi } from 'vitest';
import type { RuleId } from '../core/rules';
import { runIdOf } from '../core/run/spec';
import type { RunRef } from './run/series';

/** One run of each rule. */
export const refs = (...rules: readonly RuleId[]): RunRef[] =>
  rules.map((rule) => ({ id: runIdOf({ rule, seed: 0 }), rule, seed: 0 }));

/** A `localStorage`, which `vi.unstubAllGlobals` takes away again. @param stored what it holds */
export function stubStorage(stored = new Map<string, string>()): void {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
    removeItem: (key: string) => void stored.delete(key),
  });
}
