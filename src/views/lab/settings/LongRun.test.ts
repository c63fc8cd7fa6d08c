import { expect, it } from 'vitest';
import { longRunText } from './LongRun';

const expected = { duration: { seconds: 7200, steps: 120_000 }, msPerStep: 1.84, networks: 5, cores: 4 };

it('the warning about a long run explains its estimate, with spaces between all words', () => {
  expect(longRunText({ ...expected, onDevice: false }).replaceAll('\u202f', ' ')).toBe(
    'This takes about 2 hours here: 5 networks, 120,000 steps each. Estimated from the short test (1.8 ms for a step of 784-500-10) and the multiply-adds of these steps; on 4 cores.',
  );
  expect(longRunText({ ...expected, onDevice: true })).toMatch(/^This takes at most about .*that step\.$/);
});
