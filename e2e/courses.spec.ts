/** Experiments of a course, and the switch that makes steps fair. */
import { expect, test } from '@playwright/test';
import { button, finished, open, openMore, seriousProblems, withoutTraining } from './page';

const small =
  '?rule=bp,dfa&hidden=20&activation=sigmoid&loss=mse&loss-reduction=sum&optimizer=sgd&learning-rate=0.0005&batch-size=200&batch-order=fixed&training-samples=4000&epochs=2&backend=wasm';

test('a course’s experiment is set up with what differs from its notebook, and can be undone', async ({
  page,
}) => {
  await withoutTraining(page);
  await open(page, '?rule=llo');
  await openMore(page);
  const courses = page.getByRole('list', { name: 'Experiments of a course' });
  await expect(courses.getByText(/Not in the lab yet: weight perturbation/)).toHaveCount(1);
  await expect(courses.getByRole('link', { name: /W2D3 Tutorial 1/ })).toHaveAttribute(
    'href',
    /W2D3_Tutorial1/,
  );
  await button(page, 'Neuromatch tutorial').click();
  await expect(page.getByText(/^Set up: Neuromatch tutorial, on /)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Training samples' })).toHaveValue('50000');
  await expect(page.getByRole('textbox', { name: 'Learning rate' })).toHaveValue('0.0005');
  await expect(page.getByRole('combobox', { name: 'Loss reduction' })).toHaveValue('sum');
  await expect(page.getByRole('combobox', { name: 'Order of batches' })).toHaveValue('fixed');
  await button(page, 'Undo').click();
  await expect(page.getByRole('combobox', { name: 'Loss reduction' })).toHaveValue('mean');
  expect(await seriousProblems(page)).toEqual([]);
});

test('fair step sizes show their factors, and what they change in the record', async ({ page }) => {
  await open(page, small);
  await openMore(page);
  await page.getByRole('checkbox', { name: 'Fair step sizes' }).check();
  await page.getByText('What fair steps change', { exact: true }).click();
  const record = page.getByRole('table', { name: 'Recorded with and without fair step sizes' });
  await expect(record.getByRole('row', { name: /^DFA .*%/ })).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await button(page, 'Train').click();
  await finished(page, 2);
  const measures = page.getByRole('table', { name: 'Measures' });
  const factorOf = async (rule: string): Promise<readonly string[]> =>
    measures
      .getByRole('row', { name: new RegExp(`^${rule} `) })
      .getByRole('cell')
      .allTextContents();
  // Measures are drawn a moment after the results.
  await expect.poll(() => factorOf('BP')).toEqual(['Factor', '1.00', '1.00']);
  await expect.poll(async () => Number((await factorOf('DFA'))[1])).toBeGreaterThan(0);
  const [, hidden, output] = await factorOf('DFA');
  expect(Number(hidden)).not.toBe(1);
  expect(output).toBe('1.00');
});

test('with Adam the page says that fair steps change nothing, and offers SGD', async ({ page }) => {
  await withoutTraining(page);
  await open(page, '?rule=bp,dfa');
  await openMore(page);
  await page.getByRole('checkbox', { name: 'Fair step sizes' }).check();
  await expect(page.getByText(/^Fair step sizes change nothing with Adam:/)).toBeVisible();
  await button(page, 'Use SGD').click();
  await expect(page.getByText(/^Fair step sizes change nothing/)).toBeHidden();
});
