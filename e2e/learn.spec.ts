import { expect, type Locator, type Page, test } from '@playwright/test';
import { open, problemsInBothThemes, resize, seriousProblems } from './page';

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  await expect(element).toBeVisible();
  for (let presses = 0; presses < 120; presses++) {
    if (await element.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${element}.`);
}

/** Opens the index, or a lesson. */
async function openLearn(page: Page, place: string): Promise<void> {
  await page.goto(`/#learn${place}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Mini-labs of a fifth of an epoch: what comes out is another matter than that it comes. */
const shorten = (page: Page) =>
  page.addInitScript(() => localStorage.setItem('f3-lab.mini-lab-epochs', '0.2'));

/** Chooses the first answer of a group of radio cards, by keyboard. */
async function chooseFirst(page: Page, group: Locator): Promise<void> {
  const first = group.getByRole('radio').first();
  await tabTo(page, first);
  await page.keyboard.press('Space');
  await expect(first).toBeChecked();
}

/** Predicts, runs, and answers the questions of the open lesson, by keyboard alone. */
async function goThrough(page: Page): Promise<void> {
  const lesson = page.getByRole('main');
  await chooseFirst(page, lesson.getByRole('region', { name: /\?$/ }));
  await tabTo(page, page.getByRole('button', { name: /^Run it (and see|again)$/ }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Run it again' })).toBeEnabled({ timeout: 90_000 });
  await expect(lesson.getByText(/came out as “|so it came out|none of these came out/)).toBeVisible();
  const quiz = page.getByRole('region', { name: /^Check yourself/ });
  const questions = quiz.getByRole('group');
  for (let i = 0; i < (await questions.count()); i++) {
    await chooseFirst(page, questions.nth(i));
    await expect(questions.nth(i).getByText(/^(Right|Not quite)\. /)).toBeVisible();
  }
  await expect(quiz.getByRole('heading')).toContainText(/\d of \d right/);
}

const COUNT = 15;

/** In three tests, so that each has a time limit of its own. */
const parts: readonly (readonly [number, number])[] = [
  [1, 5],
  [6, 10],
  [11, COUNT],
];
for (const [from, to] of parts)
  test(`lessons ${from} to ${to} by keyboard: predict, run, see, answer, and on to the next`, async ({
    page,
  }) => {
    test.setTimeout(360_000);
    await shorten(page);
    await openLearn(page, '');
    const cards = page.getByRole('list', { name: 'Lessons' }).getByRole('link');
    await expect(cards).toHaveCount(COUNT);
    if (from === 1) expect(await problemsInBothThemes(page, 'main')).toEqual([]);
    await tabTo(page, cards.nth(from - 1));
    await page.keyboard.press('Enter');
    for (let number = from; number <= to; number++) {
      await test.step(`lesson ${number}`, async () => {
        await expect(page.getByRole('link', { name: `Lesson ${number} of ${COUNT}` })).toBeVisible();
        await goThrough(page);
        // The figures of Explain have their own test.
        expect(await problemsInBothThemes(page, '.lesson-text, .mini-lab')).toEqual([]);
        if (number === to) return;
        await tabTo(page, page.getByRole('link', { name: /^Next: / }));
        await page.keyboard.press('Enter');
      });
    }
    await tabTo(page, page.getByRole('link', { name: `Lesson ${to} of ${COUNT}` }));
    await page.keyboard.press('Enter');
    await expect(page.getByText(/answers right/)).toHaveCount(to - from + 1);
    await page.reload();
    await expect(page.getByText(/answers right/)).toHaveCount(to - from + 1);
  });

test('who only scrolls sees the run too, and a lesson leaves the Lab’s run alone', async ({ page }) => {
  await shorten(page);
  await open(page, '?rule=bp&hidden=20&epochs=2');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByText(/^finished in/)).toBeVisible();
  await page.getByRole('link', { name: 'Learn', exact: true }).click();
  await page.getByRole('link', { name: /Which wires work/ }).click();
  const happened = page.getByRole('region', { name: 'What happened, and why' });
  await expect(happened).toContainText('it then runs by itself');
  await page.getByRole('heading', { name: 'Why', exact: true }).evaluate((why) => why.scrollIntoView());
  await expect(happened).toContainText(/Kaiming \d+\.\d.%, trinomial \d+\.\d.%/, { timeout: 90_000 });
  const chart = page.getByRole('figure', { name: 'Test accuracy' });
  await expect(chart.locator('figcaption')).toContainText(/Kaiming .*trinomial .*binomial .*±I/);
  await page.getByRole('button', { name: 'Open this experiment in the Lab' }).click();
  await expect(page).toHaveURL(/feedback-init=trinomial/);
  await expect(page.getByText(/^finished in/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page).toHaveURL(/hidden=20/);
});

test('a guess is drawn before the run; recorded runs say where they come from; an unknown lesson says so', async ({
  page,
}) => {
  await shorten(page);
  await openLearn(page, '/transport');
  await page.getByRole('radio', { name: 'Around half' }).check();
  await expect(page.getByText('your guess', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Around half' })).toBeChecked();
  await page.getByRole('button', { name: 'Start this lesson over' }).click();
  await expect(page.getByRole('radio', { name: 'Around half' })).not.toBeChecked();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('radio', { name: 'Around half' })).toBeChecked();
  await openLearn(page, '/better-wires');
  await expect(
    page.getByText(/^Recorded on \d{4}-\d\d-\d\d with version .* study better-wires\.$/),
  ).toBeVisible();
  await openLearn(page, '/no-such-lesson');
  await expect(page.getByRole('heading', { name: 'There is no lesson “no-such-lesson”' })).toBeVisible();
  await page.getByRole('button', { name: 'All lessons' }).click();
  await expect(page.getByRole('list', { name: 'Lessons' }).getByRole('link')).toHaveCount(15);
});

test('lessons fit a phone', async ({ page }) => {
  await shorten(page);
  await resize(page, { width: 390, height: 844 });
  for (const place of ['', '/wires', '/cost', '/a-day-late']) {
    await openLearn(page, place);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, place).toBeLessThanOrEqual(0);
    expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
  }
});
