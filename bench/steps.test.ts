import { expect, it } from 'vitest';
import { ratiosOf, savingsOf } from './steps';

const at = { shape: '784-1024×5-10', batch: 128, environment: 'chromium', backend: 'wasm' } as const;
const timing = (subject: string, rounds: number[]) => ({ subject, stepsPerRound: 1, rounds });

it('compares each rule with BP and with the other libraries, round by round', () => {
  const timings = [
    timing('bp', [1, 10, 1]),
    timing('f3-error', [2, 5, 0.5]),
    timing('tfjs-train-on-batch', [10, 100, 10]),
  ];
  expect(
    ratiosOf(at, timings, ['bp', 'f3-error']).map(({ subject, against, ratio }) => [subject, against, ratio]),
  ).toEqual([
    ['bp', 'tfjs-train-on-batch', 0.1],
    ['f3-error', 'bp', 0.5],
    ['f3-error', 'tfjs-train-on-batch', 0.05],
  ]);
});

it('compares F³’s measured and predicted savings, for the batch size', () => {
  const ratio = { ...at, against: 'bp', ratio: 0.8, ratioOfFastest: 0.7 };
  const [saving, ...rest] = savingsOf(at, [
    { ...ratio, subject: 'f3-error' },
    { ...ratio, subject: 'dfa' },
    { ...ratio, subject: 'f3-error', against: 'pytorch-bp' },
  ]);
  expect(rest).toEqual([]);
  // Forward and gradients cost BP w each for every sample, deltas all of w but the first layer, the update w once.
  const w = 784 * 1024 + 4 * 1024 ** 2 + 1024 * 10;
  const bp = 128 * (2 * w + (w - 784 * 1024)) + w;
  const f3 = 128 * (2 * w + 5 * 1024) + w;
  expect(saving?.predicted).toBeCloseTo(1 - f3 / bp, 12);
  expect(saving?.measured).toBeCloseTo(0.2, 12);
  expect(saving?.reached).toBeCloseTo(0.2 / (1 - f3 / bp), 12);
  expect(savingsOf({ ...at, shape: '784-500-10' }, [{ ...ratio, subject: 'f3-error' }])).toEqual([]);
});
