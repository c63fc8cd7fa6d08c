/** Measures the lessons of the built page: their first screen, their mini-lab, and whether what they explain came out. */
import type { Browser, Page } from '@playwright/test';
import { lessons } from '../../src/views/learn/lessons';
import type { LessonResult } from '../results';

type Lesson = (typeof lessons)[number];

/** The longest that a mini-lab may take before the bench gives up, in milliseconds. */
const LONGEST = 120_000;

/** Milliseconds from the navigation to a title and a figure. */
async function firstScreen(page: Page, url: string): Promise<number> {
  // A new document: only the fragment differs from the last one.
  await page.goto('about:blank');
  const began = performance.now();
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.lesson-figure').first().locator('figure, section:not([aria-busy])').first().waitFor();
  return performance.now() - began;
}

async function lessonResult(
  page: Page,
  address: string,
  { id, words, prediction }: Lesson,
): Promise<LessonResult> {
  const screen = await firstScreen(page, `${address}#learn/${id}`);
  await page.getByRole('button', { name: /^Backend: .*ms per step/ }).waitFor();
  const option = words.options[prediction.expected] ?? '';
  await page.getByRole('radio', { name: option, exact: true }).check();
  const began = performance.now();
  await page.getByRole('button', { name: 'Run it and see' }).click();
  await page.getByRole('button', { name: 'Run it again', disabled: false }).waitFor({ timeout: LONGEST });
  const seconds = (performance.now() - began) / 1000;
  const said = await page.locator('.predict-result').innerText();
  return { id, firstScreen: screen, seconds, asExpected: said.includes('so it came out') };
}

/** @param quick the first three lessons */
export async function lessonsPart(
  browser: Browser,
  address: string,
  quick: boolean,
): Promise<LessonResult[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  // A first visit fills the cache and measures the backends.
  await firstScreen(page, `${address}#learn/${lessons[0].id}`);
  await page.getByRole('button', { name: /^Backend: .*ms per step/ }).waitFor();
  const results: LessonResult[] = [];
  for (const lesson of lessons.slice(0, quick ? 3 : undefined))
    results.push(await lessonResult(page, address, lesson));
  await context.close();
  return results;
}
