import { expect, type Locator, type Page, test } from '@playwright/test';
import { button, dataOf, finished, open, rate } from './page';

interface Given {
  readonly name: string;
  /** As text, or its bytes. */
  readonly content: string | readonly number[];
}

/** As a person does it: onto the window. */
async function drop(page: Page, ...files: readonly Given[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, content } of given)
      transfer.items.add(new File([typeof content === 'string' ? content : Uint8Array.from(content)], name));
    return transfer;
  }, files);
  await page.dispatchEvent('body', 'drop', { dataTransfer });
}

async function openData(page: Page, query = ''): Promise<void> {
  await open(page, query);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
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
  await expect(page.getByLabel('Data set')).toHaveValue('own-flowers');
  await page.getByLabel('Epochs').fill('5');
  const first = await train(page, 5);
  await expect.poll(() => rate(page, 'BP')).toBeGreaterThan(60);

  await page.reload();
  await expect(page.getByLabel('Data set')).toHaveValue('own-flowers');
  await expect(button(page, 'Train')).toBeEnabled();
  expect(await train(page, 5)).toEqual(first);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(card(page, 'flowers')).toContainText('On this computer');
});

test('an own set is removed, had back, and gone for good at the next visit', async ({ page }) => {
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
  await page.goto('/?dataset=own-flowers');
  await expect(page.getByText(/own-flowers.*not on this computer/)).toBeVisible();
});

test('a bad CSV is named by file, row and column, and the lab is still usable', async ({ page }) => {
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
  await expect(preview(page).getByRole('region', { name: 'Notes' })).toContainText(/row 2, column length/i);
  await button(page, 'Cancel').click();
  await drop(page, { name: 'holiday.jpg', content: [0xff, 0xd8, 0xff, 0xe0, 0, 16] });
  await expect(page.getByRole('alert', { name: 'This file cannot be opened here.' })).toContainText(
    'holiday.jpg',
  );
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  await train(page, 3);
  await expect.poll(() => rate(page, 'BP')).toBeGreaterThan(9);
});

test('a separator that was not what it looked like is corrected', async ({ page }) => {
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
  await expect(page.getByRole('status').getByText(/is imported/)).toBeVisible();
});

test('pages: back and forward, training goes on, and keys act on the Lab only', async ({ page }) => {
  await open(page, '?hidden=10&epochs=50');
  await button(page, 'Train').click();
  await expect(page.getByText('Epoch 1 of 50', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'All data sets' }).click();
  await expect(page.getByRole('link', { name: /^Data/ })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('link', { name: /^Lab.*training/ })).toBeVisible();
  await page.keyboard.press('r');
  await page.goBack();
  await expect(button(page, 'Pause')).toBeVisible();
  await expect(page).toHaveURL(/hidden=10/);
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
});

test('a built-in set shows samples and is used in the Lab', async ({ page }) => {
  await openData(page);
  await expect(card(page, 'Two moons').getByRole('img', { name: /points of 2 classes/ })).toBeVisible();
  await button(page, 'About Two moons').click();
  await expect(page.getByRole('dialog', { name: 'Two moons' })).toContainText('Licence');
  await page.keyboard.press('Escape');
  await card(page, 'Two moons').getByRole('button', { name: 'Use in Lab' }).click();
  await expect(page.getByLabel('Data set')).toHaveValue('moons');
  await expect(button(page, 'Train')).toBeEnabled();
});
