import { tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { createStream } from '../random/rng';
import { useCpu } from '../testSupport';
import { correlationOf, moments } from './correlation';

beforeAll(useCpu);

async function correlation(a: readonly number[], b: readonly number[]): Promise<number> {
  const parts = moments(tensor1d([...a]), tensor1d([...b]));
  return correlationOf(await Promise.all(parts.map(async (one) => (await one.data())[0] as number)));
}

const stream = createStream(2, 'correlation');
const random = Array.from({ length: 50 }, () => stream.normal());

it('is 1 for a rising line, −1 for a falling one, and matches a hand calculation', async () => {
  expect(
    await correlation(
      random,
      random.map((x) => 3 * x + 100),
    ),
  ).toBeCloseTo(1, 4);
  expect(
    await correlation(
      random,
      random.map((x) => -x),
    ),
  ).toBeCloseTo(-1, 6);
  expect(await correlation([1, 2, 3], [1, 3, 2])).toBeCloseTo(0.5, 6);
});

// In single precision, the mean of equal values can differ from the value.
it.each([0.1, 1 / 3, 1e-8, 12_345.678, 0])('is NaN if one tensor is %d everywhere', async (value) => {
  const constant = random.map(() => value);
  expect(await correlation(constant, random)).toBeNaN();
  expect(await correlation(random, constant)).toBeNaN();
  expect(await correlation(constant, constant)).toBeNaN();
});

it('is NaN for NaN', async () => {
  expect(await correlation([1, Number.NaN, 2], [1, 2, 3])).toBeNaN();
});
