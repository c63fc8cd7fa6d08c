import { randomNormal, slice, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { useCpu } from '../testSupport';
import { angle, meanRowAngle } from './angle';
import { readAll } from './taking/read';

beforeAll(useCpu);

it('the angle of large arrays, from sums on the device, equals that from a read-back', async () => {
  const [a, b] = [1, 2].map((seed) => randomNormal([40, 30_000], 0, 1e-9, 'float32', seed)) as [
    Tensor2D,
    Tensor2D,
  ];
  const near = tidy(() => a.add(b.mul(0.5)) as Tensor2D);
  const [far, close] = await readAll(() => [meanRowAngle(a, b), meanRowAngle(a, near)]);
  // Independent normal vectors are orthogonal; a and a + 0.5 b differ by arctan 0.5.
  expect(far).toBeCloseTo(90, 0);
  expect(close).toBeCloseTo((Math.atan(0.5) * 180) / Math.PI, 0);
  const part = (t: Tensor2D): Tensor2D => slice(t, [0, 0], [40, 20_000]);
  const [whole] = await readAll(() => [meanRowAngle(part(a), part(near))]);
  expect(whole).toBeCloseTo(close ?? 0, 0);
});

it('a zero tensor has no angle, but tiny tensors do', async () => {
  const a = randomNormal([5, 7], 0, 1e-25, 'float32', 1) as Tensor2D;
  const [none, same, opposite] = await readAll(() => [angle(a, a.mul(0)), angle(a, a), angle(a, a.neg())]);
  expect(none).toBeNull();
  expect(same).toBe(0);
  expect(opposite).toBe(180);
});
