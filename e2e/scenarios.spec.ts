/** Scenarios of the training data: classes that come late, in curves and per class. */
import { expect, test } from '@playwright/test';
import { button, finished, open, openMore, seriousProblems, withoutTraining } from './page';

const late =
  '?rule=bp&hidden=32&batch-size=200&epochs=4&withheld=7:1-2&measures=class-accuracy,forgetting&learning-rate=0.005&backend=wasm';

test('a withheld class is shaded and named in the curves, is not recognized before it arrives, and is after', async ({
  page,
}) => {
  await open(page, late);
  const accuracy = page.getByRole('figure', { name: 'Test accuracy', exact: true });
  await expect(accuracy.locator('.band')).toHaveCount(1);
  await expect(accuracy.getByText('7 withheld')).toBeVisible();
  await button(page, 'Train').click();
  await finished(page, 4);
  await expect(accuracy).toHaveAccessibleDescription(/Withheld from training: 7 in epochs 1 to 2\.$/);
  await expect(page.getByRole('figure', { name: 'Training loss' }).locator('.band')).toHaveCount(1);
  const byClass = page.getByRole('figure', { name: 'Accuracy per class' });
  await byClass.getByRole('button', { name: 'Show data' }).click();
  const table = byClass.getByRole('table');
  // The last row is drawn a moment after the run has finished.
  await expect(table.getByRole('rowheader', { name: '4', exact: true })).toBeVisible();
  const head = await table.getByRole('columnheader').allTextContents();
  const column = head.findIndex((text) => text.trim().startsWith('7'));
  expect(column).toBeGreaterThan(0);
  const at = async (epoch: number): Promise<number> => {
    const row = table
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: String(epoch), exact: true }) });
    return Number.parseFloat(
      (await row
        .getByRole('cell')
        .nth(column - 1)
        .textContent()) ?? '',
    );
  };
  expect([await at(1), await at(2)]).toEqual([0, 0]);
  expect(await at(4)).toBeGreaterThan(20);
  await expect(page.getByRole('figure', { name: 'Forgetting per class' }).locator('.band')).toHaveCount(1);
});

test('a class that the data set lacks is refused in the form, by name', async ({ page }) => {
  await withoutTraining(page);
  await open(page, '?rule=bp');
  await openMore(page);
  const field = page.getByRole('textbox', { name: 'Withheld classes' });
  await field.fill('12:1-3');
  await field.blur();
  await expect(
    page.getByText(/Withheld classes: there is no class 12\. .* has 10 classes: 0 to 9\./).first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'A class arrives late' }).click();
  await expect(page.getByRole('textbox', { name: 'Withheld classes' })).toHaveValue('7:1-3');
  expect(await seriousProblems(page)).toEqual([]);
});
