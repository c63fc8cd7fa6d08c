import { expect, it } from 'vitest';
import { createRunState, disposeRunState } from '../run/createRunState';
import { tinyConfig, tinyData, useCpu } from '../testSupport';
import { epochOrder } from './order';

it('an epoch’s order is drawn once, and kept only while it or its neighbour is asked for', async () => {
  await useCpu();
  const run = createRunState(tinyConfig({ epochs: 9 }), tinyData(), {});
  for (const epoch of [1, 2, 1, 2, 3, 7, 8, 9]) {
    const order = epochOrder(run, epoch);
    expect(order).toEqual(run.sampler.order(epoch));
    expect(epochOrder(run, epoch)).toBe(order);
    expect(run.orders.size).toBeLessThanOrEqual(3);
  }
  expect([...run.orders.keys()]).toEqual([8, 9]);
  disposeRunState(run);
});
