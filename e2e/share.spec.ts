/** Figures, tables and curves as files of other tools, from real downloads. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { decode } from 'fast-png';
import Papa from 'papaparse';
import manifest from '../package.json' with { type: 'json' };
import { button, closeInside, dataOf, finished, open, problemsInBothThemes, resize } from './page';

const query =
  '?rule=bp,drtp,f3-error&hidden=20&learning-rate=0.001,drtp=0.002&batch-size=200&epochs=2&seed=3,4';
const RULES = ['BP', 'DRTP', 'F³-Error'];

let page: Page;
// One page and its runs for all tests.
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  const context = await browser.newContext();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  page = await context.newPage();
  await closeInside(page);
  await open(page, query);
  await expect(button(page, 'Share results')).toBeDisabled();
  await expect(saveButton('Test accuracy')).toBeDisabled();
  await button(page, 'Train').click();
  await finished(page, 2);
});
test.afterAll(() => page.context().close());

const figure = (name: string): Locator => page.getByRole('figure', { name });
const saveButton = (name: string): Locator => figure(name).getByRole('button', { name: 'Save figure' });
const item = (name: string): Locator => page.getByRole('menuitem', { name, exact: false });

interface Saved {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What a menu's item hands to the browser. */
async function saved(menu: Locator, name: string): Promise<Saved> {
  await menu.click();
  const [download] = await Promise.all([page.waitForEvent('download'), item(name).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** What a menu's item puts on the clipboard. */
async function copied(menu: Locator, name: string): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await menu.click();
  await item(name).click();
  await expect(page.getByText('Copied.', { exact: true })).toBeAttached();
  return page.evaluate(() => navigator.clipboard.readText());
}

interface Csv {
  readonly header: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

function csvIn({ bytes }: Saved): Csv {
  const { data, errors, meta } = Papa.parse<Record<string, string>>(bytes.toString('utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  return { header: meta.fields ?? [], rows: data };
}

interface Picture {
  readonly size: readonly number[];
  readonly texts: readonly string[];
  readonly description: string;
  readonly links: readonly (string | null)[];
  /** Of its rows of text, the one that reaches furthest, in pixels. */
  readonly right: number;
}

/** An SVG as a browser reads it; fails where it is no XML. */
const pictureIn = ({ bytes }: Saved): Promise<Picture> =>
  page.evaluate((text) => {
    const xml = new DOMParser().parseFromString(text, 'image/svg+xml');
    if (xml.querySelector('parsererror')) throw new Error('This is not XML.');
    const root = document.importNode(xml.documentElement, true) as unknown as SVGSVGElement;
    document.body.append(root);
    const rows = [...root.querySelectorAll<SVGTextElement>(':scope > text, :scope > a > text')];
    const right = Math.max(...rows.map((row) => row.getBBox().x + row.getBBox().width));
    root.remove();
    return {
      size: [root.width.baseVal.value, root.height.baseVal.value],
      texts: rows.map((row) => row.textContent),
      description: root.querySelector('desc')?.textContent ?? '',
      links: [...root.querySelectorAll('a')].map((link) => link.getAttribute('href')),
      right,
    };
  }, bytes.toString('utf8'));

test('a figure as SVG says what led to it, and the PNG has the same picture at twice its size', async () => {
  const svg = await saved(saveButton('Test accuracy'), 'SVG');
  expect(svg.name).toBe('f3-lab-test-accuracy-digits-built-in.svg');
  const { size, texts, description, links, right } = await pictureIn(svg);
  for (const said of ['Digits, built in', '784–20–10', 'Adam', 'BP 0.001, DRTP 0.002', 'batches of 200'])
    expect(description).toContain(said);
  for (const said of ['2 epochs', 'seeds 3,4', `F³ Lab ${manifest.version}`])
    expect(description).toContain(said);
  expect(description.split('\n').at(-1)).toBe(page.url());
  expect(new Set(links)).toEqual(new Set([page.url()]));
  // All of it is drawn, in rows within the picture; addresses are broken without a space.
  const plain = (text: string): string => text.replace(/\s/g, '');
  expect(plain(texts.slice(1).join(''))).toBe(plain(description));
  expect(right).toBeLessThan(size[0] as number);

  const png = await saved(saveButton('Test accuracy'), 'PNG');
  expect(png.name).toBe('f3-lab-test-accuracy-digits-built-in.png');
  const { width, height, data, channels } = decode(png.bytes);
  expect([width, height]).toEqual(size.map((side) => 2 * side));
  const colours = new Map<string, number>();
  for (let at = 0; at < data.length; at += channels) {
    const colour = [data[at], data[at + 1], data[at + 2]].join(' ');
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  // Paper, and the lines of BP, DRTP and F³-Error.
  for (const colour of ['255 255 255', '21 24 29', '14 138 86'])
    expect(colours.get(colour), colour).toBeGreaterThan(500);
  expect(colours.get('255 255 255')).toBeLessThan(width * height);
});

test('a figure’s file is the same whatever the page’s colours', async () => {
  const light = await saved(saveButton('Test accuracy'), 'SVG');
  for (const colours of [{ colorScheme: 'dark' }, { forcedColors: 'active' }] as const) {
    await page.emulateMedia(colours);
    const file = await saved(saveButton('Test accuracy'), 'SVG');
    expect(file.bytes.toString('utf8').split('><')).toEqual(light.bytes.toString('utf8').split('><'));
    await page.emulateMedia({ colorScheme: null, forcedColors: null });
  }
});

test('a figure as CSV has the numbers of its table', async () => {
  const numbers = await dataOf(page, 'Test accuracy');
  const { header, rows } = csvIn(await saved(saveButton('Test accuracy'), 'CSV'));
  expect(header).toEqual(['algorithm', 'seed', 'epoch', 'value', 'kind']);
  const means = [1, 2].flatMap((epoch) =>
    RULES.map((rule) => {
      const own = rows.filter((row) => row.algorithm === rule && Number(row.epoch) === epoch);
      expect(own.map(({ seed }) => seed)).toEqual(['3', '4', 'mean of 2']);
      return Number(own[2]?.value);
    }),
  );
  expect(means).toEqual(numbers);
});

/** Texts of the results table's means, without spaces, by rule and column. */
async function shownResults(): Promise<readonly (readonly string[])[]> {
  const rows = page.getByRole('table', { name: 'Results' }).locator('tbody tr');
  const texts = await Promise.all((await rows.all()).map((row) => row.locator('th, td').allInnerTexts()));
  return texts.map(([name = '', last = '', best = '']) => [
    name.split('\n')[0] ?? '',
    ...[last, best].map((text) => text.replace(/\s/g, '')),
  ]);
}

test('the results as Markdown and LaTeX have the figures of the page; as CSV they are unrounded', async () => {
  const menu = button(page, 'Share results');
  const shown = await shownResults();
  expect(shown.map(([rule]) => rule)).toEqual(RULES);

  const markdown = await copied(menu, 'Copy Markdown');
  const lines = markdown.split('\n').filter((line) => line.startsWith('| '));
  const cells = lines.slice(2).map((line) => line.slice(2, -2).split(' | '));
  expect(
    cells.map(([rule, , last, best]) => [rule, ...[last, best].map((text) => text?.replace(/\s/g, ''))]),
  ).toEqual(shown);

  const latex = await copied(menu, 'Copy LaTeX');
  const rows = latex.split('\n').filter((line) => line.endsWith('\\\\'));
  const texts = rows.slice(1).map((row) =>
    row
      .replace(/ \\\\$/, '')
      .split(' & ')
      .map((cell) =>
        cell
          .trim()
          .replace('\\textsuperscript{3}', '³')
          .replaceAll('$\\pm$', '±')
          .replaceAll('\\,', '')
          .replaceAll('\\%', '%')
          .replace(/\s/g, ''),
      ),
  );
  expect(texts.map(([rule, , last, best]) => [rule, last, best])).toEqual(shown);
  expect((await saved(menu, 'Save LaTeX')).bytes.toString('utf8')).toBe(latex);

  const csv = csvIn(await saved(menu, 'Save CSV'));
  const accuracy = await dataOf(page, 'Test accuracy');
  expect(csv.rows.map((row) => Number(row.test_accuracy_mean))).toEqual(accuracy.slice(-RULES.length));
  expect(csv.rows.map((row) => row.test_accuracy_n)).toEqual(['2', '2', '2']);
});

test('the curves as CSV are the points of the figures, from the Lab and from Compare alike', async () => {
  const { rows } = csvIn(await saved(button(page, 'Share results'), 'Save curves as CSV'));
  const points = csvIn(await saved(saveButton('Training loss'), 'CSV')).rows;
  const single = points.filter(({ seed }) => seed === '3' || seed === '4');
  const losses = rows.filter(({ quantity }) => quantity === 'training_loss');
  const told = ({ algorithm, seed, epoch, value }: Readonly<Record<string, string>>) =>
    [algorithm, seed, Number(epoch).toFixed(9), Number(value)].join(' ');
  expect(losses.map(told).sort()).toEqual(
    single
      .filter(({ kind }) => kind !== 'single batch')
      .map(told)
      .sort(),
  );
  expect(rows.find(({ quantity, epoch }) => quantity === 'test_loss' && epoch === '2')?.samples).toBe(
    '24000',
  );

  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('table', { name: /^Runs/ }).locator('tbody tr')).toHaveCount(3);
  const kept = csvIn(await saved(button(page, 'Share table'), 'Save curves as CSV'));
  const all = (some: Csv['rows']) => some.map((row) => JSON.stringify(row)).sort();
  expect(all(kept.rows)).toEqual(all(rows));
});

test('Compare: the chart says which experiment and grouping, the table has its figures', async () => {
  const svg = await saved(saveButton('Test accuracy'), 'SVG');
  const { description, links, right, size } = await pictureIn(svg);
  expect(description).toContain('Grouped by algorithm; 6 of 6 runs done, seeds 3,4');
  expect(links.at(-1)).toMatch(/\/#compare\/[0-9a-f]{32}$/);
  expect(right).toBeLessThan(size[0] as number);
  const { rows } = csvIn(await saved(saveButton('Last accuracy'), 'CSV'));
  expect(rows).toHaveLength(6);

  const markdown = await copied(button(page, 'Share table'), 'Copy Markdown');
  const line = markdown.split('\n').find((one) => one.startsWith('| DRTP '));
  const shown = await page
    .getByRole('table', { name: /^Runs/ })
    .locator('tbody tr')
    .nth(1)
    .locator('td.num')
    .first();
  const plain = (text: string): string => text.replace(/\s/g, '');
  expect(plain(line ?? '')).toContain(`|2of2|${plain(await shown.innerText())}|`);
});

test('the menus: keys, focus, touch and both themes', async () => {
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  const menu = button(page, 'Share results');
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(item('Copy text')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(item('Save curves as CSV')).toBeFocused();
  await page.keyboard.press('c');
  await expect(item('Copy text')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowDown');
  await expect(item('Copy text')).toBeFocused();
  // A letter in the menu is no shortcut of the page.
  await expect(page.getByRole('table', { name: 'Results' })).toBeVisible();
  expect(await problemsInBothThemes(page, '[role="menu"]:popover-open')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(menu).toBeFocused();

  await resize(page, { width: 390, height: 844 });
  await saveButton('Test accuracy').click();
  for (const name of ['SVG', 'PNG', 'CSV']) {
    const box = await item(name).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  }
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await resize(page, { width: 1440, height: 900 });
});

test('a browser that lets no page read its canvas gets the SVG instead', async () => {
  await page.evaluate(() => {
    CanvasRenderingContext2D.prototype.getImageData = () => new ImageData(1, 1);
  });
  await saveButton('Test loss').click();
  await item('PNG').click();
  await expect(page.getByText(/“Test loss” is not saved as a PNG: this browser does not let/)).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save SVG' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('f3-lab-test-loss-digits-built-in.svg');
});
