/** Browser stubs and runs, for tests. */
import { vi } from 'vitest';
import type { RuleId } from '../core/rules';
import { runIdOf } from '../core/run/spec';
import type { RunRef } from './run/series';

/** One run of each rule. */
export const refs = (...rules: readonly RuleId[]): RunRef[] =>
  rules.map((rule) => ({ id: runIdOf({ rule, seed: 0 }), rule, seed: 0 }));

/** Stubs `localStorage`; `vi.unstubAllGlobals` removes it. @param stored its content */
export function stubStorage(stored = new Map<string, string>()): void {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
    removeItem: (key: string) => void stored.delete(key),
  });
}
