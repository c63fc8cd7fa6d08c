import { expect, type Locator, type Page, test } from '@playwright/test';
import { button, open, resize, seriousProblems } from './page';

const network = '?hidden=30&rule=f3-error&error-transform=raw';
const figureOf = (page: Page): Locator => page.getByRole('figure', { name: 'Memory drawer' });
const reader = (page: Page): Locator => figureOf(page).getByRole('slider', { name: 'Rows of the memory' });

/** Sizes of the shown rows, in full precision and in their order. */
async function sizes(page: Page): Promise<number[]> {
  const figure = figureOf(page);
  await figure.getByRole('button', { name: 'Show data' }).click();
  const cells = figure.getByRole('table').getByRole('row').getByRole('cell').filter({ visible: true });
  await expect(cells.first()).toHaveAttribute('title');
  const rows = figure.getByRole('table').getByRole('row');
  const all = await rows.evaluateAll((list) =>
    list.flatMap((row) => {
      const first = row.querySelector('td');
      return first ? [Number(first.title)] : [];
    }),
  );
  await figure.getByRole('button', { name: 'Show data' }).click();
  return all;
}

async function sort(page: Page, name: string): Promise<void> {
  await figureOf(page).getByRole('combobox', { name: 'Sort' }).selectOption({ label: name });
}

test('each row is what the next step files: the cards say so before and after it, and rows are sorted', async ({
  page,
}) => {
  await open(page, `${network}&batch-size=400#lab/memory`);
  await button(page, 'Train one batch').click();
  const figure = figureOf(page);
  await expect(figure.getByText('11,600 of 12,000 rows still hold their target y*')).toBeVisible();
  await sort(page, 'Oldest');
  await expect(reader(page)).toHaveAttribute('aria-valuetext', /^Row 1 of 24\..*size 1\.00, not visited yet/);
  const next = figure.getByRole('list', { name: 'Cards of the next batch' }).getByRole('listitem');
  const filed = figure.getByRole('list', { name: 'Cards filed by the last batch' }).getByRole('listitem');
  const named = async (cards: Locator): Promise<string[]> =>
    (await cards.evaluateAll((all) => all.map((card) => card.getAttribute('aria-label') ?? ''))).map(
      (text) => text.split(':')[0] ?? '',
    );
  const coming = await named(next);
  expect(coming).toHaveLength(6);
  await button(page, 'Train one batch').click();
  await expect.poll(() => named(filed)).toEqual(coming);
  await expect(filed.first()).toContainText('filed in epoch 1, this epoch');

  await sort(page, 'Last batch');
  await expect(reader(page)).toHaveAttribute('aria-valuetext', new RegExp(`^Row 1 of 24\\. ${coming[0]}:`));
  await sort(page, 'Smallest');
  await expect(reader(page)).toHaveAttribute('aria-valuetext', /size 1\.00, not visited yet/);
  const small = await sizes(page);
  expect(small).toHaveLength(24);
  expect(small).toEqual(small.toSorted((a, b) => a - b));
  await sort(page, 'Largest');
  await expect(reader(page)).toHaveAttribute('aria-valuetext', /filed in epoch 1, this epoch/);
  await expect.poll(async () => (await sizes(page))[0] ?? 0).toBeGreaterThan(small[23] ?? 0);
  const large = await sizes(page);
  expect(large).toEqual(large.toSorted((a, b) => b - a));

  await sort(page, 'Data order');
  await figure.getByRole('button', { name: 'Next rows' }).click();
  await expect(figure.getByRole('textbox', { name: 'From sample no.' })).toHaveValue('25');
  await expect(reader(page)).toHaveAttribute('aria-valuetext', /^Row 1 of 24\. Training sample no\. 25,/);
  await reader(page).press('ArrowDown');
  await reader(page).press('ArrowRight');
  await expect(reader(page)).toHaveAttribute('aria-valuetext', /^Row \d of 24\..* For \d: filed/);
  await expect(figure.getByText('Row that is read')).toBeVisible();
  expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
});

test('one number per sample: one column per row, and a difference in place of the cosine', async ({
  page,
}) => {
  await open(page, '?hidden=30&rule=f3-error&error-transform=one-hot#lab/memory');
  await button(page, 'Train one batch').click();
  await expect(reader(page)).toHaveAttribute('aria-valuetext', /difference [\d.]+ to the error now/);
  await sort(page, 'Data order');
  await reader(page).press('Home');
  await reader(page).press('End');
  await expect(reader(page)).toHaveAttribute('aria-valuetext', /Nothing is stored for 9\.|For 9: filed/);
});

test('after a pass before training, nothing is said of DRTP; the steps of a card are stills', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
  await open(page, `${network}&error-init=inference-epoch#lab/memory`);
  const figure = figureOf(page);
  await expect(figure.getByText('There is no network yet')).toBeVisible();
  await button(page, 'Train one batch').click();
  await expect(figure.getByText('A forward pass before training filed the first errors.')).toBeVisible();
  await expect(reader(page)).toHaveAttribute('aria-valuetext', /filed before training/);
  const steps = figure.getByRole('group', { name: 'Steps' });
  await expect(steps).toContainText('with the errors of each sample’s last visit');
  await button(page, 'Next').click();
  await expect(steps).toContainText('Every hidden layer is fed the stored errors through its B');
  await button(page, 'Next').click();
  await expect(steps).toContainText('the errors now are filed');
  await expect(figure.getByText('DRTP')).toHaveCount(0);
  const moving = await figure.evaluate((all) =>
    all.getAnimations({ subtree: true }).some(({ playState }) => playState === 'running'),
  );
  expect(moving).toBe(false);
  expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
});

test('a run shows its way over the epochs, and its last look stays; on a phone nothing is cut', async ({
  page,
}) => {
  await resize(page, { width: 390, height: 844 });
  await open(page, `${network}&batch-size=200&epochs=2&measures=error-memory#lab/memory`);
  await button(page, 'Train').click();
  const figure = figureOf(page);
  await expect(
    figure.getByText(/^F³-Error, after epoch 2: mean size \d\.\d+, mean cosine to the error now 0/),
  ).toBeVisible({
    timeout: 60_000,
  });
  await expect(figure.getByText(/at the end of epoch 1: the drawer (empties|fills)\./).first()).toBeVisible();
  await expect(figure.getByText('The run is over: no batch follows.')).toBeVisible();
  await expect(figure.getByText('In its first epoch, F³ was DRTP')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const [whole, main] = [await figure.boundingBox(), await page.getByRole('main').boundingBox()];
  expect(whole?.height ?? 0, 'the figure is as high as what it shows').toBeGreaterThan(1200);
  expect(main?.height ?? 0).toBeGreaterThan(whole?.height ?? 0);
  const box = await reader(page).boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
  expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
});

test('without a rule that remembers, one is offered; the measure can be switched on', async ({ page }) => {
  await open(page, '?hidden=30&rule=dfa#lab/memory');
  const figure = figureOf(page);
  await expect(figure.getByText('Only F³-Error and F³-Loss keep the errors of every sample.')).toBeVisible();
  await button(page, 'Add F³-Error').click();
  await button(page, 'Train one batch').click();
  await expect(reader(page)).toBeVisible();
  await figure.getByRole('button', { name: 'Measure it' }).click();
  await expect(figure.getByText('It will be measured from the next start.')).toBeVisible();
});
