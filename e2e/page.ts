/** Helpers to find elements by role and accessible name. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Locator, type Page, type Worker } from '@playwright/test';
import type axe from 'axe-core';

/** Two short epochs of 120 batches with a small network: seconds, not minutes. */
export const smallRun = '?hidden=50&batch-size=100&epochs=2';

export async function open(page: Page, query: string): Promise<void> {
  await page.goto(`/${query}`);
  await expect(button(page, 'Train')).toBeEnabled();
}

/** Without the Inside column: its inspections take most of the time on a software adapter. Call before `open`. */
export async function closeInside(page: Page): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('f3-lab.preferences', '{"inside":false}'));
}

/**
 * No training worker answers: for tests in which nothing trains, and which do not wait for the backend's test. Most of
 * what a visit costs are this test and the workers kept ready. Call before the page is opened.
 * @param data whether data workers work: the Data page needs them
 */
export async function withoutTraining(page: Page, { data = true } = {}): Promise<void> {
  await page.addInitScript((withData) => {
    const Plain = Worker;
    const silent = Object.assign(new EventTarget(), { postMessage: () => {}, terminate: () => {} });
    globalThis.Worker = new Proxy(Plain, {
      construct: (_, [url, options]) =>
        withData && String(url).includes('dataWorker') ? new Plain(url, options) : silent,
    });
  }, data);
}

/**
 * Blocks a worker forever, from some moment on; asleep, so that it takes no time from the others. In a task of its own: a
 * task of the debugger's that hangs survives `terminate`, and so does the notebook transaction that it may be in.
 */
export const hang = (worker: Worker): void =>
  void worker
    .evaluate(() => void setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)))
    .catch(() => undefined);

/** Resizes the window, and waits until the page has heard of it and drawn what follows from it. */
export async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size);
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

export function resultOf(page: Page, rule: string): Locator {
  const name = page.getByText(rule, { exact: true });
  return page.getByRole('table', { name: 'Results' }).getByRole('row').filter({ has: name });
}

/** Last accuracy of a rule in the results table, in percent, as soon as the table shows one. */
export async function rate(page: Page, rule: string): Promise<number> {
  await expect(resultOf(page, rule)).toContainText(/\d\s*%/);
  const text = await resultOf(page, rule).innerText();
  return Number(/([\d.]+)\s*%/.exec(text)?.[1] ?? Number.NaN);
}

export async function finished(page: Page, epochs: number, timeout = 60_000): Promise<void> {
  await expect(page.getByText(/^finished in/)).toBeVisible({ timeout });
  await expect(page.getByText(`Epoch ${epochs} of ${epochs}`, { exact: true })).toBeVisible();
}

/** Opens the advanced settings. */
export async function openMore(page: Page): Promise<void> {
  await page.getByText('More', { exact: true }).click();
}

/** A cell of the results table, by the rule's name and the column's. */
export async function cellOf(page: Page, rule: string, column: string): Promise<Locator> {
  const columns = page.getByRole('table', { name: 'Results' }).getByRole('columnheader');
  const index = (await columns.allInnerTexts()).map((text) => text.trim()).indexOf(column);
  return resultOf(page, rule).locator('th, td').nth(index);
}

/** The numbers behind a figure in full precision, row by row. Figures at rest only: waits until its last redraw. */
export async function dataOf(page: Page | Locator, figure: string): Promise<number[]> {
  const frame = page.getByRole('figure', { name: figure });
  const toggle = frame.getByRole('button', { name: 'Show data' });
  await toggle.click();
  const cells = frame.getByRole('table').getByRole('cell');
  await expect(cells.first()).toHaveAttribute('title');
  const read = () => cells.evaluateAll((all) => all.map((cell) => Number(cell.getAttribute('title'))));
  let values = await read();
  await expect(async () => {
    const before = values;
    values = await read();
    expect(values).toEqual(before);
  }, 'the figure is at rest').toPass({ intervals: [250] });
  await toggle.click();
  return values;
}

interface PageReading {
  /** A part of the page: a selector. */
  readonly part?: string;
  /** Only these of axe's rules. */
  readonly rules?: string[];
}

/** Ends colour transitions: contrast is too low between two themes. Those of elements out of sight would never end. */
async function endTransitions(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
  });
}

const axeScript = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type AxeGlobal = typeof globalThis & { readonly axe: typeof axe };

/** Readings until a problem counts: what has just become scrollable can be focused a moment later. */
const READINGS = 5;

/** Serious and critical violations that axe finds, and that stay. */
export async function seriousProblems(page: Page, reading: PageReading = {}): Promise<string[]> {
  let problems = await problemsNow(page, reading);
  for (let left = READINGS; problems.length > 0 && left > 0; left--) {
    await page.waitForTimeout(200);
    problems = await problemsNow(page, reading);
  }
  return problems;
}

/** A document gets axe's script once, which is more than half a megabyte. */
async function problemsNow(page: Page, { part, rules }: PageReading): Promise<string[]> {
  await endTransitions(page);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeScript);
  const options: axe.RunOptions = {
    // Passed elements are not listed, since axe would look for a selector for each of them.
    resultTypes: ['violations'],
    ...(rules && { runOnly: { type: 'rule', values: rules } }),
  };
  const violations = await page.evaluate(
    async ([where, how]) => {
      const found = await (globalThis as AxeGlobal).axe.run(where ?? document, how);
      return found.violations.map(({ id, impact, nodes }) => ({
        id,
        impact,
        html: nodes.map((one) => one.html),
      }));
    },
    [part, options] as const,
  );
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, html }) => `${id}: ${html.join(' ')}`);
}

/** Themes differ only in colours, so those alone are read in the dark. */
export async function problemsInBothThemes(page: Page, part?: string): Promise<string[]> {
  const where = part === undefined ? {} : { part };
  const light = await seriousProblems(page, where);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await seriousProblems(page, { ...where, rules: ['color-contrast'] });
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((problem) => `dark: ${problem}`)];
}
