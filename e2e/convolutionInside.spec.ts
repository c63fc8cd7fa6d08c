/** Inside and Explain with a convolution and max pooling: real maps and filters, and no wire where none is. */
import { expect, type Page, test } from '@playwright/test';
import { expectNumbers, inspected, problemsOf } from './figures';
import { button, finished, open } from './page';

const query =
  '?rule=bp,fa,dfa,f3-error&hidden=convolution:4:kernel=5:padding=2,20&training-samples=200&batch-size=50&epochs=1&backend=wasm';

test('a convolution’s maps and filters are read by keyboard and in a table; B names maps and pixels', async ({
  page,
}) => {
  const problems = problemsOf(page);
  await open(page, query);
  const maps = page.getByRole('figure', { name: 'Feature maps and filters' });
  await expect(maps).toContainText('Available from the first step on.');
  const feedback = page.getByRole('figure', { name: 'Feedback and weights' });
  await expect(feedback).toContainText('compared with nothing');
  await button(page, 'Train').click();
  await finished(page, 1, 120_000);
  await expect(maps.getByRole('slider', { name: /^h₁/ }).locator('canvas')).toHaveCount(4);
  const pixels = maps.getByRole('slider', { name: /^h₁/ });
  await pixels.press('ArrowRight');
  await pixels.press('ArrowDown');
  await expect(pixels).toHaveAttribute('aria-valuetext', /^map 0, pixel \(1, 0\): −?[\d.]+/);
  const filters = maps.getByRole('slider', { name: /^W₁/ });
  await filters.press('ArrowRight');
  await filters.press('End');
  await expect(filters).toHaveAttribute('aria-valuetext', /^filter 3, channel 0, pixel \(0, 4\): −?[\d.]+/);
  await expect(maps).toContainText(/W₁, filter 3, channel 0, pixel \(0, 4\)/);
  await maps.getByRole('button', { name: 'Show data' }).click();
  await expect(maps.getByRole('table', { name: 'h₁, numbers' }).locator('tbody tr')).toHaveCount(4 * 28);
  await expect(maps.getByRole('table', { name: 'W₁, numbers' }).locator('tbody tr')).toHaveCount(4 * 5);
  await maps.getByRole('button', { name: 'Show data' }).click();
  const B = feedback.getByRole('slider', { name: /^B₁/ });
  await B.press('ArrowRight');
  await B.press('PageDown');
  await expect(B).toHaveAttribute('aria-valuetext', /^row 0, map \d, pixel \(\d+, \d+\): −?[\d.]+/);
  // The diagram reads a map as its mean.
  const cursor = page.getByRole('slider', { name: 'Read the values of units, weights and feedback' });
  await cursor.press('ArrowRight');
  await cursor.press('ArrowRight');
  await expect(cursor).toHaveAttribute('aria-valuetext', /^h₁, mean of map \d: −?[\d.]+/);
  await expectNumbers(page);
  expect(problems).toEqual([]);
});

test.setTimeout(180_000);
test('every algorithm’s figures have numbers, or say why there are none', async ({ page }) => {
  const problems = problemsOf(page);
  await open(page, query);
  await button(page, 'Train').click();
  await finished(page, 1, 120_000);
  const feedback = page.getByRole('figure', { name: 'Feedback and weights' });
  await inspected(page, 'BP').check({ force: true });
  await expect(feedback).toContainText('BP goes back through convolutions, pooling or transformers here');
  await inspected(page, 'FA').check({ force: true });
  await expect(feedback).toContainText(/pooled pixels/);
  await expect(feedback.getByRole('slider')).toHaveCount(2);
  const layer = page.getByRole('textbox', { name: /^Hidden layer \(1/ });
  await layer.fill('2');
  await layer.press('Enter');
  await expect(page.getByRole('figure', { name: 'Feature maps and filters' })).toHaveCount(0);
  await button(page, 'Cost').click();
  await expect(page.getByText(/4 maps 5 × 5/).first()).toBeVisible();
  await expectNumbers(page);

  await button(page, 'Explain').click();
  for (const name of ['Update locking', 'Memory drawer', 'Test by hand', 'Weight transport']) {
    await page.getByRole('radio', { name, exact: true }).check({ force: true });
    await expect(page.getByRole('main')).toBeVisible();
    await expectNumbers(page);
  }
  await layerOne(page);
  const transport = page.getByRole('figure', { name: 'Weight transport' });
  await expect(transport).toContainText('h₁ has no wires');
  await expect(transport).toContainText('h₂ is shown instead');
  // W₂ [4 · 14 · 14, 20] and W₃ [20, 10].
  await expect(transport.getByText('copy 15,880 weights')).toBeVisible();
  await page.getByRole('radio', { name: 'Slow motion', exact: true }).check({ force: true });
  const slow = page.getByRole('region', { name: 'One sample in slow motion' });
  for (const rule of ['bp', 'fa', 'dfa', 'f3-error', 'pepita', 'llo']) {
    await slow.getByRole('combobox', { name: 'Algorithm' }).selectOption(rule);
    await expect(
      slow.getByRole('img', { name: /, step \d+ of \d+\. .*Map \d, pixel|, step 1 of/ }),
    ).toBeVisible();
    for (let step = 0; step < 4; step++) await slow.getByRole('button', { name: 'Next' }).click();
    await expectNumbers(page);
  }
  expect(problems).toEqual([]);
});

/** Chooses the convolution where the figure offers a choice. */
async function layerOne(page: Page): Promise<void> {
  const box = page.getByRole('main').getByRole('textbox', { name: 'Hidden layer' });
  await box.fill('1');
  await box.press('Enter');
}
