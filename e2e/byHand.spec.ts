import { expect, type Locator, type Page, test } from '@playwright/test';
import { button, finished, open, seriousProblems, smallRun } from './page';

const figureOf = (page: Page): Locator => page.getByRole('figure', { name: 'Test by hand' });
const answersOf = (page: Page): Locator =>
  figureOf(page).getByRole('list', { name: 'Answers' }).getByRole('listitem');

/** Draws a line through places in shares of the pad. */
async function drag(page: Page, ...places: readonly (readonly [number, number])[]): Promise<void> {
  const pad = page.getByRole('application', { name: /^Drawing pad/ });
  const box = await pad.boundingBox();
  if (!box) throw new Error('There is no pad.');
  const to = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  const [first, ...others] = places;
  await page.mouse.move(...to(first ?? [0, 0]));
  await page.mouse.down();
  for (const place of others) await page.mouse.move(...to(place), { steps: 6 });
  await page.mouse.up();
}

test('a digit drawn by mouse or keyboard, a mistake and a test sample are answered by every network, after training too', async ({
  page,
}) => {
  await open(page, `${smallRun}&rule=bp,f3-error#lab/by-hand`);
  const figure = figureOf(page);
  await expect(figure.getByText('There is no network yet.')).toBeVisible();
  expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
  await button(page, 'Train').click();
  await finished(page, 2);
  await expect(answersOf(page)).toHaveCount(2);
  await expect(answersOf(page).first()).toContainText(/BP\s*\d.*%.*(right|wrong)/s);

  await test.step('a mistake, and a test sample by number, come to the pad with their right class', async () => {
    // Of the whole test set, once training is over.
    await expect(figure.getByText(/^[\d,]+ of 10,000 test samples wrong/)).toHaveCount(2);
    const mistake = figure
      .getByRole('list', { name: 'BP, worst mistakes' })
      .getByRole('button', { name: /taken for/ })
      .first();
    const [, number = '', label = '', answer = '', certainty = ''] =
      /^Test sample no\. ([\d,]+): (\d) taken for (\d), (.*)$/.exec(
        (await mistake.getAttribute('aria-label')) ?? '',
      ) ?? [];
    await mistake.click();
    // Two ways to the same answer: an evaluation of the test set, and this sample alone.
    await expect(figure.locator('figcaption')).toContainText(
      `Test sample no. ${number}: class ${label}. BP: ${answer}, ${certainty}, wrong.`,
    );
    const box = figure.getByRole('textbox', { name: 'Test sample no.' });
    await expect(box).toHaveValue(number.replace(',', ''));
    await box.fill('12');
    await expect(figure.locator('figcaption')).toContainText('Test sample no. 12: class 1.');
    await box.fill('0');
    await expect(figure.getByText(/must be a whole number from 1 to 10,000/)).toBeVisible();
  });

  await button(page, 'Clear').click();
  await expect(figure.locator('figcaption')).toContainText('Nothing is drawn yet.');
  await drag(page, [0.3, 0.2], [0.75, 0.2], [0.45, 0.85]);
  await expect(figure.locator('figcaption')).toContainText(
    /Your drawing\. BP: \d, [<>\d.]+\s%\. F³-Error: \d, [<>\d.]+\s%\./,
  );
  await expect(answersOf(page).last()).not.toContainText(/right|wrong/);
  const answers = figure.getByRole('img', { name: /^BP, all outputs/ });
  const drawn = await answers.getAttribute('aria-label');
  await button(page, 'Undo').click();
  await expect(figure.locator('figcaption')).toContainText('Nothing is drawn yet.');

  const pad = page.getByRole('application', { name: /^Drawing pad/ });
  await pad.focus();
  await page.keyboard.press('Space');
  await expect(figure.getByText('Pen down at column 14, row 4 of 28.')).toHaveCount(1);
  for (let i = 0; i < 18; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(figure.locator('figcaption')).toContainText(/Your drawing\. BP: \d/);
  await expect(answers).not.toHaveAttribute('aria-label', drawn ?? '');
  expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
  await figure.getByRole('button', { name: 'Show data' }).click();
  await expect(figure.getByRole('row').filter({ hasText: 'F³-Error' }).getByRole('cell')).toHaveCount(10);
});

test('decision surfaces of points, side by side, read by keyboard, and none after Stop', async ({ page }) => {
  await open(page, '?dataset=xor&rule=bp,llo&epochs=400#lab/by-hand');
  await button(page, 'Train').click();
  const figure = figureOf(page);
  const surfaces = figure.getByRole('list', { name: 'Decision surfaces' }).getByRole('listitem');
  await expect(surfaces).toHaveCount(2);
  for (const name of ['BP', 'LLO'])
    await expect(surfaces.filter({ hasText: name })).toContainText(/unsure in [<>\d.]+\s% of the frame/);
  await button(page, 'Pause').click();
  const reader = figure.getByRole('slider', { name: 'BP: read the answer at a point' });
  await reader.press('ArrowRight');
  await reader.press('Home');
  for (let i = 0; i < 3; i++) await reader.press('PageUp');
  const said = /^x [−\d.]+, y [−\d.]+: class \d, [<>\d.]+\s%$/;
  await expect(reader).toHaveAttribute('aria-valuetext', said);
  // The same place on all surfaces.
  await expect(surfaces.last()).toContainText(/class \d, /);
  await expect(figure.locator('figcaption')).toContainText(/BP: (test accuracy .*, )?unsure in .* LLO: /);
  expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
  await button(page, 'Stop').click();
  await expect(figure.getByText(/This run was stopped, and its networks with it\./)).toBeVisible();
});

test('a table’s samples are answered in its own unit', async ({ page }) => {
  await open(page, '?dataset=synthetic-regression&hidden=20&epochs=1&rule=bp,dfa#lab/by-hand');
  await button(page, 'Train').click();
  await finished(page, 1);
  await expect(answersOf(page).first()).toContainText(/BP\s*[−\d.]+/);
  await expect(figureOf(page).getByRole('application')).toHaveCount(0);
  await button(page, 'Any test sample').click();
  await expect(answersOf(page).last()).toContainText(/DFA\s*[−\d.]+/);
  expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
});
