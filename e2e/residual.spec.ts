/** Residual layers: built by keyboard, and looked at in every figure. */
import { expect, test } from '@playwright/test';
import { expectNumbers, inspected, problemsOf } from './figures';
import { button, finished, open, rate, withoutTraining } from './page';

test('a residual net by keyboard alone: as wide as what enters, else the row says what fits', async ({
  page,
}) => {
  await withoutTraining(page);
  await page.goto('/');
  const { keyboard } = page;
  const editor = page.getByRole('dialog', { name: 'Layers', exact: true });
  const layer = (number: number) => editor.getByRole('group', { name: `Layer ${number}`, exact: true });
  const units = (number: number) => layer(number).getByLabel('Units', { exact: true });
  await button(page, 'Edit layers').focus();
  await keyboard.press('Enter');
  await units(1).fill('100');
  await editor.getByLabel('Block to add').focus();
  await keyboard.type('Resid');
  await button(page, 'Add layer').focus();
  await keyboard.press('Enter');
  await expect(units(2)).toBeFocused();
  await expect(units(2)).toHaveValue('100');
  await expect(layer(2)).toContainText('10,100 parameters');
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('60');
  await expect(layer(2)).toContainText(
    'Residual adds its 60 units to the 100 numbers that enter it. Choose 100 units, or put a dense layer of 60 before it.',
  );
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('100');
  await expect(layer(2)).not.toContainText('Choose 100 units');
  await layer(2).getByRole('button', { name: 'Duplicate layer 2' }).focus();
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await expect(page.getByText('100 → Residual 100 → Residual 100', { exact: true })).toBeVisible();
  await expect
    .poll(() => new URL(page.url()).searchParams.get('hidden'))
    .toBe('100,residual:100,residual:100');
  await page.reload();
  await expect(page.getByText('100 → Residual 100 → Residual 100', { exact: true })).toBeVisible();
});

test.setTimeout(120_000);
test('a residual net learns; its figures say what is added, and have numbers for every algorithm', async ({
  page,
}) => {
  const problems = problemsOf(page);
  await open(
    page,
    '?rule=bp,fa,dfa,f3-error,pepita&hidden=20,residual:20x2&training-samples=200&batch-size=50&epochs=1&backend=wasm',
  );
  await button(page, 'Train').click();
  await finished(page, 1, 90_000);
  expect(await rate(page, 'BP')).toBeGreaterThan(0);
  const diagram = page.locator('.diagram');
  await expect(diagram).toContainText(
    'Layers 2 and 3 add what enters them, unit by unit: the straight lines.',
  );
  await expect(diagram.locator('.skip-wire')).not.toHaveCount(0);
  const feedback = page.getByRole('figure', { name: 'Feedback and weights' });
  for (const rule of ['BP', 'FA', 'DFA', 'F³-E', 'PEP']) {
    await inspected(page, rule).check({ force: true });
    await expectNumbers(page);
  }
  await inspected(page, 'DFA').check({ force: true });
  await expect(feedback).toContainText('((I+W₂)…W₄)ᵀ');

  await button(page, 'Explain').click();
  for (const name of ['Update locking', 'Memory drawer', 'Test by hand', 'Weight transport']) {
    await page.getByRole('radio', { name, exact: true }).check({ force: true });
    await expectNumbers(page);
  }
  await expect(page.getByRole('figure', { name: 'Weight transport' })).toContainText(
    'h₁ is added to the output of the layer above: part of its δ comes back past the weights. h₃ is shown instead.',
  );
  await page.getByRole('radio', { name: 'Slow motion', exact: true }).check({ force: true });
  const slow = page.getByRole('region', { name: 'One sample in slow motion' });
  await slow.getByRole('combobox', { name: 'Algorithm' }).selectOption('fa');
  for (let step = 0; step < 8; step++) await slow.getByRole('button', { name: 'Next' }).click();
  await expect(slow).toContainText('fixed and random, and past them unchanged.');
  await expectNumbers(page);
  expect(problems).toEqual([]);
});
