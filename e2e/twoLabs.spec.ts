/** Two labs on one page, each with its own workers: neither changes what the other shows. */
import type { Server } from 'node:http';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { createLabServer } from '../scripts/labServer';
import { listen } from '../scripts/start';
import { dataOf } from './page';

const out = join('test-results', 'two-labs');
let server: Server;
let address: string;

test.beforeAll(async () => {
  await build({
    configFile: false,
    root: join('e2e', 'twoLabs'),
    base: './',
    logLevel: 'error',
    publicDir: false,
    plugins: [react()],
    resolve: { dedupe: ['@tensorflow/tfjs-core'] },
    worker: { format: 'es' },
    build: {
      target: 'es2023',
      outDir: join('..', '..', out),
      emptyOutDir: true,
      chunkSizeWarningLimit: 10_000,
      assetsInlineLimit: (file) => (file.endsWith('.wasm') ? false : undefined),
    },
  });
  server = createLabServer(out, 'public/data');
  address = await listen(server, '0');
});

test.afterAll(() => {
  server.close();
  server.closeAllConnections();
});

type Files = Readonly<Record<string, { readonly svg: string; readonly csv: string }>>;

const small = 'rule=bp,dfa&hidden=20&epochs=2&batch-size=100&backend=wasm';
/** The same rules, with another learning rate. */
const links = { a: small, b: `${small}&learning-rate=0.01` };

const labOf = (page: Page, name: 'A' | 'B'): Locator =>
  page.getByRole('region', { name: `Lab ${name}`, exact: true });
const press = (lab: Locator, name: string): Promise<void> =>
  lab.getByRole('button', { name, exact: true }).click();
const resultsOf = (lab: Locator): Promise<string[]> =>
  lab.getByRole('table', { name: 'Results' }).getByRole('row').allInnerTexts();
/** All but the last column: what an epoch took. */
const withoutTimes = (rows: readonly string[]): string[] => rows.map((row) => row.replace(/\t[^\t]*$/, ''));

/** Waits for the end of a lab's run. */
async function finished(lab: Locator): Promise<void> {
  await expect(lab.getByText(/^finished in/)).toBeVisible();
  await expect(lab.getByText(/^after epoch 2/).first()).toBeVisible();
}

async function openBoth(page: Page): Promise<readonly [Locator, Locator]> {
  await page.goto(`${address}?${new URLSearchParams(links)}`);
  const both = [labOf(page, 'A'), labOf(page, 'B')] as const;
  for (const lab of both) await expect(lab.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  return both;
}

/** A figure of lab A as files: XML that needs nothing of the page, with all numbers of its table. */
async function expectFiles(page: Page, title: string, numbers: readonly number[]): Promise<void> {
  const file = await page.evaluate((name) => {
    const all = (window as never as { filesOf: (lab: string) => Files }).filesOf('A');
    const { svg, csv } = all[name] ?? { svg: '', csv: '' };
    const xml = new DOMParser().parseFromString(svg, 'image/svg+xml');
    const textOf = (selector: string) => xml.querySelector(selector)?.textContent ?? '';
    return {
      names: Object.keys(all),
      svg,
      csv,
      root: xml.documentElement.localName,
      caption: textOf('desc'),
    };
  }, title);
  expect(file.names.sort()).toEqual([
    'Angle to backprop',
    'Confusion matrix',
    'Feedback and weights',
    'Network',
    'Test accuracy',
    'Test loss',
    'Training loss',
  ]);
  expect(file.root).toBe('svg');
  expect(file.svg).not.toMatch(/var\(|light-dark/);
  expect(file.svg).toContain('#15181d');
  expect(file.caption).toMatch(/After epoch 2: BP /);
  const values = file.csv.split('\n').map((line) => Number(line.split(',')[2]));
  expect(numbers.length).toBe(4);
  for (const number of numbers) expect(values).toContain(number);
}

/** Lab A's figures as files. */
const filesOf = (page: Page) =>
  page.evaluate(() =>
    Object.entries((window as never as { filesOf: (lab: string) => Files }).filesOf('A')).map(
      ([name, { svg, csv }]) => ({
        name,
        csv,
        foreign: /var\(|light-dark|color-mix/.exec(svg)?.[0],
        xml: new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror') === null,
        svg,
      }),
    ),
  );

/** The figures of the Inside column as files: whole without the page, with styles and numbers of their own. */
async function expectInsideFiles(page: Page): Promise<void> {
  const picture = 'href="data:image/png;base64,';
  // The networks are inspected after the last epoch; an inspection may take half a minute before it is asked for again.
  const shown = async (): Promise<string> => {
    const network = (await filesOf(page)).find(({ name }) => name === 'Network');
    const image = /<image .{0,80}/.exec(network?.svg ?? '')?.[0];
    if (network)
      return network.svg.includes(picture)
        ? 'with the picture'
        : `${network.svg.length} characters, ${image ?? 'without a picture'}`;
    return page.getByRole('region', { name: 'Inside' }).innerText();
  };
  await expect.poll(shown, { timeout: 45_000 }).toBe('with the picture');
  const files = await filesOf(page);
  for (const { name, foreign, xml } of files) expect([name, foreign, xml]).toEqual([name, undefined, true]);
  const network = files.find(({ name }) => name === 'Network');
  // The sample's picture, the layers' own styles, and B's or W's cells.
  expect(network?.svg).toContain(picture);
  expect(network?.svg).toMatch(/\.layer-name\s*\{/);
  const confusion =
    files
      .find(({ name }) => name === 'Confusion matrix')
      ?.csv.trimEnd()
      .split('\n')
      .slice(1) ?? [];
  const counts = confusion.flatMap((line) => line.split(',').slice(1).map(Number));
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(10_000);
}

test('training one lab does not change the other; training both at once gives the same curves as alone', async ({
  page,
}) => {
  const [a, b] = await openBoth(page);
  const ready = await resultsOf(b);
  await press(a, 'Train');
  await finished(a);
  const resultsOfA = withoutTimes(await resultsOf(a));
  expect(await resultsOf(b)).toEqual(ready);
  await expectFiles(page, 'Test accuracy', await dataOf(a, 'Test accuracy'));
  await expectInsideFiles(page);
  await press(b, 'Train');
  await finished(b);
  const resultsOfB = withoutTimes(await resultsOf(b));
  expect(resultsOfB).not.toEqual(resultsOfA);
  expect(withoutTimes(await resultsOf(a))).toEqual(resultsOfA);

  const [first, second] = await openBoth(page);
  await press(first, 'Train');
  await press(second, 'Train');
  await finished(first);
  await finished(second);
  expect(withoutTimes(await resultsOf(first))).toEqual(resultsOfA);
  expect(withoutTimes(await resultsOf(second))).toEqual(resultsOfB);

  await press(first, 'Reset');
  await expect(first.getByText(/^finished in/)).toBeHidden();
  expect(withoutTimes(await resultsOf(second))).toEqual(resultsOfB);
});
