import { expect, test } from '@playwright/test';
import { button, open, seriousProblems } from './page';

test('what each rule needs stands in the place of the charts, has an address, and goes as it came', async ({
  page,
}) => {
  await open(page, '');
  await button(page, 'Explain').click();
  await expect(page).toHaveURL(/#lab\/needs$/);
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'DFA', exact: true }) });
  await expect(row).toContainText('The error of this batch');
  await expect(row).toContainText('After the whole forward pass');
  await expect(row.getByRole('math')).toHaveCount(1);
  expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
  await page.reload();
  await expect(button(page, 'Explain')).toHaveAttribute('aria-pressed', 'true');
  await button(page, 'Inside').click();
  await expect(page.getByRole('heading', { name: 'Inside', exact: true })).toBeVisible();
  await expect(page).not.toHaveURL(/#/);
});
