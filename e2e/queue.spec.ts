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

test('waiting runs are reordered by dragging and by buttons; the list stays still until the drop', async ({
  page,
}) => {
  const { dialog, row, order } = await queued(page);
  const start = ['BP, seed 1', 'DRTP, seed 1', 'BP, seed 2', 'DRTP, seed 2', 'BP, seed 3', 'DRTP, seed 3'];
  expect(await order()).toEqual(start);
  const handle = (name: string) => row(name).locator('.queue-handle');
  const boxOf = async (name: string) => {
    const box = await row(name).boundingBox();
    if (!box) throw new Error(`${name} is not shown.`);
    return box;
  };
  await handle('DRTP, seed 3').hover();
  await page.mouse.down();
  const target = await boxOf('BP, seed 2');
  await page.mouse.move(target.x + 20, target.y + 4, { steps: 5 });
  await expect(row('BP, seed 2')).toHaveAttribute('data-drop', 'true');
  expect(await order()).toEqual(start);
  expect(await boxOf('BP, seed 2')).toEqual(target);
  await page.mouse.up();
  const dropped = ['BP, seed 1', 'DRTP, seed 1', 'DRTP, seed 3', 'BP, seed 2', 'DRTP, seed 2', 'BP, seed 3'];
  expect(await order()).toEqual(dropped);
  await expect(dialog.locator('[data-drop]')).toHaveCount(0);

  await handle('BP, seed 1').hover();
  await page.mouse.down();
  const last = await boxOf('BP, seed 3');
  await page.mouse.move(last.x + 20, last.y + last.height + 8, { steps: 5 });
  await page.mouse.up();
  await button(page, 'Move BP, seed 1 up').click();
  expect(await order()).toEqual([...dropped.slice(1, 5), 'BP, seed 1', 'BP, seed 3']);
});

test('a finger drags a run by its handle', async ({ page }) => {
  const { row, order } = await queued(page);
  const box = await row('BP, seed 2').locator('.queue-handle').boundingBox();
  const target = await row('BP, seed 1').boundingBox();
  if (!box || !target) throw new Error('The rows are not shown.');
  const client = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: y === undefined ? [] : [{ x: box.x + 8, y }],
    });
  await touch('touchStart', box.y + box.height / 2);
  for (const part of [0.3, 0.6, 1]) await touch('touchMove', box.y + part * (target.y + 3 - box.y));
  await expect(row('BP, seed 1')).toHaveAttribute('data-drop', 'true');
  await touch('touchEnd');
  await expect.poll(async () => (await order()).slice(0, 2)).toEqual(['BP, seed 2', 'BP, seed 1']);
});
