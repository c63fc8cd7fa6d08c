import { expect, test } from '@playwright/test';
import { problemsInBothThemes, withoutTraining } from './page';

/** Pages of a printed file. */
const pagesOf = (file: Buffer): number =>
  file.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

test('a lesson’s handout: questions on a sheet, answers on another, no answers on the first', async ({
  page,
}) => {
  await withoutTraining(page, { data: false });
  await page.goto('/#learn/transport');
  await page.getByRole('link', { name: 'Handout' }).click();
  const questions = page.getByRole('article', { name: 'Questions' });
  const answers = page.getByRole('article', { name: 'Answers' });
  await expect(questions.getByRole('heading', { name: 'The wire that needs a twin' })).toBeVisible();
  await expect(questions.getByRole('img', { name: 'Empty axes: Test accuracy' })).toContainText('100 %');
  await expect(questions.getByText('for BP, FA')).toBeVisible();
  await expect(questions.getByRole('listitem')).toHaveCount(3 + 3 * 3);
  const because = /Only backpropagation also needs an exact/;
  await expect(questions.getByText(because)).toHaveCount(0);
  await expect(answers.getByText(because)).toBeVisible();
  await expect(answers.getByText('Above 80 %: nearly as good.')).toBeVisible();
  expect(await problemsInBothThemes(page, 'main')).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(page.getByRole('banner').getByText('F³ Lab')).toBeHidden();
  await expect(questions).toBeVisible();
});

test('the handouts of all lessons have two pages, A4 and Letter', async ({ page }) => {
  test.setTimeout(300_000);
  await withoutTraining(page, { data: false });
  await page.goto('/#learn');
  const links = page.getByRole('list', { name: 'Lessons' }).getByRole('link');
  await expect(links).toHaveCount(15);
  const places = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  for (const place of places) {
    await page.goto(`/${place}/handout`);
    await expect(page.getByRole('article')).toHaveCount(2);
    await page.evaluate(() => document.fonts.ready);
    for (const format of ['A4', 'Letter'])
      expect(pagesOf(await page.pdf({ format })), `${place}, ${format}`).toBe(2);
  }
});
