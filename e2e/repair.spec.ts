import { expect, type Locator, type Page, test } from '@playwright/test';
import { resize, seriousProblems } from './page';

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  await expect(element).toBeEnabled({ timeout: 60_000 });
  for (let presses = 0; presses < 80; presses++) {
    if (await element.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${element}.`);
}

/** Chooses an option by keyboard: Tab enters a group, the arrow keys go through it. */
async function choose(page: Page, question: RegExp, name: string): Promise<void> {
  const options = page.getByRole('group', { name: question }).getByRole('radio');
  const wanted = page.getByRole('group', { name: question }).getByRole('radio', { name, exact: true });
  const names = await options.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  const checked = await options.evaluateAll((all) =>
    all.findIndex((one) => (one as HTMLInputElement).checked),
  );
  await tabTo(page, options.nth(Math.max(0, checked)));
  if (checked < 0) await page.keyboard.press('Space');
  for (let moves = 0; moves < names.length && !(await wanted.isChecked()); moves++)
    await page.keyboard.press('ArrowRight');
  await expect(wanted).toBeChecked();
}

async function check(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: 'Check it on the network' }));
  await page.keyboard.press('Enter');
}

test('all exercises by keyboard: wrong, hint, right; F³’s start does not pass for its rule', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await page.addInitScript(() => localStorage.setItem('f3-lab.mini-lab-epochs', '1'));
  await page.goto('/#learn');
  await tabTo(page, page.getByRole('list', { name: 'Exercises' }).getByRole('link').first());
  await page.keyboard.press('Enter');
  const fill = page.getByRole('region', { name: 'Fill in the blanks' });
  const numbers = page.getByRole('table').first();
  await expect(numbers).toBeVisible({ timeout: 60_000 });

  await choose(page, /What carries the delta down/, 'W_i+1');
  await choose(page, /factor of the layer/, 'f′(z_i)');
  await check(page);
  await expect(fill).toContainText('It does not fit. The shapes differ');
  await expect(fill).toContainText('Hint: Compare the shapes first');
  await choose(page, /What carries the delta down/, 'B_i');
  await check(page);
  await expect(fill).toContainText('These are exactly the numbers of FA, not those of BP.');
  await expect(page.getByRole('heading', { name: 'Why' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Show the answer' })).toBeHidden();
  await choose(page, /What carries the delta down/, 'W_i+1ᵀ');
  await check(page);
  await expect(fill).toContainText('Equal to BP’s own numbers within rounding');
  await expect(page.getByRole('heading', { name: 'Why' })).toBeVisible();
  expect(await seriousProblems(page, { part: '.repair' })).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  expect(await seriousProblems(page, { part: '.repair', rules: ['color-contrast'] })).toEqual([]);

  await tabTo(page, page.getByRole('link', { name: /^Next: / }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Repair the rule, 2 of 3')).toBeVisible();
  await expect(numbers).toBeVisible({ timeout: 60_000 });
  await choose(page, /What is sent down/, 'E_t');
  await choose(page, /Through which matrix/, 'B_i');
  await choose(page, /Which step do the weights take/, 'h_iᵀ δz_i+1');
  await check(page);
  await expect(fill).toContainText('It points the other way. It is 10.0× as long.');
  await expect(fill).toContainText('The same numbers, but each with the other sign.');
  await choose(page, /What is sent down/, 'δz_i+1');
  await choose(page, /Which step do the weights take/, '−h_iᵀ δz_i+1');
  await check(page);
  await expect(fill.getByText(/^Right\./)).toHaveCount(2);

  await tabTo(page, page.getByRole('link', { name: /^Next: / }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Repair the rule, 3 of 3')).toBeVisible();
  await expect(numbers).toBeVisible({ timeout: 60_000 });
  await choose(page, /What is fed/, 'y*');
  await choose(page, /Through which matrix/, 'B_i');
  await choose(page, /What is filed/, 'y* − y');
  await check(page);
  await expect(fill).toContainText('Equal so far.');
  await tabTo(page, page.getByRole('button', { name: 'Train on' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^finished, /)).toBeVisible({ timeout: 90_000 });
  await expect(fill).toContainText('These are exactly the numbers of DRTP, not those of F³-Error.');
  await choose(page, /What is fed/, 'E_t−1');
  await check(page);
  await expect(fill.getByText(/^Right\./)).toHaveCount(2);

  await page.goto('/#learn/repair');
  await expect(page.getByText('repaired')).toHaveCount(3);
  await page.getByRole('checkbox', { name: 'Teacher mode' }).check();
  await page.getByRole('link', { name: 'Handout' }).click();
  await expect(page.getByRole('article')).toHaveCount(2);
  await expect(page.getByRole('article', { name: 'Questions' }).getByRole('listitem')).toHaveCount(28);
  await page.evaluate(() => document.fonts.ready);
  for (const format of ['A4', 'Letter']) {
    const file = (await page.pdf({ format })).toString('latin1');
    expect(file.match(/\/Type\s*\/Page\b(?!s)/g), format).toHaveLength(2);
  }
});

test('answers are for teachers: their link shows them, on a phone too', async ({ page }) => {
  await resize(page, { width: 390, height: 844 });
  await page.goto('/#learn/repair/f3');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Filed a day ago');
  await expect(page.getByRole('button', { name: 'Show the answer' })).toHaveCount(0);
  await page.goto('/#learn/repair/f3/answers');
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await expect(page.getByRole('radio', { name: 'E_t−1', exact: true })).toBeChecked();
  await expect(page.getByRole('heading', { name: 'Why' })).toBeVisible();
  await expect(page.getByRole('table').first()).toBeVisible({ timeout: 60_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await seriousProblems(page, { part: '.repair' })).toEqual([]);
});
