import { expect, type Page, test } from '@playwright/test';
import { button, dataOf, finished, open, resultOf } from './page';

const RULES = ['BP', 'DFA', 'DRTP', 'F³-Error'];
const SEEDS = ['3', '4', '9'];
/** Small and short; the settings do not matter. */
const query = '?seed=3-4,9&hidden=10&batch-size=100&epochs=2&epoch-share=0.2&measures=none';

interface Row {
  readonly rule: string;
  readonly seed: string;
  readonly cells: readonly string[];
}

/** The copied results, without times. */
async function copied(page: Page): Promise<readonly Row[]> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await button(page, 'Share results').click();
  await page.getByRole('menuitem', { name: 'Copy text' }).click();
  await expect(page.getByText('Copied.', { exact: true })).toBeAttached();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const [, ...lines] = text.split('\n').map((line) => line.split('\t').slice(0, -1));
  return lines.map(([rule = '', seed = '', ...cells]) => ({ rule, seed, cells }));
}

/** Two-pass algorithm, unlike the page's. */
function meanAndDeviation(values: readonly number[]): [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.map((value) => (value - mean) * (value - mean));
  return [mean, Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / (values.length - 1))];
}

async function trainAll(page: Page): Promise<readonly Row[]> {
  await button(page, 'Train').click();
  await finished(page, 2);
  return copied(page);
}

test('three seeds of four rules queue for two cores; means and deviations match the single runs, and the link restores them', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => 2 }),
  );
  await open(page, query);
  await button(page, 'Train').click();
  await expect(page.getByText(/^10 of 12 runs waiting$/)).toBeVisible();
  await expect(resultOf(page, 'BP')).toContainText('2 waiting');
  await expect(page.getByRole('progressbar', { name: 'Training' })).toHaveAttribute(
    'aria-valuetext',
    /runs waiting/,
  );
  await finished(page, 2);
  const rows = await copied(page);

  const accuracy = await dataOf(page, 'Test accuracy');
  for (const [place, rule] of RULES.entries()) {
    const own = rows.filter((row) => row.rule === rule);
    expect(own.map(({ seed }) => seed)).toEqual(['mean', ...SEEDS]);
    const [whole, ...single] = own.map(({ cells }) => cells.map(Number));
    // Runs, state, epoch; then last, its deviation, best, its deviation.
    const last = meanAndDeviation(single.map((cells) => cells[3] as number));
    const best = meanAndDeviation(single.map((cells) => cells[5] as number));
    for (const [i, value] of [...last, ...best].entries()) expect(whole?.[3 + i]).toBeCloseTo(value, 12);
    expect(accuracy.slice(-RULES.length)[place]).toBeCloseTo(last[0], 12);
    await expect(resultOf(page, rule)).toContainText(`${(100 * last[0]).toFixed(2)}\u202f%`);
    await expect(resultOf(page, rule)).toContainText(`± ${(100 * last[1]).toFixed(2)}`);
  }

  const toggle = button(page, 'Seeds of BP');
  await toggle.press('Enter');
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
  for (const seed of SEEDS) {
    const cells = rows.find((row) => row.rule === 'BP' && row.seed === seed)?.cells;
    await expect(page.getByRole('row', { name: `seed ${seed}` })).toContainText(
      `${(100 * Number(cells?.[3])).toFixed(2)}\u202f%`,
    );
  }
  await expect(page.getByRole('figure', { name: 'Test accuracy' })).toContainText('mean of 3');

  const again = await context.newPage();
  await open(again, new URL(page.url()).search);
  await page.close();
  expect(await trainAll(again)).toEqual(rows);
});
