/** Every run is kept: a reload, a closed page and a worker that breaks cost nothing. */
import { expect, type Page, test } from '@playwright/test';
import { button, closeInside, dataOf, finished, open } from './page';

/** A run of a few seconds, of which the page keeps checkpoints meanwhile. */
const query = '?rule=bp,f3-error&seed=0,1&hidden=50&batch-size=100&epochs=30';
const figures = ['Test accuracy', 'Training loss', 'Test loss'] as const;

async function curvesOf(page: Page): Promise<readonly (readonly number[])[]> {
  const all: (readonly number[])[] = [];
  for (const figure of figures) all.push(await dataOf(page, figure));
  return all;
}

/** The curves of a run that nothing disturbed, in a profile of its own. */
async function undisturbed(page: Page): Promise<readonly (readonly number[])[]> {
  await open(page, query);
  await button(page, 'Train').click();
  await finished(page, 30, 120_000);
  return curvesOf(page);
}

test('a page closed while it trains: back, it goes on from its checkpoint to the same curves', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const own = await browser.newContext();
  const other = await own.newPage();
  await closeInside(other);
  const expected = await undisturbed(other);
  await own.close();

  await closeInside(page);
  await open(page, query);
  await button(page, 'Train').click();
  await expect(page.getByText(/^Epoch ([5-9]|1\d) of 30$/)).toBeVisible({ timeout: 60_000 });
  const next = await page.context().newPage();
  await page.close();
  await closeInside(next);
  await next.goto('/');
  await expect(button(next, 'Resume')).toBeEnabled();
  await expect(next.getByText(/^Epoch ([2-9]|1\d) of 30$/)).toBeVisible();
  await button(next, 'Resume').click();
  await finished(next, 30, 120_000);
  expect(await curvesOf(next)).toEqual(expected);

  await next.reload();
  await expect(next.getByText('Epoch 30 of 30', { exact: true })).toBeVisible();
  expect(await curvesOf(next)).toEqual(expected);
});
