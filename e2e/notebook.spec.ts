/** Every run is kept: a reload, a closed page and a worker that breaks cost nothing. */
import { expect, type Page, test, type Worker } from '@playwright/test';
import { button, closeInside, dataOf, finished, open } from './page';

/** Runs of a few seconds, of which the page keeps checkpoints meanwhile. */
const four = '?rule=bp,f3-error&seed=0,1&hidden=20&batch-size=200&epochs=40&measures=none&backend=wasm';
const figures = ['Test accuracy', 'Training loss', 'Test loss'] as const;

async function curvesOf(page: Page): Promise<readonly (readonly number[])[]> {
  const all: (readonly number[])[] = [];
  for (const figure of figures) all.push(await dataOf(page, figure));
  return all;
}

/** Trains without a notebook: the person is told, and trains on. @returns the curves of runs that nothing disturbed */
async function unkept(page: Page): Promise<readonly (readonly number[])[]> {
  await closeInside(page);
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await open(page, four);
  await button(page, 'Train').click();
  const alert = page.getByRole('alert', { name: 'The browser cannot keep runs here.' });
  await expect(alert).toContainText('Training goes on');
  await finished(page, 40, 180_000);
  const curves = await curvesOf(page);
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Nothing can be kept here.' })).toBeVisible();
  return curves;
}

/**
 * No room. Chromium relies for 30 seconds on the room that it last found: the experiment may still fit, its checkpoints do
 * not.
 * @returns gives room again
 */
async function fillStorage(page: Page): Promise<() => Promise<unknown>> {
  const protocol = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await protocol.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20_000 });
  return () => protocol.send('Storage.overrideQuotaForOrigin', { origin });
}

/** Records in the notebook. */
const countOf = (page: Page, store: 'runs' | 'checkpoints'): Promise<number> =>
  page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('f3-lab.notebook');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const counting = database.transaction(name).objectStore(name).count();
          counting.onsuccess = () => {
            database.close();
            resolve(counting.result);
          };
        };
      }),
    store,
  );

/** Closes a worker silently, as browsers do when memory is short. */
const close = (worker: Worker | undefined): Promise<unknown> | undefined =>
  worker?.evaluate(() => (self as unknown as { close: () => void }).close()).catch(() => undefined);

test('full storage, a page closed while it trains, a worker that breaks: the curves of undisturbed runs', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const own = await browser.newContext();
  const expected = await unkept(await own.newPage());
  await own.close();

  await closeInside(page);
  await open(page, four);
  const makeRoom = await fillStorage(page);
  await button(page, 'Train').click();
  const alert = page.getByRole('alert', { name: 'The browser’s storage is full.' });
  await expect(alert).toContainText('Training goes on');
  await button(page, 'Pause').click();
  await makeRoom();
  // An experiment that did not fit is added, and the latest epochs with the next checkpoints of both runs that train.
  await expect.poll(() => countOf(page, 'runs')).toBe(4);
  await button(page, 'Resume').click();
  const next = await page.context().newPage();
  await expect
    .poll(() => countOf(page, 'checkpoints'), { intervals: [100], timeout: 60_000 })
    .toBeGreaterThan(1);
  await expect(alert).toBeHidden();
  await page.close();

  await closeInside(next);
  await next.goto('/');
  await expect(button(next, 'Resume')).toBeEnabled();
  await expect(next.getByText(/^Epoch ([2-9]|[123]\d) of 40$/)).toBeVisible();
  await button(next, 'Resume').click();
  await expect(next.getByText(/^Epoch (1[6-9]|[23]\d) of 40$/)).toBeVisible({ timeout: 60_000 });
  // Paused, so that the runs do not end before the test is ready.
  await button(next, 'Pause').click();
  await close(next.workers()[0]);
  await next.getByRole('button', { name: /^Start .* again$/ }).click();
  await button(next, 'Resume').click();
  await finished(next, 40, 180_000);
  expect(await curvesOf(next)).toEqual(expected);

  await next.reload();
  await finished(next, 40);
  expect(await curvesOf(next)).toEqual(expected);
});

test('a run trains in one tab at a time; another tab deletes and trains beside it', async ({ page }) => {
  test.setTimeout(360_000);
  await closeInside(page);
  await open(page, '?rule=bp,f3-error&hidden=50&batch-size=100&epochs=25&backend=wasm');
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
