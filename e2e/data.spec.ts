import { existsSync } from 'node:fs';
import { createGzip } from 'node:zlib';
import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { button, dataOf, finished, open, rate, withoutTraining } from './page';

interface Given {
  readonly name: string;
  /** As text, or its bytes. */
  readonly content: string | readonly number[];
}

/** Drops files onto the window. */
async function drop(page: Page, ...files: readonly Given[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, content } of given)
      transfer.items.add(new File([typeof content === 'string' ? content : Uint8Array.from(content)], name));
    return transfer;
  }, files);
  await page.dispatchEvent('body', 'drop', { dataTransfer });
}

/**
 * No public set's files are here: their previews take longer than most of these tests, which are about other data.
 * @param query of tests that train afterwards
 */
async function openData(page: Page, query = ''): Promise<void> {
  await page.route('**/data/**', (route) => route.fulfill({ status: 404 }));
  if (query === '') await withoutTraining(page);
  await page.goto(`/${query}#data`);
  await expect(page.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
}

const card = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const preview = (page: Page): Locator => page.getByRole('complementary', { name: 'Preview before import' });

/** Two measures tell three kinds apart; `size` is a target one may choose by mistake. */
function flowers(separator = ','): string {
  const kinds = ['aster', 'daisy', 'poppy'];
  const rows = Array.from({ length: 300 }, (_, i) => {
    const kind = i % 3;
    const wave = ((i * 37) % 100) / 100;
    return [5 + 3 * kind + wave, 9 - 2 * kind + wave, kinds[kind], i % 2 === 0 ? 'small' : 'large'].join(
      separator,
    );
  });
  return [['length', 'width', 'kind', 'size'].join(separator), ...rows].join('\n');
}

/** Its file, and its content. */
const flowersId = /^own-flowers-[0-9a-f]{12}$/;

const settings = '?rule=bp&hidden=16&batch-size=10&epochs=3';

async function train(page: Page, epochs: number): Promise<number[]> {
  await button(page, 'Train').click();
  await finished(page, epochs);
  return dataOf(page, 'Test loss');
}

test('a dropped CSV is previewed, corrected, imported, trained on, and found again', async ({ page }) => {
  test.setTimeout(180_000);
  await open(page, settings);
  await drop(page, { name: 'flowers.csv', content: flowers() });
  const panel = preview(page);
  await expect(panel.getByText('300 rows, 4 columns')).toBeVisible();
  await expect(page).toHaveURL(/#data$/);
  await panel.getByLabel('Target').selectOption('size');
  await expect(panel.getByText('2 outputs')).toBeVisible();
  await panel.getByLabel('Target').selectOption('kind');
  await panel.getByLabel('Read size as').selectOption('leave out');
  await expect(panel.getByText('2 inputs → 3 outputs')).toBeVisible();
  await button(page, 'Import').click();
  await expect(card(page, 'flowers')).toContainText('3 classes');
  await expect(panel).toBeHidden();
  await page.getByRole('status').getByRole('button', { name: 'Use in Lab' }).click();
  await expect(page.getByLabel('Data set')).toHaveValue(flowersId);
  await page.getByLabel('Epochs').fill('5');
  const first = await train(page, 5);
  await expect.poll(() => rate(page, 'BP')).toBeGreaterThan(60);

  await page.reload();
  await expect(page.getByLabel('Data set')).toHaveValue(flowersId);
  await expect(button(page, 'Train')).toBeEnabled();
  expect(await train(page, 5)).toEqual(first);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(card(page, 'flowers')).toContainText('On this computer');
});

test('an imported set can be removed and restored with Undo, and is gone after the next visit', async ({
  page,
}) => {
  await openData(page);
  await drop(page, { name: 'flowers.csv', content: flowers() });
  await button(page, 'Import').click();
  await button(page, 'Remove flowers').click();
  await expect(card(page, 'flowers')).toBeHidden();
  await button(page, 'Undo').click();
  await expect(card(page, 'flowers')).toBeVisible();
  await page.reload();
  await expect(card(page, 'flowers')).toBeVisible();
  await button(page, 'Remove flowers').click();
  await expect(card(page, 'flowers')).toBeHidden();
  await page.reload();
  await expect(card(page, 'Two moons')).toBeVisible();
  await expect(page.getByText('Looking for its files')).toHaveCount(0);
  await expect(card(page, 'flowers')).toHaveCount(0);
  await page.goto('/?dataset=own-flowers-1a2b3c4d5e6f');
  await expect(page.getByText(/own-flowers.*not on this computer/)).toBeVisible();
});

test('an invalid CSV is reported with file, row and column, and the lab stays usable', async ({ page }) => {
  await openData(page, settings);
  const ragged = flowers().split('\n');
  ragged[41] = '1,2';
  await drop(page, { name: 'cut.csv', content: ragged.join('\n') });
  const alert = preview(page).getByRole('alert');
  await expect(alert).toContainText('cut.csv');
  await expect(alert).toContainText(/row 42/i);
  await expect(button(page, 'Import')).toBeDisabled();
  await button(page, 'Cancel').click();
  const mixed = flowers().replace('\n5,', '\nfive,').replace(/\n8,/, '\neight,');
  await drop(page, { name: 'mixed.csv', content: mixed });
  await expect(preview(page).getByRole('group', { name: 'Text among numbers' })).toContainText(
    '“five” (row 2)',
  );
  await expect(button(page, 'Import')).toBeDisabled();
  await button(page, 'Cancel').click();
  await drop(page, { name: 'heart.txt', content: '-1 1:0.25 3:0.5\n+1 2:0.75\n' });
  await expect(page.getByRole('alert', { name: 'This file cannot be opened.' })).toContainText(
    '“heart.txt”: It is in the sparse format of LIBSVM',
  );
  await drop(page, { name: 'holiday.jpg', content: [0xff, 0xd8, 0xff, 0xe0, 0, 16] });
  await expect(page.getByRole('alert', { name: 'This file cannot be opened.' })).toContainText('holiday.jpg');
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  await train(page, 3);
  await expect.poll(() => rate(page, 'BP')).toBeGreaterThan(9);
});

test('notes and dropped rows follow the user’s choices', async ({ page }) => {
  await openData(page);
  const some = flowers().replace('\n5,', '\nfive,').replace(/\n8,/, '\neight,');
  await drop(page, { name: 'some.csv', content: some });
  const panel = preview(page);
  await expect(panel.getByRole('row', { name: /^length number/ })).toContainText('2 texts?');
  await panel.getByRole('button', { name: 'Count as missing' }).click();
  await expect(panel.getByRole('region', { name: 'Notes' })).toContainText('mean');
  await expect(panel.getByRole('row', { name: /^length number/ })).toContainText('2 → mean');
  await panel.getByLabel('Target').selectOption('length');
  await panel.getByText('Regression', { exact: true }).click();
  await expect(panel.getByText(/2 rows left out$/)).toBeVisible();
  await expect(panel.getByRole('row', { name: /^length number/ })).toContainText('2 → rows left out');
  await expect(panel.getByRole('region', { name: 'Notes' })).not.toContainText('mean');
});

test('a decimal mark, rows above the table and a stray text are corrected by name, and nothing typed is lost', async ({
  page,
}) => {
  await openData(page);
  // A title padded to the table's width, ambiguous thousands separators, and an unknown text.
  const rows = Array.from(
    { length: 60 },
    (_, i) => `${2 + i}.${100 + i};${i === 7 ? 'broken' : i % 9};${'ab'[i % 2]}`,
  );
  const content = ['Meadow;May;2024', 'height;width;kind', ...rows].join('\n');
  await drop(page, { name: 'report.csv', content });
  const panel = preview(page);
  await panel.getByLabel('Name').fill('meadow');
  await panel.getByLabel('Skip rows').fill('one');
  await expect(panel.getByRole('status')).toHaveText('Skip rows: “one” must be a whole number from 0.');
  await expect(button(page, 'Import')).toBeDisabled();
  await panel.getByLabel('Skip rows').fill('1');
  await panel.getByLabel('Decimal mark').selectOption('comma (,)');
  await panel.getByLabel('Header', { exact: true }).selectOption('first row');
  await panel.getByLabel('Target').selectOption('kind');
  const question = panel.getByRole('group', { name: 'Text among numbers' });
  await expect(question).toContainText('In column width “broken” (row 10) is not a number.');
  await expect(panel.getByRole('status')).toContainText('To be decided');
  await question.getByRole('button', { name: 'Count as missing' }).click();
  await expect(panel.getByText('2 inputs → 2 outputs')).toBeVisible();
  await expect(panel.getByRole('list', { name: 'How the file was read' })).toContainText(
    'decimal mark comma',
  );
  await expect(panel.getByLabel('Name')).toHaveValue('meadow');
  await button(page, 'Import').click();
  await page.getByRole('status').getByRole('button', { name: 'Use in Lab' }).click();
  // Heights read with thousands separators.
  await expect(page.getByLabel('Training sample no. 1')).toContainText(/height\d{1,2},\d{3}width/);
});

test('a second file replaces an open preview, which can be restored', async ({ page }) => {
  await openData(page);
  await drop(page, { name: 'flowers.csv', content: flowers() });
  const panel = preview(page);
  await panel.getByLabel('Name').fill('meadow');
  // Different content, because the same would only open the first.
  await drop(page, { name: 'more.csv', content: flowers('\t').split('\n').slice(0, -3).join('\n') });
  await expect(panel.getByLabel('Name')).toHaveValue('more');
  await expect(page.getByRole('status').getByText('“flowers.csv” is put aside')).toBeVisible();
  await button(page, 'Import').click();
  await expect(card(page, 'more')).toBeVisible();
  await expect(panel.getByLabel('Name')).toHaveValue('meadow');
  await button(page, 'Import').click();
  await expect(card(page, 'meadow')).toBeVisible();
  await expect(panel).toBeHidden();
});

/** 160 MB that compress to a thousandth: beyond what is unpacked of so small a file. */
async function bomb(head: string | readonly number[], filler: string): Promise<Buffer> {
  const packed: Buffer[] = [];
  const gzip = createGzip({ level: 9 });
  gzip.on('data', (piece: Buffer) => packed.push(piece));
  const done = new Promise((resolve) => gzip.on('end', resolve));
  const piece = Buffer.alloc(4_000_000, filler);
  gzip.write(Buffer.from(head as string));
  for (let i = 0; i < 40; i++)
    if (!gzip.write(piece)) await new Promise((resolve) => gzip.once('drain', resolve));
  gzip.end();
  await done;
  return Buffer.concat(packed);
}

/** Chosen rather than dropped, which is faster for a megabyte. */
async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'application/gzip', buffer });
}

test('gzip bombs are reported, and the lab stays usable', async ({ page }) => {
  await openData(page, settings);
  const table = await bomb('length,width\n', '1,2\n');
  await choose(page, 'bomb.csv.gz', table);
  await expect(preview(page).getByRole('alert')).toContainText('bomb.csv.gz', { timeout: 60_000 });
  await expect(button(page, 'Import')).toBeDisabled();
  await button(page, 'Cancel').click();
  // The published file's header, then endless zeros.
  const head = [0, 0, 8, 3, 0, 0, 0xea, 0x60, 0, 0, 0, 28, 0, 0, 0, 28];
  await choose(page, 'train-images-idx3-ubyte.gz', await bomb(head, '\0'));
  await expect(page.getByRole('alert').first()).toContainText('train-images-idx3-ubyte.gz', {
    timeout: 60_000,
  });
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  await train(page, 3);
  await expect.poll(() => rate(page, 'BP')).toBeGreaterThan(9);
});

/** Blocks storage in the worker, as some browsers do in private windows. */
const withoutStorage = (context: BrowserContext): Promise<unknown> =>
  context.route(/dataWorker.*\.js$/, async (route) => {
    // On the context, because workers may be requested after the page is closed.
    const response = await fetch(route.request().url());
    const body = `delete globalThis.indexedDB; Object.defineProperty(globalThis, 'indexedDB', {});\n${await response.text()}`;
    const { 'content-length': _other, ...headers } = Object.fromEntries(response.headers);
    await route.fulfill({ headers, body }).catch(() => undefined);
  });

test('with storage blocked, imported data can be used until the page is closed', async ({
  page,
  context,
}) => {
  await withoutStorage(context);
  await openData(page);
  await drop(page, { name: 'flowers.csv', content: flowers() });
  await preview(page).getByLabel('Target').selectOption('kind');
  await button(page, 'Import').click();
  await expect(card(page, 'flowers')).toContainText('Until this page is closed');
});

const wines = ['red', 'white'].map((kind) => `public/data/wine-quality/winequality-${kind}.csv`);

test('with storage blocked, files of a public set can be used and removed', async ({ page, context }) => {
  test.skip(!wines.every(existsSync), 'Wine Quality is not in public/data: npm run data -- wine-quality');
  await withoutStorage(context);
  await openData(page);
  const wine = card(page, 'Wine Quality');
  await expect(wine.getByRole('link', { name: 'wine+quality.zip' })).toBeVisible();
  await page.locator('input[type=file]').first().setInputFiles(wines);
  await expect(wine).toContainText('Until this page is closed');
  await expect(wine.getByText('alcohol').or(wine.getByText('pH'))).toBeVisible();
  await button(page, 'About Wine Quality').click();
  const about = page.getByRole('dialog', { name: 'Wine Quality' });
  await expect(about.getByRole('columnheader', { name: 'fixed acidity' })).toBeVisible();
  await page.keyboard.press('Escape');
  await wine.getByRole('button', { name: 'Use in Lab' }).click();
  await expect(button(page, 'Train')).toBeEnabled();
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await button(page, 'Remove Wine Quality').click();
  await expect(wine.getByRole('link', { name: 'wine+quality.zip' })).toBeVisible();
});

test('a wrongly detected delimiter can be corrected', async ({ page }) => {
  await openData(page);
  await drop(page, { name: 'flowers.txt', content: flowers('|') });
  const panel = preview(page);
  await expect(panel.getByLabel('Separator', { exact: true })).toHaveValue('|');
  await panel.getByLabel('Name').fill('meadow');
  await panel.getByLabel('Separator', { exact: true }).selectOption('comma');
  await expect(panel.getByText('2 inputs → 3 outputs')).toHaveCount(0);
  await panel.getByLabel('Separator', { exact: true }).selectOption('bar');
  await panel.getByLabel('Target').selectOption('kind');
  await expect(panel.getByText('→ 3 outputs')).toBeVisible();
  await expect(panel.getByLabel('Name')).toHaveValue('meadow');
  await button(page, 'Import').click();
  await expect(card(page, 'meadow')).toBeFocused();
});

/** Version 1 of the format: magic, version, length of the header, the header, the numbers. */
function npy(descr: string, shape: string, bytes: readonly number[]): number[] {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;
  const header = `${text.padEnd(117)}\n`;
  const magic = [0x93, ...'NUMPY'].map((one) => (typeof one === 'number' ? one : one.charCodeAt(0)));
  const head = [...header].map((one) => one.charCodeAt(0));
  return [...magic, 1, 0, head.length, 0, ...head, ...bytes];
}

/** NumPy's default type, float64. */
function doubles(values: readonly number[]): number[] {
  return [...new Uint8Array(Float64Array.from(values).buffer)];
}

test('NumPy arrays: whole numbers are classes, and the labels file can be changed', async ({ page }) => {
  await openData(page);
  const kinds = Array.from({ length: 60 }, (_, i) => i % 3);
  const measures = kinds.map((kind, i) => kind * 10 + ((i * 7) % 10) / 10 + 0.05);
  await drop(
    page,
    { name: 'kinds.npy', content: npy('<f8', '(60,)', doubles(kinds)) },
    { name: 'labels.npy', content: npy('<f8', '(60,)', doubles(measures)) },
  );
  const panel = preview(page);
  await expect(panel.getByLabel('Labels are in')).toHaveValue('labels.npy');
  await expect(panel.getByRole('radio', { name: 'Regression' })).toBeChecked();
  await expect(panel.getByLabel('Separator', { exact: true })).toHaveCount(0);
  await panel.getByLabel('Labels are in').selectOption('kinds.npy');
  await expect(panel.getByText('1 input → 3 outputs')).toBeVisible();
  await expect(panel.getByRole('radio', { name: '3 classes' })).toBeChecked();
  await panel.getByText('Regression', { exact: true }).click();
  await expect(panel.getByText('1 input → 1 output ·')).toBeVisible();
  await panel.getByText('Classes', { exact: true }).click();
  await button(page, 'Import').click();
  await expect(card(page, 'kinds')).toContainText('3 classes');
});

test('two NPY arrays, inputs and labels, become a data set', async ({ page }) => {
  await openData(page);
  const labels = Array.from({ length: 60 }, (_, i) => i % 2);
  const inputs = labels.flatMap((label, i) => [label * 200, i, 255 - label * 200]);
  await drop(
    page,
    { name: 'things-x.npy', content: npy('|u1', '(60, 3)', inputs) },
    { name: 'things-y.npy', content: npy('|u1', '(60,)', labels) },
  );
  await expect(preview(page).getByText('3 inputs → 2 outputs')).toBeVisible();
  await button(page, 'Import').click();
  await expect(page.getByRole('status').getByText(/was imported/)).toBeVisible();
});

/** How far the page is scrolled, in pixels. */
const top = (page: Page): Promise<number> => page.evaluate(() => Math.round(scrollY));

test('pages: back, forward and reload restore page, part and scroll position; keys and training still work', async ({
  page,
}) => {
  await open(page, '?hidden=10&epochs=900');
  await expect(page).toHaveTitle('F³ Lab');
  await button(page, 'Train').click();
  await expect(page.getByText(/^Epoch \d+ of 900$/)).toBeVisible();
  await page.getByRole('button', { name: 'All data sets' }).click();
  const heading = page.getByRole('heading', { level: 1, name: 'Data' });
  await expect(heading).toBeFocused();
  await expect(page).toHaveTitle('Data · F³ Lab');
  await expect(page.getByRole('link', { name: /^Data/ })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('link', { name: /^Lab.*training/ })).toBeVisible();
  await page.keyboard.press('r');
  await page.mouse.wheel(0, 150);
  await expect.poll(() => top(page)).toBe(150);
  await page.goBack();
  await expect(button(page, 'Pause')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Lab' })).toBeFocused();
  await expect(page).toHaveURL(/hidden=10/);
  // With the current settings, not the earlier ones.
  await page.getByLabel('Epochs', { exact: true }).fill('800');
  await expect(page).toHaveURL(/epochs=800/);
  await page.goForward();
  await expect(heading).toBeFocused();
  await expect.poll(() => top(page)).toBe(150);
  await expect(page).toHaveURL(/epochs=800.*#data$/);
  await page.keyboard.press('l');
  await expect(button(page, 'Pause')).toBeVisible();
  await button(page, 'Stop').click();
  await button(page, 'Reset').click();

  // A part of a page: a link to one card.
  await page.evaluate(() => location.assign('#data/xor'));
  await expect(card(page, 'XOR')).toBeFocused();
  await page.mouse.wheel(0, -5000);
  await expect.poll(() => top(page)).toBe(0);
  await page.reload();
  await expect(card(page, 'XOR')).toBeVisible();
  await expect(page).toHaveURL(/#data\/xor$/);
  expect(await top(page)).toBe(0);
  await page.evaluate(() => location.assign('#data/ksor'));
  await expect(page.getByRole('status').getByText('The Data page has no part “ksor”')).toBeVisible();
  await page.goBack();
  await expect(page.getByText('“ksor”')).toHaveCount(0);

  await page.goto('/?hidden=10#lern/7');
  await expect(button(page, 'Train')).toBeEnabled();
  await expect(page.getByText('There is no page “lern/7”. This is the Lab page.')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await expect(page).toHaveURL(/#lern\/7$/);
  await page.keyboard.press('d');
  await expect(heading).toBeFocused();
  await expect(page.getByText('“lern/7”')).toHaveCount(0);
});

test('a built-in set shows samples and is used in the Lab', async ({ page }) => {
  await openData(page);
  await expect(card(page, 'Two moons').getByRole('img', { name: /points of 2 classes/ })).toBeVisible();
  await button(page, 'About Two moons').click();
  await expect(page.getByRole('dialog', { name: 'Two moons' })).toContainText('Licence');
  await expect(card(page, 'Two moons')).toContainText(/MIT · scikit-learn/);
  await page.keyboard.press('Escape');
  await card(page, 'Two moons').getByRole('button', { name: 'Use in Lab' }).click();
  await expect(page.getByLabel('Data set')).toHaveValue('moons');
  await expect(button(page, 'Train')).toBeEnabled();
});
