/** Transformers: chosen from the papers' networks or by options, shared by link, and looked at. */
import { expect, test } from '@playwright/test';
import { expectNumbers, inspected, problemsOf } from './figures';
import { button, finished, open, rate, withoutTraining } from './page';

test('the paper’s transformer from the editor; its link opens it again; FA is refused in words', async ({
  page,
}) => {
  await withoutTraining(page);
  await page.goto('/');
  const editor = page.getByRole('dialog', { name: 'Layers', exact: true });
  await button(page, 'Edit layers').click();
  await editor.getByText('Networks of the papers').click();
  await editor.getByRole('button', { name: /ViT-MNIST/ }).click();
  const groups = editor.getByRole('group', { name: /^Layer \d+$/ });
  await expect(groups).toHaveCount(5);
  await expect(groups.first()).toContainText('16 tokens of 32');
  await expect(editor.getByLabel('Totals')).toContainText('965,898');
  const cut = (all: Element[]) =>
    all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent);
  expect(await groups.first().locator('label').evaluateAll(cut)).toEqual([]);
  await button(page, 'Done').click();
  await expect
    .poll(() => new URL(page.url()).searchParams.get('hidden'))
    .toBe('transformer:32,transformer:32:embedding=0x3,512');
  await page.reload();
  await button(page, 'Edit layers').click();
  await expect(groups).toHaveCount(5);
  await groups.nth(1).getByLabel('Heads', { exact: true }).fill('4');
  await editor.getByRole('button', { name: 'Undo' }).click();
  await expect(groups.nth(1).getByLabel('Heads', { exact: true })).toHaveValue('8');
  await groups.nth(1).getByLabel('Tokens', { exact: true }).fill('15');
  await expect(groups.nth(1)).toContainText(
    'reads 15 tokens of 32 dimensions, and gets 512 numbers instead of 480',
  );
  await editor.getByRole('button', { name: 'Undo' }).click();
  await button(page, 'Done').click();
  await page.getByRole('checkbox', { name: 'FA', exact: true }).check({ force: true });
  await expect(page.getByText(/FA sends deltas back through one fixed matrix/).first()).toBeVisible();
});

test.setTimeout(180_000);
test('a small transformer learns; attention is read by keyboard; every figure has numbers', async ({
  page,
}) => {
  const problems = problemsOf(page);
  const net =
    'transformer:8:tokens=4:heads=2:key=4:mlp=8,transformer:8:tokens=4:heads=2:key=4:mlp=8:embedding=0,20';
  await open(
    page,
    `?rule=bp,dfa,drtp,f3-error,pepita&hidden=${net}&training-samples=200&batch-size=50&epochs=1&backend=wasm`,
  );
  await button(page, 'Train').click();
  await finished(page, 1, 120_000);
  expect(await rate(page, 'BP')).toBeGreaterThan(0);
  const attention = page.getByRole('figure', { name: 'Attention', exact: true });
  await expect(attention).toContainText('2 heads, 4 tokens: rows take from columns');
  const cursor = attention.getByRole('slider');
  await cursor.focus();
  await cursor.press('ArrowRight');
  await expect(cursor).toHaveAttribute(
    'aria-valuetext',
    /^head 0: token \d takes [\d.]+(e−\d+)? from token \d$/,
  );
  for (const rule of ['BP', 'DFA', 'DRTP', 'F³-E', 'PEP']) {
    await inspected(page, rule).check({ force: true });
    await expectNumbers(page);
  }
  await button(page, 'Explain').click();
  for (const name of ['Update locking', 'Memory drawer', 'Test by hand', 'Weight transport', 'Slow motion']) {
    await page.getByRole('radio', { name, exact: true }).check({ force: true });
    await expectNumbers(page);
  }
  const slow = page.getByRole('region', { name: 'One sample in slow motion' });
  for (const rule of ['bp', 'f3-error', 'pepita']) {
    await slow.getByRole('combobox', { name: 'Algorithm' }).selectOption(rule);
    for (let step = 0; step < 8; step++) await slow.getByRole('button', { name: 'Next' }).click();
    await expectNumbers(page);
  }
  expect(problems).toEqual([]);
});
