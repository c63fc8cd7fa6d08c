import { expect, type Page, test } from '@playwright/test';
import { button, dataOf, finished, open, rate, resultOf, smallRun, withoutTraining } from './page';

test('one click on Train: curves within three seconds of the first visit', async ({ page }) => {
  await open(page, '');
  await expect(page.getByRole('table', { name: 'Results' }).getByRole('row')).toHaveCount(5);
  await button(page, 'Train').click();
  await expect(
    page.getByRole('figure', { name: 'Training loss' }).locator('path.curve').first(),
  ).toBeAttached();
  await expect(page.getByText(/^Epoch \d+ of 10$/)).toBeVisible();
  await button(page, 'Stop').click();
});

test('trains, pauses, steps, resumes, and ends at "Epoch 2 of 2"', async ({ page }) => {
  await open(page, smallRun);
  await button(page, 'Train').click();
  await button(page, 'Pause').click();
  await expect(button(page, 'Resume')).toBeVisible();
  await button(page, 'Step').click();
  await expect(button(page, 'Step')).toBeEnabled();
  await button(page, 'Resume').click();
  await finished(page, 2);
  await expect(page.getByText('Epoch 2 of 2', { exact: true })).toBeVisible();
  for (const rule of ['BP', 'DFA', 'DRTP', 'F³-Error'])
    await expect.poll(() => rate(page, rule)).toBeGreaterThan(50);
});

test('steps one batch at a time from the start', async ({ page }) => {
  await open(page, `${smallRun}&rule=bp,f3-error`);
  await button(page, 'Step').click();
  await expect(page.getByText('batch 1 of 120')).toBeVisible();
  await button(page, 'Step').click();
  await expect(page.getByText('batch 2 of 120')).toBeVisible();
});

test('the same seed gives the identical curve again, after Reset and after a reload; another seed does not', async ({
  page,
}) => {
  // Random feedback, and a memory; all rules of the Lab train twice in seeds.spec.ts.
  const two = `${smallRun}&rule=dfa,f3-error`;
  await open(page, two);
  const first = await trainAndRead(page);
  await button(page, 'Reset').click();
  await expect(resultOf(page, 'DFA')).toContainText('–');
  expect(await trainAndRead(page)).toEqual(first);
  await open(page, two);
  expect(await trainAndRead(page)).toEqual(first);
  await button(page, 'New seed').click();
  await expect(page.getByLabel('Seed')).not.toHaveValue('0');
  expect(await trainAndRead(page)).not.toEqual(first);
});

async function trainAndRead(page: Page): Promise<number[]> {
  await button(page, 'Train').click();
  await finished(page, 2);
  const all: number[] = [];
  for (const figure of ['Training loss', 'Test loss', 'Test accuracy'])
    all.push(...(await dataOf(page, figure)));
  return all;
}

test('keys and clicks: a double click is one, Space acts only outside controls, a new setting waits', async ({
  page,
}) => {
  await open(page, '?rule=bp&epochs=900&hidden=10');
  await test.step('the second click of a double click is ignored', async () => {
    await button(page, 'Train').dblclick();
    await expect(button(page, 'Pause')).toBeVisible();
    await page.waitForTimeout(700);
    await expect(button(page, 'Pause')).toBeVisible();
    // What is stopped before it began leaves nothing to reset.
    await expect(page.getByText(/^Epoch \d+ of 900/)).toBeVisible({ timeout: 60_000 });
    await button(page, 'Stop').click();
    await button(page, 'Reset').click();
  });
  await test.step('Space acts only when no control has the focus; letters not while typing', async () => {
    await page.getByLabel('Seed').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('n');
    await expect(button(page, 'Train')).toBeVisible();
    await page.getByLabel('Seed').fill('7');
    await page.getByLabel('Seed').blur();
    await page.keyboard.press('Space');
    await expect(button(page, 'Pause')).toBeVisible();
    await page.keyboard.press('Space');
    await expect(button(page, 'Resume')).toBeVisible();
    await page.keyboard.press('r');
    await expect(button(page, 'Train')).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });
  await test.step('changing a setting during training restarts nothing', async () => {
    await button(page, 'Train').click();
    await page.getByLabel('Batch size').fill('200');
    await page.getByLabel('Batch size').blur();
    await expect(button(page, 'Pause')).toBeVisible();
    await expect(page.getByText(/^Epoch \d+ of 900$/)).toBeVisible();
    await button(page, 'Start again with these').click();
    await expect(page).toHaveURL(/batch-size=200/);
    await expect(button(page, 'Pause')).toBeVisible();
  });
});

test('an invalid setting shows field, value and advice, keeps the input, and disables Train', async ({
  page,
}) => {
  await withoutTraining(page, { data: false });
  await open(page, '?rule=bp');
  await page.getByLabel('Batch size').fill('0');
  await page.getByLabel('Batch size').blur();
  await expect(page.getByText(/Batch size: “0” must be a whole number from 1 to/).first()).toBeVisible();
  await expect(page.getByLabel('Batch size')).toHaveValue('0');
  await expect(button(page, 'Train')).toBeDisabled();
  await page.getByLabel('Batch size').fill('50');
  await page.getByLabel('Batch size').blur();
  await expect(button(page, 'Train')).toBeEnabled();
});

test('a link restores the settings; an invalid one reports what was dropped', async ({ page }) => {
  await withoutTraining(page, { data: false });
  await open(page, '?rule=bp,llo&hidden=64x3&epochs=4&seed=9&optimizer=lion&warmup=200');
  await expect(page.getByLabel('Hidden layers')).toHaveValue('3');
  await expect(page.getByLabel('Units per layer')).toHaveValue('64');
  await expect(page.getByLabel('Epochs')).toHaveValue('4');
  await expect(page.getByRole('checkbox', { name: 'LLO', exact: true })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'DFA', exact: true })).not.toBeChecked();
  await expect(page.getByText(/lion/)).toBeVisible();
  await expect(page.getByText(/warmup/)).toBeVisible();
});

test('Stop terminates the training worker, and a spare one is ready', async ({ page }) => {
  await open(page, '?hidden=10&epochs=900&rule=f3-error');
  await button(page, 'Train').click();
  await expect(page.getByText(/^Epoch ([2-9]|\d\d+) of 900$/)).toBeVisible();
  const trained = page.workers();
  expect(trained).toHaveLength(1);
  await button(page, 'Stop').click();
  // Nobody wants it back.
  await button(page, 'Dismiss').click();
  await expect.poll(() => page.workers().some((worker) => trained.includes(worker))).toBe(false);
  await expect.poll(() => page.workers().length).toBe(1);
  await button(page, 'Reset').click();
  await button(page, 'Train').click();
  await expect(page.getByText(/^Epoch ([2-9]|\d\d+) of 900$/)).toBeVisible();
});

test('workers report at most ten times a second, even for tiny networks', async ({ page }) => {
  await page.addInitScript(() => {
    const Plain = Worker;
    Object.assign(globalThis, { answers: 0 });
    globalThis.Worker = class extends Plain {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', () => {
          (globalThis as unknown as { answers: number }).answers += 1;
        });
      }
    };
  });
  await open(page, '?hidden=4&batch-size=500&epochs=2000&rule=f3-error');
  // Its looks are answers too.
  await page.getByRole('button', { name: 'Inside', exact: true, pressed: true }).click();
  await button(page, 'Train').click();
  await expect(page.getByText(/^Epoch ([2-9]|\d\d+) of 2,?000$/)).toBeVisible();
  const { answers, seconds } = await page.evaluate(async () => {
    const told = globalThis as unknown as { answers: number };
    const [before, from] = [told.answers, performance.now()];
    await new Promise((resolve) => setTimeout(resolve, 3000));
    return { answers: told.answers - before, seconds: (performance.now() - from) / 1000 };
  });
  expect(answers).toBeGreaterThan(0);
  // One that was under way at the start is counted too.
  expect(answers).toBeLessThanOrEqual(10 * seconds + 1);
});

test('a diverging rule stops with a message, and the others continue', async ({ page }) => {
  await open(
    page,
    '?rule=bp,dfa&hidden=10&activation=linear&output-activation=linear&loss=mse&optimizer=sgd&learning-rate=bp=0.001,dfa=900&epochs=2',
  );
  await button(page, 'Train').click();
  const note = page.getByRole('heading', { name: /^DFA stopped at step \d+/ });
  await expect(note).toBeVisible();
  const step = /step (\d+)/.exec(await note.innerText())?.[1];
  await finished(page, 2);
  const row = page.getByRole('table', { name: 'Results' }).getByRole('row', { name: /DFA/ });
  await expect(row).toContainText(`stopped at step ${step}`);
  await expect.poll(() => rate(page, 'BP')).toBeGreaterThan(10);
});
