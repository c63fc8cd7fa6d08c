import { expect, test } from '@playwright/test';
import { button, finished, open, rate } from './page';

test('thirty layers: backpropagation does not get through, DFA and F³ do', async ({ page }) => {
  test.setTimeout(240_000);
  await open(page, '');
  await button(page, 'Cost').click();
  await button(page, 'Set up thirty layers').click();
  await expect(page.getByLabel('Hidden layers')).toHaveValue('30');
  await button(page, 'Train').click();
  await finished(page, 8, 200_000);
  expect(await rate(page, 'BP')).toBeLessThan(30);
  expect(await rate(page, 'DFA')).toBeGreaterThan(60);
  expect(await rate(page, 'F³-Error')).toBeGreaterThan(50);
});
