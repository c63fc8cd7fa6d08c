/** Every run is kept: a reload, a closed page and a worker that breaks cost nothing. */
import { expect, type Page, test, type Worker } from '@playwright/test';
import { button, closeInside, dataOf, finished, open } from './page';

/** A run of a few seconds, of which the page keeps checkpoints meanwhile. */
const query = '?rule=bp,f3-error&seed=0,1&hidden=20&batch-size=100&epochs=20';
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
  await finished(page, 20, 180_000);
  return curvesOf(page);
}

test('a page closed while it trains: back, it goes on from its checkpoint to the same curves', async ({
  page,
  browser,
}) => {
  test.setTimeout(420_000);
  const own = await browser.newContext();
  const other = await own.newPage();
  await closeInside(other);
  const expected = await undisturbed(other);
  await own.close();

  await closeInside(page);
  await open(page, query);
  await button(page, 'Train').click();
  await expect(page.getByText(/^Epoch ([7-9]|1\d) of 20$/)).toBeVisible({ timeout: 60_000 });
  const next = await page.context().newPage();
  await page.close();
  await closeInside(next);
  await next.goto('/');
  await expect(button(next, 'Resume')).toBeEnabled();
  await expect(next.getByText(/^Epoch ([2-9]|1\d) of 20$/)).toBeVisible();
  await button(next, 'Resume').click();
  await finished(next, 20, 180_000);
  expect(await curvesOf(next)).toEqual(expected);

  await next.reload();
  await expect(next.getByText('Epoch 20 of 20', { exact: true })).toBeVisible();
  expect(await curvesOf(next)).toEqual(expected);
});

/** Closes a worker silently, as browsers do when memory is short. */
const close = (worker: Worker): Promise<unknown> =>
  worker.evaluate(() => (self as unknown as { close: () => void }).close()).catch(() => undefined);

const small = '?rule=bp,f3-error&hidden=50&batch-size=100&epochs=25&backend=wasm';

test('a worker that breaks goes on from its checkpoint; where nothing can be kept, training goes on', async ({
  page,
  browser,
}) => {
  test.setTimeout(480_000);
  const own = await browser.newContext();
  const plain = await own.newPage();
  await closeInside(plain);
  // No notebook at all: the person is told, and trains on.
  await plain.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await open(plain, small);
  await button(plain, 'Train').click();
  await expect(plain.getByRole('alert', { name: 'The browser cannot keep runs here.' })).toContainText(
    'Training goes on',
  );
  await finished(plain, 25, 180_000);
  const expected = await curvesOf(plain);
  await plain.getByRole('link', { name: 'Compare', exact: true }).click();
  await expect(plain.getByRole('heading', { name: 'Nothing can be kept here.' })).toBeVisible();
  await own.close();

  await closeInside(page);
  await open(page, small);
  await button(page, 'Train').click();
  await expect(page.getByText(/^Epoch ([6-9]|1\d) of 25$/)).toBeVisible({ timeout: 60_000 });
  // Paused, so that the run does not end before the test is ready.
  await button(page, 'Pause').click();
  const [first] = page.workers();
  if (first) await close(first);
  await page.getByRole('button', { name: /^Start (BP|F³-Error) again$/ }).click();
  await button(page, 'Resume').click();
  await finished(page, 25, 180_000);
  expect(await curvesOf(page)).toEqual(expected);
  await page.reload();
  await finished(page, 25, 180_000);
  expect(await curvesOf(page)).toEqual(expected);
});

test('a run trains in one tab at a time; another tab deletes and trains beside it', async ({ page }) => {
  test.setTimeout(360_000);
  await closeInside(page);
  await open(page, small);
  await button(page, 'Train').click();
  await expect(page.getByText(/^Epoch ([4-9]|1\d) of 25$/)).toBeVisible({ timeout: 60_000 });
  const other = await page.context().newPage();
  await closeInside(other);
  await other.goto('/');
  await button(other, 'Resume').click();
  await expect(other.getByText(/This run is training in another tab\./).first()).toBeVisible();
  await open(other, '?rule=drtp&hidden=20&batch-size=100&epochs=2&backend=wasm');
  await button(other, 'Train').click();
  await finished(other, 2);
  await other.getByRole('link', { name: 'Compare', exact: true }).click();
  await other.getByRole('button', { name: 'Delete the experiment' }).click();
  await finished(page, 25, 180_000);
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  const table = page.getByRole('table', { name: /^Runs · 2 groups, 2 runs/ });
  await expect(table.getByRole('img', { name: '1 done', exact: true })).toHaveCount(2);
});
