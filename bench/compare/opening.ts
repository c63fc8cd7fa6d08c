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
    const look = (): void => {
      const buttons = [...document.querySelectorAll('button')];
      const ready = buttons.find(({ textContent, disabled }) => textContent?.trim() === 'Train' && !disabled);
      if (ready && train === 0) {
        train = performance.now();
        ready.click();
      }
      if (!document.querySelector('path.curve')) {
        requestAnimationFrame(look);
        return;
      }
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      Object.assign(globalThis, { opened: { paint: paint?.startTime, train, point: performance.now() } });
    };
    requestAnimationFrame(look);
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

/** @param rounds pairs of visits; the order alternates */
export async function compareOpening(a: Tree, b: Tree, rounds: number): Promise<Opening[]> {
  const place = await mkdtemp(join(tmpdir(), 'f3-opening-'));
  const served = [await serveBuild(a, join(place, 'a')), await serveBuild(b, join(place, 'b'))] as const;
  const browser = await launch();
  try {
    const addresses = served.map(({ address }) => address) as [string, string];
    for (const address of addresses) await visit(browser, address);
    const pairs: [Times, Times][] = [];
    for (let round = 0; round < rounds; round++) {
      const turned = round % 2 === 1;
      const first = await visit(browser, addresses[turned ? 1 : 0]);
      const second = await visit(browser, addresses[turned ? 0 : 1]);
      pairs.push(turned ? [second, first] : [first, second]);
    }
    return (Object.keys(waits) as (keyof typeof waits)[]).map((what) => ({
      what,
      medians: [median(pairs.map(([one]) => one[what])), median(pairs.map(([, two]) => two[what]))],
      ratio: ratioOf(pairs.map(([one, two]) => one[what] / two[what])),
    }));
  } finally {
    await browser.close();
    for (const { close } of served) close();
    await rm(place, { recursive: true, force: true });
  }
}
