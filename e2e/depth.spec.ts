import { expect, test } from '@playwright/test';
import { button, dataOf, finished, open, rate } from './page';

test('thirty layers: backpropagation fails to train, DFA and F³ succeed', async ({ page }) => {
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
  // What each worker holds: its heap holds its tensors.
  const workers = page.getByRole('table', { name: 'Workers' });
  for (const rule of ['BP', 'DFA', 'F³-Error']) {
    const row = workers.getByRole('row').filter({ has: page.getByText(rule, { exact: true }) });
    await expect(row).toContainText(/ (MB|kB).* MB$/);
    const [tensors = 0, heap = 0] =
      (await row.innerText())
        .match(/[\d.]+ [MkB]B/g)
        ?.map((text) => Number.parseFloat(text) * (text.endsWith('MB') ? 1e6 : 1e3)) ?? [];
    expect(tensors).toBeGreaterThan(100_000);
    expect(heap).toBeGreaterThan(tensors);
  }
  // The preset shows 30 layers with BP, DFA and F³-Error.
  await expect(page.getByRole('figure', { name: 'Delta by layer' })).toContainText('after epoch 8');
  const norms = await dataOf(page, 'Delta by layer');
  expect(norms).toHaveLength(90);
  const first = (rule: number) => (norms[rule] as number) / (norms[87 + rule] as number);
  expect(first(0)).toBeLessThan(1e-5);
  for (const direct of [1, 2]) expect(Math.abs(Math.log(first(direct)))).toBeLessThan(0.5);
});
