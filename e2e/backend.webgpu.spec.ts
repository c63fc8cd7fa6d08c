import { expect, test } from '@playwright/test';
import { button, closeInside, dataOf, finished, open } from './page';

/**
 * Ten steps of a tiny network: the software adapter is slow, but computes what a GPU computes. On a set with 500 test
 * samples: after an epoch with the digits' 10,000 it evaluates for half a minute.
 */
const tiny = 'dataset=moons&rule=bp,f3-error&hidden=8&batch-size=400&epochs=2&measures=none';

test('WebGPU training matches the cpu backend to 1e-4', async ({ page }) => {
  await closeInside(page);
  const losses: number[][] = [];
  for (const backend of ['webgpu', 'cpu']) {
    await open(page, `?${tiny}&backend=${backend}`);
    await button(page, 'Train').click();
    await finished(page, 2);
    losses.push(await dataOf(page, 'Training loss'));
  }
  const [webgpu = [], cpu = []] = losses;
  expect(webgpu.length).toBeGreaterThanOrEqual(20);
  expect(webgpu.length).toBe(cpu.length);
  for (const [i, loss] of webgpu.entries()) expect(Math.abs(loss - (cpu[i] as number))).toBeLessThan(1e-4);
});
