/** Lines of the Compare chart and rows of its table: each highlights the other. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { button, closeInside, finished, open, seriousProblems, withoutTraining } from './page';

const rowOf = (page: Page, name: string): Locator =>
  page.locator('tbody tr', { has: page.getByRole('button', { name: `Runs of ${name}`, exact: true }) });
const background = (row: Locator): Promise<string> =>
  row.evaluate((element) => getComputedStyle(element).backgroundColor);

let page: Page;
let chart: Locator;

// One run for all tests: each leaves the page as it found it.
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage();
  await closeInside(page);
  await open(page, '?rule=bp,drtp,llo&hidden=20&batch-size=200&epochs=3');
  await button(page, 'Train').click();
  await finished(page, 3);
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await expect(rowOf(page, 'LLO')).toBeVisible();
  chart = page.getByRole('figure', { name: 'Test accuracy' });
});
test.afterAll(() => page.context().close());

/** A point of a line, in pixels of the window: the line in the colour of a rule, at a part of its length. */
const pointOf = (chart: Locator, rule: string, part: number): Promise<{ x: number; y: number }> =>
  chart
    .locator(`path.curve[stroke="var(--rule-${rule})"]`)
    .first()
    .evaluate((element, at) => {
      const path = element as SVGPathElement;
      const point = path.getPointAtLength(at * path.getTotalLength());
      const { x, y } = point.matrixTransform(path.getScreenCTM() ?? undefined);
      return { x, y };
    }, part);

test('by keyboard, up and down choose a line and light its row; a focused row lights its line', async () => {
  const reader = chart.getByRole('slider');
  await reader.press('End');
  await reader.press('ArrowDown');
  const best = /^(\S+) chosen; epoch 3: (\S+) /i.exec((await reader.getAttribute('aria-valuetext')) ?? '');
  expect(best?.[1]).toBe(best?.[2]);
  await expect(rowOf(page, best?.[1] ?? '')).toHaveClass(/is-lit/);
  await reader.press('ArrowDown');
  await expect(rowOf(page, best?.[1] ?? '')).not.toHaveClass(/is-lit/);
  await reader.press('Escape');
  await page.getByRole('button', { name: 'Runs of LLO', exact: true }).focus();
  await expect(chart.locator('path.curve[stroke="var(--rule-llo)"]').first()).toHaveClass(/is-lit/);
  await expect(chart.locator('path.curve[stroke="var(--rule-bp)"]').first()).not.toHaveClass(/is-lit/);
  await expect(chart.locator('text.ruled', { hasText: 'LLO' })).toHaveClass(/is-lit/);
});

test('a line, its row in the hover list and its row in the table are highlighted together', async () => {
  const plain = await background(rowOf(page, 'BP'));
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.mouse.move(5, 5);
    const unlit = await background(rowOf(page, 'BP'));
    const { x, y } = await pointOf(chart, 'drtp', 1);
    await page.mouse.move(x - 2, y);
    await expect.poll(() => background(rowOf(page, 'DRTP'))).not.toBe(unlit);
    expect(await background(rowOf(page, 'BP'))).toBe(unlit);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => background(rowOf(page, 'BP'))).toBe(plain);

  // All visible groups, best first.
  const list = chart.locator('.tip-row');
  const values = (await list.allInnerTexts()).map((text) => Number(/([\d.]+)\s*%/.exec(text)?.[1]));
  expect(values).toHaveLength(3);
  expect(values).toEqual(values.toSorted((a, b) => b - a));

  // A pinned list can be pointed at.
  await page.mouse.down();
  await page.mouse.up();
  await list.filter({ hasText: 'LLO' }).hover();
  await expect(rowOf(page, 'LLO')).toHaveClass(/is-lit/);
  await expect(rowOf(page, 'DRTP')).not.toHaveClass(/is-lit/);
  await page.keyboard.press('Escape');
  await page.mouse.move(5, 5);
  await expect(page.locator('.is-lit')).toHaveCount(0);

  // On a phone the table scrolls in its own frame, not the page.
  await page.getByRole('button', { name: 'Runs of LLO', exact: true }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const frame = page.getByRole('region', { name: 'Runs, scrollable' });
  expect(await frame.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Runs of LLO', exact: true }).click();
});

test('a group gets a colour of its own, by keyboard too; a link shows it, and it goes back', async () => {
  const drtp = chart.locator('path.curve.compared-1').first();
  const dash = await drtp.getAttribute('stroke-dasharray');
  await page.getByRole('button', { name: 'Colour of DRTP' }).press('Enter');
  const menu = page.getByRole('group', { name: 'Colour of DRTP' });
  await expect(menu.getByRole('radio', { name: 'Usual colour' })).toBeFocused();
  await expect(menu.getByRole('radio', { name: 'Usual colour' })).toBeChecked();
  expect(await seriousProblems(page, { part: '.runs-table' })).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('radio', { name: 'Ink' })).toBeChecked();
  await menu.getByRole('radio', { name: 'Violet' }).check();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(page.getByRole('button', { name: 'Colour of DRTP' })).toBeFocused();
  await expect(drtp).toHaveAttribute('stroke', 'var(--rule-fa)');
  expect(await drtp.getAttribute('stroke-dasharray')).toBe(dash);

  const other = await page.context().newPage();
  await withoutTraining(other);
  await other.goto(page.url());
  const same = other.getByRole('figure', { name: 'Test accuracy' }).locator('path.curve.compared-1').first();
  await expect(same).toHaveAttribute('stroke', 'var(--rule-fa)');
  await other.getByRole('button', { name: 'Colour of DRTP' }).click();
  await other.getByRole('radio', { name: 'Usual colour' }).check();
  await expect(same).toHaveAttribute('stroke', 'var(--rule-drtp)');
  expect(other.url()).not.toContain('colour');
  await other.close();
});
