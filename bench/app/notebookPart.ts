/** Measures the Compare page of the built app with many runs, and with long ones. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { NotebookResult, Smoothness } from '../results';
import { median } from '../statistics';
import { type Made, madeRuns } from './madeRuns';
import { untilStill, watchCompare } from './stillness';
import { traceTasks } from './tasks';

/** 200 runs in eight groups. */
const many: Made = {
  id: 'many',
  seeds: 25,
  epochs: 100,
  sweep: [{ setting: 'hidden', values: [[500], [200]] }],
};
/** 20 runs in four groups. */
const long: Made = { id: 'long', seeds: 5, epochs: 10_000, sweep: [] };

const REPEATS = 5;
const SIZE = { width: 1440, height: 900 };
/** Places at which the pointer rests while it crosses the chart, and values of the smoothing slider. */
const HOVERS = 120;
const SLIDES = 19;

/** A page whose notebook has these runs, and nothing else, opened at them. */
async function openWith(browser: Browser, address: string, made: Made): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZE });
  await watchCompare(context);
  const page = await context.newPage();
  await page.goto(`${address}#compare`);
  const folder = mkdtempSync(join(tmpdir(), 'f3-lab-notebook-'));
  try {
    const file = join(folder, `${made.id}.f3lab.json`);
    writeFileSync(file, madeRuns(made));
    await page.locator('.compare-head input[type=file]').setInputFiles(file);
    await page.locator('.runs-table .group-row').first().waitFor({ timeout: 300_000 });
  } finally {
    rmSync(folder, { recursive: true });
  }
  return page;
}

/** A new document, the files of the app in the cache. */
async function opened(page: Page, address: string, { id }: Made): Promise<number> {
  await page.goto('about:blank');
  return untilStill(page, () => page.goto(`${address}#compare/${id}`));
}

/** The Lab has been opened, and has measured its backends. */
async function openedFromLab(page: Page, address: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(`${address}#lab`);
  await page.getByRole('button', { name: /^Backend: .*ms per step/ }).waitFor();
  return untilStill(page, () => page.getByRole('link', { name: 'Compare', exact: true }).click());
}

const click = (page: Page, name: string) => () => page.getByRole('button', { name, exact: true }).click();
const choose = (page: Page, name: string) => () => page.getByRole('radio', { name, exact: true }).click();
const slide = (page: Page, value: number) => () =>
  page.getByRole('slider', { name: /^Smoothing/ }).fill(String(value));

/** Median of the milliseconds of both changes, there and back. */
async function thereAndBack(
  page: Page,
  repeats: number,
  changes: readonly (() => Promise<unknown>)[],
): Promise<number> {
  const times: number[] = [];
  for (let k = 0; k < repeats; k++) for (const change of changes) times.push(await untilStill(page, change));
  return median(times);
}

/** Frames of the page while `work` goes on, and its tasks. */
async function smoothness(page: Page, work: () => Promise<void>): Promise<Smoothness> {
  await page.evaluate(() => {
    const frames: number[] = [];
    void (async () => {
      for (;;) frames.push(await new Promise<number>((shown) => requestAnimationFrame(shown)));
    })();
    Object.assign(globalThis, { frames });
  });
  const tasks = await traceTasks(page, work);
  const times = await page.evaluate(() => (globalThis as unknown as { frames: readonly number[] }).frames);
  const gaps = times.slice(1).map((time, i) => time - (times[i] as number));
  const usual = median(gaps);
  // A gap of three usual ones dropped two frames.
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / usual) - 1), 0);
  return { ...tasks, frames: gaps.length, dropped };
}

async function hover(page: Page): Promise<void> {
  const box = await page.locator('.compare-chart .crosshair').boundingBox();
  if (!box) throw new Error('The chart has no reader.');
  for (let k = 0; k < HOVERS; k++)
    await page.mouse.move(box.x + ((k + 0.5) * box.width) / HOVERS, box.y + box.height / 2);
  await page.mouse.move(box.x, box.y - 60);
}

/** By keys, as a drag does, without waiting for what each one changes. */
async function drag(page: Page): Promise<void> {
  await page.getByRole('slider', { name: /^Smoothing/ }).focus();
  await page.keyboard.press('Home');
  for (let k = 0; k < SLIDES; k++) {
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(50);
  }
  await untilStill(page, () => page.keyboard.press('ArrowLeft'));
}

/** Values that neither the chart nor its cache has at that moment. */
const smoothing = (page: Page, repeats: number): Promise<number> =>
  thereAndBack(page, repeats, [slide(page, 0.6), slide(page, 0.7)]);

async function manyRuns(browser: Browser, address: string, repeats: number): Promise<NotebookResult['many']> {
  const page = await openWith(browser, address, many);
  const [open, fromLab, metric]: [number[], number[], number[]] = [[], [], []];
  for (let k = 0; k < repeats; k++) {
    open.push(await opened(page, address, many));
    metric.push(await untilStill(page, choose(page, 'Training loss')));
    fromLab.push(await openedFromLab(page, address));
  }
  const grouping = click(page, 'Hidden layers');
  const seeds = click(page, 'Seed');
  const result = {
    ...{ runs: 200, epochs: many.epochs },
    ...{ open: median(open), fromLab: median(fromLab), metric: median(metric) },
    grouping: await thereAndBack(page, repeats, [grouping, grouping]),
    bySeed: await thereAndBack(page, 1, [seeds, seeds]),
    smoothing: await smoothing(page, repeats),
  };
  await page.context().close();
  return result;
}

async function longRuns(browser: Browser, address: string, quick: boolean): Promise<NotebookResult['long']> {
  const made = quick ? { ...long, epochs: 1000 } : long;
  const page = await openWith(browser, address, made);
  const repeats = quick ? 1 : 3;
  const [open, metric]: [number[], number[]] = [[], []];
  for (let k = 0; k < repeats; k++) {
    open.push(await opened(page, address, made));
    metric.push(await untilStill(page, choose(page, 'Training loss')));
  }
  const result = {
    ...{ runs: 20, epochs: made.epochs, open: median(open), metric: median(metric) },
    smoothing: await smoothing(page, repeats),
    hidden: await thereAndBack(page, repeats, [click(page, 'Show DFA'), click(page, 'Show DFA')]),
    hovering: await smoothness(page, () => hover(page)),
    dragging: await smoothness(page, () => drag(page)),
  };
  await page.context().close();
  return result;
}

/** @param quick once each, and long runs of 1000 epochs */
export async function notebookPart(
  browser: Browser,
  address: string,
  quick: boolean,
): Promise<NotebookResult> {
  return {
    many: await manyRuns(browser, address, quick ? 1 : REPEATS),
    long: await longRuns(browser, address, quick),
  };
}
