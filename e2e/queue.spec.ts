/** The list of the queue: runs are paused, reordered and cancelled one by one. */
import { expect, type Page, test } from '@playwright/test';
import { button, closeInside, seriousProblems } from './page';

/** Four runs, long enough that none ends during a test; as many train at once as there are cores. */
const query = '?rule=bp,drtp&seed=0-3&hidden=200&batch-size=10&epochs=500';

async function queued(page: Page) {
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 }));
  await closeInside(page);
  await page.goto(`/${query}#compare`);
  await button(page, 'New experiment').click();
  await button(page, 'Queue 8 runs').click();
  await button(page, 'Queue').click();
  const dialog = page.getByRole('dialog', { name: 'Queue' });
  await expect(dialog.getByRole('listitem').filter({ hasText: /epoch \d+ of 500/ })).toHaveCount(2);
  const row = (name: string) => dialog.getByRole('listitem').filter({ hasText: name });
  /** Of the runs that wait. */
  const order = async () =>
    (
      await dialog
        .getByRole('listitem')
        .filter({ hasText: /waits|paused/ })
        .allInnerTexts()
    ).map((text) => /^[^\n]*?seed \d/.exec(text)?.[0].trim());
  return { dialog, row, order };
}

test('a run is paused and resumed by itself; its core goes to the next', async ({ page }) => {
  const { dialog, row } = await queued(page);
  await button(page, 'Pause BP, seed 1').click();
  await expect(row('BP, seed 1')).toContainText('paused');
  await button(page, 'Pause BP, seed 0').click();
  await expect(row('BP, seed 0')).toContainText('paused');
  await expect(row('DRTP, seed 0')).toContainText(/epoch \d+ of 500/);
  await expect(row('DRTP, seed 1')).toContainText(/^DRTP, seed 1\s+epoch \d+ of 500/);
  expect(await seriousProblems(page, { part: '.queue-dialog' })).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^0 of 8 runs done, 2 training, 2 paused/)).toBeVisible();
  await button(page, 'Pause queue').click();
  await button(page, 'Resume queue').click();
  await button(page, 'Queue').click();
  await expect(dialog.getByRole('button', { name: /^Resume / })).toHaveCount(2);
  await button(page, 'Resume BP, seed 1').click();
  await expect(row('BP, seed 1')).toContainText('waits');
  await button(page, 'Cancel DRTP, seed 0').click();
  await expect(row('BP, seed 1')).toContainText(/^BP, seed 1\s+epoch \d+ of 500/);
  await expect(row('BP, seed 0')).toContainText('paused');
});
