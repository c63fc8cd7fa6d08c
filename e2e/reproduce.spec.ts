/** The Reproduce page: every card with its state, what its buttons queue, and what the visitor measured. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { cards } from '../src/experiment/papers/cards';
import { lab } from './command';
import { problemsInBothThemes, resize, withoutTraining } from './page';

const cardOf = (page: Page, title: string): Locator =>
  page.getByRole('article', { name: title, exact: true });

/** The smallest of all: two runs, seed 0. */
const SMALLEST = 'A test: dense network';

/** The server has the set, or has not. */
async function withServer(page: Page, has: boolean): Promise<void> {
  await page.route('**/data/**', (route) =>
    has
      ? route.fulfill({ status: 200, headers: { 'content-length': '9912422' }, body: '' })
      : route.fulfill({ status: 404 }),
  );
}

test('every card, with its source, its state and its buttons; at all widths, for everyone', async ({
  page,
}) => {
  await withoutTraining(page);
  await page.goto('/');
  await page.getByRole('link', { name: 'Reproduce', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Reproduce' })).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(cards.length);
  for (const { title, where, rows } of cards) {
    const card = cardOf(page, title);
    await expect(card).toContainText(where);
    await expect(card).toContainText('Not measured by you');
    for (const name of ['Run short', 'Run in full'])
      await expect(card.getByRole('button', { name: `${name}: ${title}`, exact: true })).toBeVisible();
    const table = card.getByRole('table', { name: `${title}: published and measured`, includeHidden: true });
    await expect(table.getByRole('rowheader', { includeHidden: true })).not.toHaveCount(0);
    expect(await table.locator('tbody th[scope=row]').count(), title).toBe(rows.length);
  }
  const accuracies = page.getByRole('table', { name: 'Accuracy on MNIST: published and measured' });
  await expect(accuracies.getByRole('row', { name: /^F³-Error/ })).toContainText('97.16 ± 0.10');
  await expect(cardOf(page, 'Accuracy and loss on CIFAR-10')).toContainText('Repositorynot measured.');

  for (const width of [1440, 1280, 768, 390, 320]) {
    await resize(page, { width, height: 844 });
    const { across } = await page.evaluate(() => ({
      across: document.documentElement.scrollWidth - innerWidth,
    }));
    expect(across, `${width} px`).toBe(0);
  }
  expect(await problemsInBothThemes(page, 'main')).toEqual([]);
});

test('“Run short” adds the card’s experiment to the queue', async ({ page }) => {
  await withoutTraining(page, { data: false });
  await page.goto('/#reproduce');
  const card = cardOf(page, SMALLEST);
  await card.getByRole('button', { name: `Run short: ${SMALLEST}` }).click();
  await expect(card).toContainText('0 of 2 runs done');
  await expect(card.getByRole('progressbar', { name: `Your runs of ${SMALLEST}` })).toBeVisible();
  await expect(cardOf(page, 'Test loss on SGEMM')).toContainText('Not measured by you');
  const kept = await page.evaluate(async () => {
    const opening = indexedDB.open('f3-lab.notebook');
    await new Promise((done) => opening.addEventListener('success', done));
    const request = opening.result.transaction('experiments').objectStore('experiments').getAll();
    await new Promise((done) => request.addEventListener('success', done));
    return request.result as { readonly settings: object }[];
  });
  expect(kept).toHaveLength(1);
  expect(kept[0]?.settings).toMatchObject({
    ...{ dataset: 'mnist', rules: ['bp', 'drtp'], seeds: [0], epochs: 1, hidden: [500] },
    ...{ inputScale: 'unit', batchSize: 60, activation: 'tanh', optimizer: 'adam', loss: 'bce' },
    learningRate: { bp: 0.00015, drtp: 0.00015 },
  });
  await card.getByRole('button', { name: `Open in Compare: ${SMALLEST}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'BP, DRTP on MNIST' })).toBeVisible();
});

test('finished runs of the same settings are shown as measured by you', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'reproduce-'));
  const file = join(folder, 'mine.f3lab.json');
  await lab('merge', 'results/sweeps/defp-mnist', '--out', file);
  const buffer = readFileSync(file);
  rmSync(folder, { recursive: true });

  await withoutTraining(page);
  await page.goto('/#compare');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await (await chooser).setFiles({ name: 'mine.f3lab.json', mimeType: 'application/json', buffer });
  await expect(page.getByRole('status').getByText('mine.f3lab.json: Opened 3 runs.')).toBeVisible();
  await page.getByRole('link', { name: 'Reproduce', exact: true }).click();
  const card = cardOf(page, SMALLEST);
  await expect(card).toContainText('Measured by you: 2 runs');
  await expect(card).toContainText('You1 seed, 10 of 10 epochs.');
  for (const row of await card.locator('tr:has(th[scope=row]):has(td + td + td)').all()) {
    const [, repository, you] = await row.locator('td').allInnerTexts();
    expect(you).toBe(repository);
    expect(you).toMatch(/^\d/);
  }
  await expect(card.getByRole('row', { name: /^All four values are met/ })).toContainText(/agrees\s*agrees/);
  // The same runs, by the thesis's number of epochs.
  await expect(cardOf(page, 'Dense networks')).toContainText('You1 seed, 10 of 100 epochs.');
  await expect(cardOf(page, 'Accuracy on MNIST')).toContainText('Not measured by you');
});

test('a data set that is not here: what to do', async ({ page }) => {
  await withoutTraining(page);
  await withServer(page, false);
  await page.goto('/#reproduce');
  const card = cardOf(page, 'Test loss on SGEMM');
  await expect(card).toContainText('this server does not have it. Open its files to train.');
  await expect(card.getByRole('button', { name: 'Run short: Test loss on SGEMM' })).toBeDisabled();
  await card.getByRole('button', { name: /on the Data page$/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
});
