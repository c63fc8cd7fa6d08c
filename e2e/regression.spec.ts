/** Regression and confusion matrix: the page shows the engine's numbers. */
import { expect, type Page, test } from '@playwright/test';
import { startBackend } from '../src/cli/backend';
import type { Kernels } from '../src/core/kernels';
import type { RunEvent } from '../src/core/run/events';
import { createRun } from '../src/core/run/run';
import { runSpec } from '../src/core/run/spec';
import { syntheticRegression } from '../src/data/sets/syntheticRegression';
import { firstSeed } from '../src/experiment/expand';
import { fromQuery } from '../src/experiment/files/link';
import { button, cellOf, dataOf, finished, open, problemsInBothThemes, resize, resultOf } from './page';

const query =
  '?dataset=synthetic-regression&rule=bp,dfa,drtp&hidden=24&batch-size=250&epochs=2&seed=3&backend=wasm';
const small = '?rule=bp,f3-error&hidden=30&batch-size=300&epochs=2&backend=wasm';

let kernels: Kernels = {};
test.beforeAll(async () => {
  kernels = await startBackend('wasm');
});

/** The same run, computed by the core in this process. */
async function eventsOf(rule: 'bp' | 'dfa' | 'drtp'): Promise<RunEvent[]> {
  const { experiment } = fromQuery(query);
  const data = await syntheticRegression.load({
    read: async () => undefined,
    allocate: (bytes) => new ArrayBuffer(bytes),
    progress: () => undefined,
  });
  const events: RunEvent[] = [];
  for await (const event of createRun(runSpec(experiment, rule, firstSeed(experiment)), data, {
    kernels,
    predictions: true,
  }).events)
    events.push(event);
  return events;
}

const predicted = (page: Page) => page.getByRole('figure', { name: 'Predicted against true' });
const numberOf = (text: string | null): number =>
  Number(
    /[−\d.,]+/
      .exec(text ?? '')?.[0]
      .replace('−', '-')
      .replaceAll(',', ''),
  );

/** 1 - Σ(true - predicted)²/Σ(true - mean)² of the rows of the figure's table. */
function r2Of(cells: readonly number[]): number {
  const rows = Array.from({ length: cells.length / 3 }, (_, i) => cells.slice(3 * i, 3 * i + 2));
  const mean = rows.reduce((sum, [truth = 0]) => sum + truth, 0) / rows.length;
  const residual = rows.reduce((sum, [truth = 0, answer = 0]) => sum + (truth - answer) ** 2, 0);
  return 1 - residual / rows.reduce((sum, [truth = 0]) => sum + (truth - mean) ** 2, 0);
}

test('regression: the main figure and the table show the loss, lower is better; predicted against true shows the engine’s pairs', async ({
  page,
}) => {
  await open(page, query);
  await expect(page.getByRole('figure', { name: 'Test accuracy' })).toHaveCount(0);
  await expect(predicted(page).getByText('fills in after the first epoch')).toBeVisible();
  await button(page, 'Train').click();
  await finished(page, 2);
  for (const [name, rule] of [
    ['BP', 'bp'],
    ['DRTP', 'drtp'],
  ] as const) {
    const epochs = (await eventsOf(rule)).filter((event) => event.type === 'epoch');
    const last = numberOf(await (await cellOf(page, name, 'Last')).textContent());
    expect(last, name).toBeCloseTo(epochs.at(-1)?.testLoss ?? Number.NaN, 2);
  }
  const best = async (name: string) => numberOf(await (await cellOf(page, name, 'Best')).textContent());
  const [bp, dfa, drtp] = [await best('BP'), await best('DFA'), await best('DRTP')];
  expect(numberOf(await (await cellOf(page, 'DFA', 'To BP')).textContent())).toBeCloseTo(dfa / bp, 1);
  const gap = await (await cellOf(page, 'DFA', 'Gap closed')).innerText();
  const closed = (drtp - dfa) / (drtp - bp);
  if (bp < drtp && closed >= 0.01) expect(Math.abs(numberOf(gap) / 100 - closed)).toBeLessThan(0.02);
  await expect(page.getByRole('figure', { name: 'Test loss' })).toHaveAccessibleDescription(
    /^After epoch 2: .*BP \d/,
  );

  // Predicted against true: the engine’s pairs, by rule and by target.
  const figure = predicted(page);
  await figure.getByLabel('Algorithm whose predictions are shown').selectOption('DFA');
  await figure.getByLabel('Target', { exact: true }).selectOption('Target 4');
  await expect(figure.getByText('500 of 1,000 test samples, after epoch 2')).toBeVisible();
  const cells = await dataOf(page, 'Predicted against true');
  const told = (await eventsOf('dfa')).findLast((event) => event.type === 'predictions');
  if (told?.type !== 'predictions' || !told.pairs) throw new Error('No pairs were told.');
  expect(cells).toHaveLength(500 * 3);
  for (const row of [0, 1, 250, 499]) {
    expect(cells[3 * row]).toBeCloseTo(told.pairs.targets[10 * row + 4] as number, 5);
    expect(cells[3 * row + 1]).toBeCloseTo(told.pairs.outputs[10 * row + 4] as number, 2);
  }
  const r2 = figure.getByText('R²', { exact: true }).locator('..').getByRole('definition');
  expect(numberOf(await r2.textContent())).toBeCloseTo(r2Of(cells), 2);
  // The same choice of rule holds in the Inside column.
  await expect(page.getByRole('radio', { name: 'DFA', exact: true })).toBeChecked();
  const points = figure.getByRole('slider');
  await points.focus();
  await points.press('Home');
  const lowest = Math.min(...cells.filter((_, i) => i % 3 === 0));
  const spoken = (await points.getAttribute('aria-valuetext')) ?? '';
  expect(numberOf(spoken)).toBeCloseTo(lowest, 2);

  // On a phone, without serious accessibility problems.
  await resize(page, { width: 390, height: 844 });
  await expect(page.getByRole('radio', { name: 'Accuracy' })).toHaveCount(0);
  for (const tab of ['Loss', 'Predicted', 'Inside']) {
    await page.getByRole('radio', { name: tab, exact: true }).check({ force: true });
    expect(await problemsInBothThemes(page), tab).toEqual([]);
  }
  await resize(page, { width: 1440, height: 900 });
  expect(await problemsInBothThemes(page)).toEqual([]);
});

test('confusion matrix: every count, read out and in the table, agrees with the accuracy', async ({
  page,
}) => {
  await open(page, small);
  const figure = page.getByRole('figure', { name: 'Confusion matrix' });
  await expect(figure.getByText('Fills in after the first epoch.')).toBeVisible();
  const before = await figure.boundingBox();
  await button(page, 'Train').click();
  await finished(page, 2);
  await expect(figure.getByText('after epoch 2, full test set')).toBeVisible();
  expect((await figure.boundingBox())?.height, 'nothing shifts').toBe(before?.height);
  await resultOf(page, 'BP').click();
  const cells = await dataOf(page, 'Confusion matrix');
  // Ten counts, their sum, and the part that is right: the built-in test set has 1,000 digits of each class.
  const rows = Array.from({ length: 10 }, (_, i) => cells.slice(12 * i, 12 * i + 12));
  for (const [label, row] of rows.entries()) {
    expect(row.slice(0, 10).reduce((sum, n) => sum + n, 0)).toBe(1000);
    expect(row[11]).toBeCloseTo((row[label] ?? 0) / 1000, 10);
  }
  const right = rows.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
  expect(numberOf(await (await cellOf(page, 'BP', 'Last')).textContent())).toBeCloseTo(right / 100, 2);
  const matrix = figure.getByRole('slider');
  await matrix.focus();
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowRight']) await matrix.press(key);
  await expect(matrix).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`^2 predicted as 1: ${rows[2]?.[1]} of 1,000 `),
  );
});

test('points: two inputs, two classes, and the Inside column works', async ({ page }) => {
  await open(page, '?dataset=moons&rule=bp,f3-error&hidden=8&epochs=2&batch-size=100&backend=wasm');
  const inside = page.getByRole('region', { name: 'Inside' });
  await expect(inside.getByRole('term')).toHaveCount(3);
  await button(page, 'Train').click();
  await finished(page, 2);
  const cells = await dataOf(page, 'Confusion matrix');
  expect(cells).toHaveLength(2 * 4);
  expect((cells[2] ?? 0) + (cells[6] ?? 0)).toBe(500);
});
