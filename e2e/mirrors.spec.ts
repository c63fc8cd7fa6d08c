/**
 * Downloads on a static server, from cross-origin mirrors with and without CORS, slow, cut off, or with wrong bytes; and
 * on the lab's own server.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import sirv from 'sirv';
import { createLabServer } from '../scripts/labServer';
import { button, withoutTraining } from './page';

const here = existsSync('public/data/mnist/train-images-idx3-ubyte.gz');
const hosts = { jsDelivr: 'cdn.jsdelivr.net', gitHub: 'raw.githubusercontent.com' } as const;
/** The last is a mirror of a school's own. */
type Host = (typeof hosts)[keyof typeof hosts] | 'mnist';

type Mood = 'fine' | 'closed' | 'wrong' | 'slow then cut off' | 'slow' | 'gone';
let moods: Partial<Record<Host, Mood>> = {};
/** "cdn.jsdelivr.net t10k-labels-idx1-ubyte.gz" */
let asked: string[] = [];

let lab: Server;
let mirrors: Server;
let address = '';

const listen = (server: Server) =>
  new Promise<string>((done) => {
    server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
  });

/** Sends the file in chunks, and stops early if it should be cut off. */
function drip(response: ServerResponse, bytes: Buffer, cut: boolean): void {
  const piece = Math.ceil(bytes.length / 20);
  let at = 0;
  const timer = setInterval(() => {
    if (response.destroyed || at >= bytes.length) return clearInterval(timer);
    if (cut && at > bytes.length / 2) return response.destroy();
    response.write(bytes.subarray(at, at + piece));
    at += piece;
    if (at >= bytes.length) response.end();
    return undefined;
  }, 100);
}

function answer(mood: Mood, file: string, response: ServerResponse): void {
  const path = `public/data/mnist/${file}`;
  if (mood !== 'closed') response.setHeader('Access-Control-Allow-Origin', '*');
  if (mood === 'gone' || !existsSync(path)) {
    response.writeHead(404).end();
    return;
  }
  const bytes = readFileSync(path);
  const sent = mood === 'wrong' ? Buffer.concat([bytes.subarray(1), Buffer.from('!')]) : bytes;
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': sent.length });
  if (mood.startsWith('slow')) drip(response, sent, mood === 'slow then cut off');
  else response.end(sent);
}

test.beforeAll(async () => {
  const files = sirv('dist');
  lab = createServer((request, response) =>
    files(request, response, () => {
      // Like many hosts, it answers unknown addresses with the app.
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>F³ Lab</title>');
    }),
  );
  mirrors = createServer((request, response) => {
    const [, host = '', file = ''] = (request.url ?? '').split('/');
    asked.push(`${host} ${file}`);
    answer(moods[host as Host] ?? 'gone', file, response);
  });
  address = await listen(lab);
});
test.afterAll(() => {
  for (const server of [lab, mirrors]) {
    server.closeAllConnections();
    server.close();
  }
});
test.beforeEach(() => {
  moods = {};
  asked = [];
});

async function mirrorAddress(): Promise<string> {
  if (!mirrors.listening) return listen(mirrors);
  return `http://127.0.0.1:${(mirrors.address() as AddressInfo).port}/`;
}

/** The public mirrors' addresses lead to the second origin; from there on the browser judges for itself. */
async function leadToMirrors(context: BrowserContext): Promise<void> {
  const second = await mirrorAddress();
  await context.route(
    (url) => Object.values<string>(hosts).includes(url.host),
    (route) => {
      const url = new URL(route.request().url());
      const file = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
      const headers = { Location: `${second}${url.host}/${file}`, 'Access-Control-Allow-Origin': '*' };
      return route.fulfill({ status: 307, headers });
    },
  );
}

async function openData(page: Page, context: BrowserContext): Promise<Locator> {
  await leadToMirrors(context);
  await withoutTraining(page);
  await page.goto(`${address}#data`);
  const card = page.getByRole('region', { name: 'MNIST', exact: true });
  await expect(card.getByRole('button', { name: 'Get', exact: true })).toBeVisible();
  return card;
}
const press = (card: Locator, name: string) => card.getByRole('button', { name, exact: true }).click();
const isReady = (card: Locator) =>
  expect(card.getByRole('button', { name: 'Use in Lab', exact: true })).toBeVisible({ timeout: 60_000 });

test.skip(!here, 'MNIST is not in public/data: npm run data -- mnist');

test('a file without CORS comes from another mirror, persists after a reload, and can be trained on', async ({
  page,
  context,
}) => {
  moods = { [hosts.jsDelivr]: 'closed', [hosts.gitHub]: 'fine' };
  const card = await openData(page, context);
  await press(card, 'Get');
  await isReady(card);
  await expect(card.getByText(/On this computer · 1[12](\.\d)? MB/)).toBeVisible();
  expect(asked.filter((line) => line.startsWith(hosts.jsDelivr))).toHaveLength(4);

  asked = [];
  await page.reload();
  await isReady(card);
  await press(card, 'Use in Lab');
  await expect(page.getByLabel('Data set')).toHaveValue('mnist');
  await expect(button(page, 'Train')).toBeEnabled({ timeout: 30_000 });
  expect(asked).toEqual([]);

  await page.goto(`${address}#data`);
  await press(card, 'Remove MNIST');
  await expect(card.getByRole('button', { name: 'Get', exact: true })).toBeVisible();
});

test('every failure is reported, and a retry resumes', async ({ page, context }) => {
  moods = { [hosts.jsDelivr]: 'wrong', [hosts.gitHub]: 'slow then cut off' };
  const card = await openData(page, context);
  await press(card, 'Get');
  const problem = card.getByRole('alert');
  await expect(problem).toContainText('MNIST could not be downloaded.', { timeout: 60_000 });
  await expect(problem).toContainText(
    /cdn\.jsdelivr\.net\S*: wrong bytes \([\d,]+ of them, SHA-256 [0-9a-f]{64}/,
  );
  await expect(problem).toContainText(/raw\.githubusercontent\.com\S*: cut off after \S+ of \S+ \S+/);
  await expect(card.getByRole('button', { name: 'Choose files' })).toBeVisible();

  moods = { [hosts.jsDelivr]: 'gone', [hosts.gitHub]: 'closed' };
  await press(card, 'Try again');
  await expect(problem).toContainText(
    'cdn.jsdelivr.net/gh/fgnt/mnist/train-images-idx3-ubyte.gz: the server answers 404',
  );
  await expect(problem).toContainText('or one without a CORS header');

  moods = { [hosts.jsDelivr]: 'fine' };
  await press(card, 'Try again');
  await isReady(card);
});

test('a download can be paused; completed files are not downloaded again', async ({ page, context }) => {
  moods = { [hosts.jsDelivr]: 'slow' };
  const card = await openData(page, context);
  await press(card, 'Get');
  const bar = card.getByRole('progressbar');
  await expect.poll(async () => Number(await bar.getAttribute('value'))).toBeGreaterThan(0);
  await expect(card.getByText(/ of 1[12](\.\d)? MB/)).toBeVisible();
  // The largest file comes first; it is stored before the next is requested.
  await expect.poll(() => asked.length, { timeout: 30_000 }).toBeGreaterThan(1);
  await press(card, 'Pause');
  await expect(card.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  const first = asked[0];
  asked = [];
  moods = { [hosts.jsDelivr]: 'fine' };
  await press(card, 'Resume');
  await isReady(card);
  expect(asked).not.toContain(first);
});

test('the lab’s own server downloads once for all pages, into its folder', async ({ page, browser }) => {
  const data = mkdtempSync(join(tmpdir(), 'lab-data-'));
  const there = () => (existsSync(join(data, 'mnist')) ? readdirSync(join(data, 'mnist')).sort() : []);
  const own = createLabServer('dist', data, { mirror: await mirrorAddress() });
  const at = await listen(own);
  moods = { mnist: 'slow' };
  await withoutTraining(page);
  await page.goto(`${at}#data`);
  const card = page.getByRole('region', { name: 'MNIST', exact: true });
  await press(card, 'Get');
  await expect.poll(() => there().filter((name) => name.endsWith('.gz'))).not.toHaveLength(0);
  await press(card, 'Pause');
  await expect(card.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  moods = { mnist: 'fine' };
  await press(card, 'Resume');
  await isReady(card);
  expect(there()).toEqual([
    't10k-images-idx3-ubyte.gz',
    't10k-labels-idx1-ubyte.gz',
    'train-images-idx3-ubyte.gz',
    'train-labels-idx1-ubyte.gz',
  ]);

  asked = [];
  const other = await browser.newPage();
  await withoutTraining(other);
  await other.goto(`${at}?dataset=mnist`);
  await expect(button(other, 'Train')).toBeEnabled({ timeout: 30_000 });
  expect(asked).toEqual([]);
  await other.close();
  own.closeAllConnections();
  own.close();
  rmSync(data, { recursive: true });
});
