import { expect, it } from 'vitest';
import { busiest, threadTicks } from './threadTimes';

it('the busiest thread is that whose time grew most, whether it was there before or not', () => {
  const before = new Map([
    ['1', 100],
    ['2', 5],
  ]);
  expect(
    busiest(
      before,
      new Map([
        ['1', 130],
        ['2', 40],
        ['3', 20],
      ]),
    ),
  ).toBe(35);
  expect(
    busiest(
      before,
      new Map([
        ['1', 130],
        ['3', 31],
      ]),
    ),
  ).toBe(31);
  expect(busiest(before, new Map())).toBeUndefined();
});

it.runIf(process.platform === 'linux')('a thread that computes uses processor time', () => {
  const before = threadTicks(process.pid);
  const until = performance.now() + 300;
  while (performance.now() < until);
  expect(busiest(before, threadTicks(process.pid))).toBeGreaterThan(3);
  expect(threadTicks(-1).size).toBe(0);
});
