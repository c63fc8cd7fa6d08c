import { afterEach, expect, it, vi } from 'vitest';
import { type Place, threadsOn, threadsText } from './threads';

afterEach(() => vi.unstubAllGlobals());

const place: Place = { cores: 8, isolated: true, secure: true };
const setting = { rules: ['bp', 'dfa'], seeds: [0], pipeline: 1, threads: 1, backend: 'wasm' } as const;
const textOf = (changes: object, at: Partial<Place> = {}): string | undefined =>
  threadsText({ ...setting, ...changes } as never, { ...place, ...at });

it('threads only where memory can be shared, and WebAssembly computes', () => {
  expect(threadsOn('wasm', 4)).toBe(1);
  vi.stubGlobal('crossOriginIsolated', true);
  expect([
    threadsOn('wasm', 4),
    threadsOn('wasm-fma', 4),
    threadsOn('cpu', 4),
    threadsOn('webgpu', 4),
  ]).toEqual([4, 4, 1, 1]);
});

it('says how many threads would use the cores, and which are too many', () => {
  expect(textOf({})).toBe('8 cores, 2 runs at once: 4 threads each would use them.');
  expect(textOf({ threads: 4 })).toBeUndefined();
  expect(textOf({ threads: 5 })).toMatch(/^8 cores, 2 runs at once: with 5 threads each they share cores/);
  expect(textOf({ rules: ['bp'], seeds: [1, 2, 3] })).toMatch(/3 runs at once: 2 threads each/);
  expect(textOf({ seeds: [1, 2, 3, 4] })).toBeUndefined();
  expect(textOf({}, { cores: 1 })).toBeUndefined();
});

it('counts a worker for each stage of those algorithms that can have stages', () => {
  const staged = { rules: ['pepita', 'f3-error'], pipeline: 3 };
  expect(textOf(staged)).toBe('8 cores, 4 workers at once: 2 threads each would use them.');
  expect(textOf({ ...staged, threads: 4 })).toMatch(/4 workers at once: with 4 threads each they share/);
  expect(textOf({ ...staged, rules: ['pepita'], seeds: [1, 2] })).toMatch(
    /^8 cores, 2 runs at once: 4 threads each/,
  );
});

it('says why there are none, and the way out', () => {
  expect(textOf({ threads: 2, backend: 'webgpu' })).toMatch(/no effect on this backend/);
  expect(textOf({}, { isolated: false })).toBeUndefined();
  expect(textOf({ threads: 2 }, { isolated: false })).toMatch(/Cross-Origin-Opener-Policy: same-origin/);
  expect(textOf({ threads: 2 }, { isolated: false, secure: false })).toMatch(/over https or at localhost/);
});
