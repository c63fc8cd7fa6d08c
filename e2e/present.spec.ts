import { expect, type Page, test } from '@playwright/test';
import { lessons } from '../src/views/learn/lessons';
import { problemsInBothThemes, resize, withoutTraining } from './page';

const SCREEN = { width: 1280, height: 720 };
test.use({ viewport: SCREEN });
test.beforeEach(({ page }) => page.addInitScript(() => localStorage.setItem('f3-lab.mini-lab-epochs', '1')));

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const slide = (page: Page) => page.getByText(/^(Slide )?\d+ of \d+$/);

/** Texts below 14 px, texts beyond the window, and what scrolls. */
const unreadable = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.querySelector('main') as Node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent?.trim();
      // A formula's indices are smaller than its letters; a pictogram is drawn larger than its own pixels.
      if (!at || !text || at.closest('.sr-only, .katex, sub, sup, .present-pictogram')) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const { left, top, right, bottom, width } = range.getBoundingClientRect();
      if (width === 0) continue;
      const zoom = (at as { currentCSSZoom?: number }).currentCSSZoom ?? 1;
      const size = Number.parseFloat(getComputedStyle(at).fontSize) * zoom;
      if (size < 13.95) found.push(`“${text}” has ${size.toFixed(1)} px`);
      if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) found.push(`“${text}” is cut`);
    }
    const body = document.querySelector('.present-body:not(:has(> .present-room))');
    if (body && body.scrollHeight > body.clientHeight + 1) found.push('the slide scrolls');
    if (document.documentElement.scrollHeight > innerHeight) found.push('the page scrolls');
    return found;
  });

test('a lesson is presented by keyboard: on, back, answers, and back to the lesson', async ({ page }) => {
  await page.goto('/#learn/transport');
  await page.getByRole('link', { name: 'Present', exact: true }).waitFor();
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/#learn\/transport\/present$/);
  await expect(heading(page)).toHaveText('The wire that needs a twin');
  await expect(heading(page)).toBeFocused();
  await expect(page.getByRole('banner').getByText('F³ Lab')).toBeHidden();
  await expect(slide(page)).toContainText('1 of 14');
  await page.keyboard.press('Space');
  await expect(heading(page)).toHaveText('Weight transport, 1 of 2');
  await expect(page.getByText(/^The output layer knows its error at once/)).toBeVisible();
  for (let i = 0; i < 2; i++) await page.keyboard.press('Space');
  const figure = page.getByRole('figure', { name: 'Weight transport' });
  await expect(figure.getByText('label 0', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('combobox')).toHaveCount(0);
  await page.keyboard.press('PageDown');
  await expect(heading(page)).toHaveText(/^Replace the twin by random wires .*\?$/);
  await expect(heading(page)).toBeFocused();
  await expect(page.getByText(/^The class votes by show of hands/)).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByRole('listitem').nth(1)).toContainText('the class');
  await page.getByRole('listitem').first().getByRole('button').click();
  await expect(page.getByRole('listitem').first()).toContainText('the class');
  await page.keyboard.press('a');
  await expect(page.getByText(/^The next slide runs it/)).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByText('the class’s guess', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('b');
  await expect(page.getByRole('listitem').filter({ hasText: 'came out' })).toHaveCount(1);
  for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'next' }).click();
  await expect(heading(page)).toHaveText('What happened');
  await expect(page.getByText(/^The class guessed “About 10 %.*It came out as “Above 80 %/)).toBeVisible();
  await expect(page.getByText(/With the copied weights \(BP\) the network gets \d/)).toBeVisible();
  for (let i = 0; i < 20; i++) await page.keyboard.press('PageDown');
  await expect(heading(page)).toHaveText('Sources');
  await expect(page.getByRole('link', { name: /^Next: / })).toHaveAttribute('href', /^#learn\/.*\/present$/);
  await page.keyboard.press('PageUp');
  await expect(page.getByText('right', { exact: true })).toHaveCount(0);
  await page.keyboard.press('1');
  await expect(page.getByRole('listitem').first()).toContainText('the class');
  await page.getByRole('button', { name: 'answer' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'no help to that layer' })).toContainText(
    'right',
  );
  await page.reload();
  await expect(slide(page)).toContainText('13 of 14');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#learn\/transport$/);
  await expect(page.getByRole('button', { name: 'Run it and see' })).toBeVisible();
});

test('with reduced motion nothing plays or runs by itself; Enter runs', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/#learn/locking/present');
  await expect(heading(page)).toBeFocused();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await page.keyboard.press('Space');
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 60_000 });
});

test('a key counts from the moment that the heading has the focus', async ({ page }) => {
  await withoutTraining(page);
  await page.goto('/#learn/transport');
  await page.getByRole('link', { name: 'Present', exact: true }).waitFor();
  await page.evaluate(() => {
    const key = new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, cancelable: true });
    document.addEventListener('focusin', ({ target }) => target?.dispatchEvent(key), { once: true });
  });
  await page.keyboard.press('p');
  await expect(slide(page)).toContainText('2 of 14');
});

test('all slides of all lessons are readable from the last row, and accessible', async ({ page }) => {
  test.setTimeout(600_000);
  for (const { id } of lessons) {
    await page.goto('/#learn');
    await page.goto(`/#learn/${id}/present`);
    await expect(slide(page)).toBeVisible();
    const count = Number((await slide(page).innerText()).split('of ')[1]);
    for (let number = 1; number <= count; number++) {
      await page.keyboard.press('a');
      await expect.poll(() => unreadable(page), { message: `${id}, slide ${number}` }).toEqual([]);
      if (id === 'transport') expect(await problemsInBothThemes(page, 'main'), `slide ${number}`).toEqual([]);
      await page.keyboard.press('Space');
    }
  }
});

test('a presentation grows with the window', async ({ page }) => {
  await withoutTraining(page);
  await page.goto('/#learn/transport/present');
  await expect(heading(page)).toBeFocused();
  const height = async () => (await heading(page).boundingBox())?.height ?? 0;
  const before = await height();
  await resize(page, { width: 1920, height: 1080 });
  expect(await height()).toBeCloseTo(1.5 * before, 0);
  expect(await unreadable(page)).toEqual([]);
});
