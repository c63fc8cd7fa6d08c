/** The Compare page: kept runs, grouped, measured, sent as a file, and trained in the queue. */
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { button, closeInside, dataOf, finished, open, seriousProblems, withoutTraining } from './page';

const query = '?rule=bp,drtp&seed=0,1&hidden=20&batch-size=200&epochs=2';

let page: Page;

// One page and its runs for the tests of finished runs, in this order: the last of them deletes the runs.
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage();
  await closeInside(page);
  await open(page, query);
  await button(page, 'Train').click();
  await finished(page, 2);
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
});
test.afterAll(() => page.context().close());

const rows = (page: Page) => page.getByRole('table', { name: /^Runs/ }).locator('tbody tr');

/** Texts of all cells, row by row. */
async function tableOf(page: Page): Promise<readonly (readonly string[])[]> {
  const all = await rows(page).all();
  return Promise.all(all.map((row) => row.locator('th, td').allInnerTexts()));
}

/** By the textbook, of two values, in percent. */
function meanAndSd([a, b]: readonly [number, number]): string {
  const mean = (a + b) / 2;
  const sd = Math.sqrt((a - mean) ** 2 + (b - mean) ** 2);
  return `${(100 * mean).toFixed(2)} ± ${(100 * sd).toFixed(2)}`;
}

const numbersIn = (text: string): string => text.replace(/[^\d.±]+/g, ' ').trim();

test('export, a clean profile, import: the same table and curves', async ({ browser }) => {
  await expect(rows(page)).toHaveCount(2);
  const table = await tableOf(page);
  const curves = await dataOf(page, 'Test accuracy');
  await button(page, 'Export').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save file' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.f3lab\.json$/);
  const text = await readFile(await download.path(), 'utf8');

  const clean = await browser.newContext();
  const fresh = await clean.newPage();
  await withoutTraining(fresh);
  await fresh.goto('/#compare');
  await expect(fresh.getByRole('heading', { name: 'No runs yet.' })).toBeVisible();
  const choose = async (name: string, content: string) => {
    const chooser = fresh.waitForEvent('filechooser');
    await fresh.getByRole('button', { name: 'Open', exact: true }).click();
    await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  };
  await choose('old.f3lab.json', text.slice(0, 2000));
  await expect(fresh.getByText(/old\.f3lab\.json: It is not JSON, or it is cut short\./)).toBeVisible();
  await choose('newer.f3lab.json', text.replace('"version":1', '"version":7'));
  await expect(
    fresh.getByText(/It has version 7 of the format, but this lab reads version 1\./),
  ).toBeVisible();
  await choose('mine.f3lab.json', text);
  await expect(rows(fresh)).toHaveCount(2);
  expect(await tableOf(fresh)).toEqual(table);
  expect(await dataOf(fresh, 'Test accuracy')).toEqual(curves);
  await clean.close();
});

test('finished runs are there, with mean ± sd of what the Lab measured; the view is in the address', async () => {
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^BP, DRTP on .*, 2 seeds$/);

  await page.getByRole('button', { name: 'Runs of BP', exact: true }).click();
  await expect(rows(page)).toHaveCount(4);
  const accuracy = async (row: number) =>
    Number.parseFloat(await rows(page).nth(row).locator('td').nth(1).innerText());
  const both = [(await accuracy(1)) / 100, (await accuracy(2)) / 100] as const;
  const shown = numbersIn(await rows(page).first().locator('td').nth(1).innerText());
  const [mean, sd] = meanAndSd(both).split(' ± ').map(Number) as [number, number];
  const [shownMean, shownSd] = shown.split(' ± ').map(Number) as [number, number];
  // The rows show two decimals.
  expect(Math.abs(shownMean - mean)).toBeLessThan(0.011);
  expect(Math.abs(shownSd - sd)).toBeLessThan(0.015);

  await button(page, 'Seed').click();
  await expect(page.getByRole('table', { name: /^Runs · 4 groups, 4 runs/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show BP · seed 1' }).click();
  await page.getByRole('button', { name: 'Compare the others with BP · seed 0' }).click();
  await expect(page.getByRole('figure', { name: 'Test accuracy' }).locator('figcaption')).not.toContainText(
    'BP · seed 1',
  );
  const before = await tableOf(page);
  const other = await page.context().newPage();
  await withoutTraining(other);
  await other.goto(page.url());
  await expect(rows(other)).toHaveCount(4);
  expect(await tableOf(other)).toEqual(before);
  await expect(other.getByRole('button', { name: 'Show BP · seed 1' })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  await other.close();

  await page.getByRole('searchbox', { name: 'Find runs' }).fill('drtp seed 1');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Find runs' }).fill('no such run');
  await expect(page.getByText('No run matches “no such run”.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find runs' }).fill('');
  await button(page, 'Seed').click();
  await page.getByRole('button', { name: 'Runs of BP', exact: true }).click();
  await expect(rows(page)).toHaveCount(2);
});

test('rename, tag, delete and undo; another tab follows', async () => {
  const other = await page.context().newPage();
  await withoutTraining(other);
  await other.goto(page.url());
  await expect(rows(other)).toHaveCount(2);
  await page.getByRole('button', { name: 'Rename the experiment' }).click();
  await page.getByRole('textbox', { name: 'Name of the experiment' }).fill('Two rules');
  await page.keyboard.press('Enter');
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Two rules');

  await page.getByRole('button', { name: 'Runs of DRTP', exact: true }).click();
  await page.getByRole('button', { name: 'Tags and note of DRTP, seed 0' }).click();
  const dialog = page.getByRole('dialog', { name: 'DRTP, seed 0' });
  await dialog.getByLabel('Tags, separated by commas').fill('odd, odd, slow');
  await dialog.getByLabel('Note').fill('look again');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(rows(page).filter({ hasText: 'slow' })).toContainText('look again');

  await page.getByRole('button', { name: 'Delete the runs of BP' }).click();
  await expect(rows(other)).toHaveCount(1);
  await button(page, 'Undo').click();
  await expect(rows(other)).toHaveCount(2);
  await other.close();
  await page.getByRole('button', { name: 'Delete the experiment' }).click();
  await expect(page.getByRole('heading', { name: 'No runs yet.' })).toBeVisible();
  await button(page, 'Undo').click();
  await expect(rows(page)).toHaveCount(2);
});

test('storage: what an experiment takes up, and what deleting it frees', async () => {
  await expect(rows(page)).toHaveCount(2);
  const stored = () =>
    page.evaluate(async () => {
      const opening = indexedDB.open('f3-lab.notebook');
      await new Promise((done) => opening.addEventListener('success', done));
      const database = opening.result;
      const counting = ['runs', 'curves', 'checkpoints'].map((store) => {
        const request = database.transaction(store).objectStore(store).count();
        return new Promise((done) => request.addEventListener('success', () => done(request.result)));
      });
      const counts = await Promise.all(counting);
      database.close();
      return counts;
    });
  expect(await stored()).toEqual([4, 4, 4]);
  await button(page, 'Storage of the notebook').click();
  const dialog = page.getByRole('dialog', { name: 'Storage' });
  await expect(dialog.getByRole('row', { name: /^Two rules 4 runs [\d.]+ kB [\d.]+ [kM]B/ })).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: /^Delete Two rules/ }).click();
  await expect(dialog).toBeHidden();
  await button(page, 'Undo').click();
  await expect(rows(page)).toHaveCount(2);
  await button(page, 'Storage of the notebook').click();
  await dialog.getByRole('button', { name: /^Delete Two rules/ }).click();
  await expect(rows(page)).toHaveCount(0);
  await expect.poll(stored, { timeout: 20_000 }).toEqual([0, 0, 0]);
});

test('a sweep in the queue: every combination trains, and equals the Lab’s run of the same settings', async ({
  page: lab,
}) => {
  test.setTimeout(180_000);
  await closeInside(lab);
  await lab.goto('/?rule=bp,drtp&hidden=20&batch-size=200&epochs=2#compare');
  await button(lab, 'New experiment').click();
  const dialog = lab.getByRole('dialog', { name: 'New experiment' });
  await dialog.getByRole('button', { name: 'Add a setting' }).click();
  const values = dialog.getByRole('textbox', { name: 'Values of Learning rate' });
  await values.fill('0.01, fast');
  await expect(dialog.getByText(/Learning rate: “fast” /)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Queue' })).toBeDisabled();
  await values.fill('0.001, 0.01');
  await dialog.getByRole('button', { name: 'Queue 4 runs' }).click();
  await expect(rows(lab)).toHaveCount(4);
  await expect(lab.getByRole('img', { name: '1 done', exact: true })).toHaveCount(4, { timeout: 90_000 });
  await expect(lab.getByRole('table', { name: /^Runs · 4 groups/ })).toContainText('BP · 0.01');
  const curve = await dataOf(lab, 'Test accuracy');
  await expect(
    lab.getByRole('figure', { name: 'Accuracy by learning rate' }).locator('figcaption'),
  ).toHaveText(
    /^Each algorithm at its best learning rate: BP [\d.]+\s% at 0\.0\d*1, DRTP [\d.]+\s% at 0\.0\d*1\.$/,
  );
  const best = lab.getByRole('table', { name: 'Own best, and all at one' });
  await lab.getByLabel('All at one learning rate').selectOption('0.01');
  await expect(best.getByRole('columnheader', { name: 'All at 0.01' })).toBeVisible();
  await expect(best.getByRole('row', { name: /^DRTP/ })).toContainText('%');
  await expect(lab.getByText(/tried\. A (smaller|larger) one may be better\.$/).first()).toBeVisible();
  expect(await seriousProblems(lab)).toEqual([]);

  await lab.getByRole('link', { name: 'Lab', exact: true }).click();
  await lab.getByLabel('Learning rate', { exact: true }).fill('0.01');
  await button(lab, 'Train').click();
  await finished(lab, 2);
  const own = await dataOf(lab, 'Test accuracy');
  for (const value of own.filter((one) => one > 0 && one < 1)) expect(curve).toContain(value);
});
