import { expect, it } from 'vitest';
import { createWatch, SILENT } from './watch';
import { countersSize, openCounters, type StageCounters } from './words';

/** Two stages and the last one, of a run of 3 epochs. */
function watched() {
  const counters = openCounters(new Int32Array(new SharedArrayBuffer(4 * countersSize(3))), 3);
  const [first, second] = counters.stages as [StageCounters, StageCounters];
  const watch = createWatch(counters, 3);
  /** The stage found after so many waits of 100 ms, if any. */
  const after = (waits: number, each: () => void = () => undefined): number | undefined => {
    for (let i = 0; i < waits; i++) {
      each();
      const found = watch.silent(100);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return { watch, first, second, after };
}
const WAITS = SILENT / 100;

it('finds a stage that gives no sign of life for long, and no earlier', () => {
  const { first, after } = watched();
  const alive = (): void => first.beat.set(first.beat.now() + 1);
  // The first wait has nothing to compare with.
  expect(after(WAITS + 1, alive)).toBeUndefined();
  expect(after(1, alive)).toBe(1);
});

it.each(['beat', 'ready', 'put', 'gave', 'epoch'] as const)('%s is a sign of life', (sign) => {
  const { first, second, after } = watched();
  expect(
    after(3 * WAITS, () => {
      first.beat.set(first.beat.now() + 1);
      second[sign].set(second[sign].now() + 1);
    }),
  ).toBeUndefined();
});

it('a stage that has done its last epoch may be silent', () => {
  const { first, second, after } = watched();
  first.epoch.set(3);
  expect(after(3 * WAITS, () => second.beat.set(second.beat.now() + 1))).toBeUndefined();
});

it('no single wait counts for more: a computer that slept has not waited', () => {
  const { watch, after } = watched();
  after(1);
  expect(watch.silent(10 * SILENT)).toBeUndefined();
});
