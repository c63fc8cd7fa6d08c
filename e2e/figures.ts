/** What every figure of a trained network keeps to. */
import { expect, type Locator, type Page } from '@playwright/test';

/** Messages of the console that no page of ours may write, and errors that nothing caught. */
export function problemsOf(page: Page): string[] {
  const all: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') all.push(message.text());
  });
  page.on('pageerror', (error) => all.push(error.message));
  return all;
}

/** No text, label or coordinate is made of a value that was missing. */
export async function expectNumbers(page: Page): Promise<void> {
  const text = await page.locator('body').innerText();
  expect(text).not.toMatch(/\bNaN\b|undefined/);
  expect(await page.locator('[d*="NaN"], [x*="NaN"], [aria-valuetext*="NaN"]').count()).toBe(0);
}

export const inspected = (page: Page, rule: string): Locator =>
  page.getByRole('group', { name: 'Algorithm to inspect' }).getByRole('radio', { name: rule, exact: true });
