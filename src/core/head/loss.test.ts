import { tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '../ops';
import { useCpu } from '../testSupport';
import { losses } from './loss';

beforeAll(useCpu);

describe('losses', () => {
  const y = () =>
    tensor2d([
      [0.2, 0.9],
      [0.6, 0.3],
    ]);
  const target = () =>
    tensor2d([
      [0, 1],
      [1, 0],
    ]);

  it('BCE is summed over outputs and averaged over samples, by hand', async () => {
    const byHand = -(Math.log(0.8) + Math.log(0.9) + Math.log(0.6) + Math.log(0.7)) / 2;
    expect((await losses.bce.report(y(), target()).data())[0]).toBeCloseTo(byHand, 6);
  });

  it('BCE clamps as PyTorch does where an output is exactly 0 or 1', async () => {
    const [wrong, right] = [tensor2d([[1]]), tensor2d([[0]])];
    expect((await losses.bce.report(wrong, right).data())[0]).toBe(100);
    expect((await losses.bce.gradient(wrong, right).data())[0]).toBeCloseTo(1e12, -6);
    expect((await losses.bce.report(right, right).data())[0]).toBeCloseTo(0, 12);
  });

  it('CE and MSE, by hand', async () => {
    const ce = -(Math.log(0.9) + Math.log(0.6)) / 2;
    expect((await losses.ce.report(y(), target()).data())[0]).toBeCloseTo(ce, 6);
    const mse = (0.04 + 0.01 + 0.16 + 0.09) / 2;
    expect((await losses.mse.report(y(), target()).data())[0]).toBeCloseTo(mse, 6);
  });
});
