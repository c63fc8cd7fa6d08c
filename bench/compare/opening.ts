/** Compares how two versions of the page open: visits with an empty cache, in turn, each of which trains at once. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { build } from 'vite';
import { launch, serve } from '../page/browser';
import { median } from '../statistics';
import { type Ratio, ratioOf } from './speed';
import type { Tree } from './trees';

/** What a visitor waits for; milliseconds from the request of the page. */
export const waits = {
  paint: 'first paint',
  train: 'Train can be pressed',
  point: 'first point, with Train pressed at once',
} as const;
type Times = Readonly<Record<keyof typeof waits, number>>;

export interface Opening {
  readonly what: keyof typeof waits;
  /** Medians of both, milliseconds. */
  readonly medians: readonly [number, number];
  readonly ratio: Ratio;
}

/** A visit on one page; each has a context of its own, and so an empty cache. */
async function visit(browser: Browser, address: string): Promise<Times> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    let train = 0;
    // No named functions in here: for those, the transpiler inserts a helper that the page does not have.
    new MutationObserver((_changes, observer) => {
      const buttons = [...document.querySelectorAll('button')];
      const ready = buttons.find(({ textContent, disabled }) => textContent?.trim() === 'Train' && !disabled);
      if (ready && train === 0) {
        train = performance.now();
        ready.click();
      }
      if (!document.querySelector('path.curve')) return;
      observer.disconnect();
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      Object.assign(globalThis, { opened: { paint: paint?.startTime, train, point: performance.now() } });
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  await page.goto(address);
  const found = await page.waitForFunction(() => (globalThis as { opened?: Times }).opened);
  const times = (await found.jsonValue()) as Times;
  await context.close();
  return times;
}

async function serveBuild({ folder }: Tree, to: string) {
  await build({
    root: folder,
    configFile: join(folder, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: to, emptyOutDir: true },
  });
  return serve(to, join(to, 'data'));
}

async function compareVisits(browser: Browser, a: string, b: string, rounds: number): Promise<Opening[]> {
  // The first visits wait for what later ones find in memory.
  for (const address of [a, b]) await visit(browser, address);
  const pairs: [Times, Times][] = [];
  for (let round = 0; round < rounds; round++) {
    const turned = round % 2 === 1;
    const one = await visit(browser, turned ? b : a);
    const other = await visit(browser, turned ? a : b);
    pairs.push(turned ? [other, one] : [one, other]);
  }
  return (Object.keys(waits) as (keyof typeof waits)[]).map((what) => ({
    what,
    medians: [median(pairs.map(([old]) => old[what])), median(pairs.map(([, fresh]) => fresh[what]))],
    ratio: ratioOf(pairs.map(([old, fresh]) => old[what] / fresh[what])),
  }));
}

/** @param rounds pairs of visits; the order alternates */
export async function compareOpening(a: Tree, b: Tree, rounds: number): Promise<Opening[]> {
  const place = await mkdtemp(join(tmpdir(), 'f3-opening-'));
  const ends: (() => unknown)[] = [() => rm(place, { recursive: true, force: true })];
  try {
    const addresses: string[] = [];
    for (const [i, tree] of [a, b].entries()) {
      const { address, close } = await serveBuild(tree, join(place, String(i)));
      ends.push(close);
      addresses.push(address);
    }
    const [first, second] = addresses as [string, string];
    const browser = await launch();
    ends.push(() => browser.close());
    return await compareVisits(browser, first, second, rounds);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
