import { expect, it } from 'vitest';
import { createLimit } from './limit';

/** Trains at the limit for a minute on a device with this total rate by number of runs. @returns the limits seen */
function measured(rates: readonly number[]): number[] {
  const limit = createLimit('webgpu', 8);
  const seen = [limit.atOnce()];
  limit.changed(1);
  let samples = 0;
  for (let time = 0; time < 60; time += 0.1) {
    samples += (rates[limit.atOnce() - 1] ?? 0) * 0.1;
    limit.note(time, samples);
    const now = limit.atOnce();
    if (now === seen.at(-1)) continue;
    seen.push(now);
    limit.changed(now);
  }
  return seen;
}

it.each([
  ['a device that one run fills', [1000, 1050, 1060], [1, 2, 1]],
  ['one that two runs fill', [1000, 1600, 1700, 1700], [1, 2, 3, 2]],
  ['one with room for many', [1000, 2000, 3000, 4000, 5000], [1, 2, 3, 4]],
  ['one that slows down', [1000, 600], [1, 2, 1]],
])('%s', (_, rates, limits) => {
  expect(measured(rates)).toEqual(limits);
});

it('does not judge while fewer runs train than may', () => {
  const limit = createLimit('webgpu', 8);
  limit.changed(0);
  for (let time = 0; time < 60; time++) limit.note(time, time * 1000);
  expect(limit.atOnce()).toBe(1);
});

it('one run per core elsewhere', () => {
  expect(createLimit('wasm', 6).atOnce()).toBe(6);
  expect(createLimit('cpu', 2).atOnce()).toBe(2);
});
