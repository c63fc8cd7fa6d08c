/** The Inside column shows the engine's own numbers. */
import { expect, type Page, test } from '@playwright/test';
import { startBackend } from '../src/cli/backend';
import { denseShapes } from '../src/core/blocks/chain';
import { drawFeedback } from '../src/core/feedback/feedbackWeights';
import type { Kernels } from '../src/core/kernels';
import { type RuleId, rules } from '../src/core/rules';
import { createRun } from '../src/core/run/run';
import { runSpec } from '../src/core/run/spec';
import { digits } from '../src/data/sets/digits';
import { firstSeed } from '../src/experiment/expand';
import { fromQuery } from '../src/experiment/files/link';
import { button, finished, open } from './page';

const query = '?rule=bp,dfa,drtp,f3-error&hidden=60,12&batch-size=300&epochs=2&seed=5&backend=wasm';
const { experiment } = fromQuery(query);
const layers = denseShapes([784, 60, 12, 10]);

let kernels: Kernels = {};
test.beforeAll(async () => {
  kernels = await startBackend('wasm');
});

/** Angles of W_1 before training and after each epoch, from the core in this process. */
async function anglesOf(rule: RuleId): Promise<number[]> {
  const data = await digits.load({
    read: async () => undefined,
    allocate: (bytes) => new ArrayBuffer(bytes),
    progress: () => undefined,
  });
  const angles: number[] = [];
  for await (const event of createRun(runSpec(experiment, rule, firstSeed(experiment)), data, { kernels })
    .events)
    if (event.type === 'measures') angles.push(event.values['gradient-angle']?.angle?.[0] ?? Number.NaN);
  return angles;
}

/** A figure's table: column names, and cells in full precision. */
async function tableOf(page: Page, figure: string): Promise<{ heads: string[]; rows: number[][] }> {
  const frame = page.getByRole('figure', { name: figure });
  await frame.getByRole('button', { name: 'Show data' }).click();
  const table = frame.getByRole('table');
  await expect(table).toBeVisible();
  const heads = await table.getByRole('columnheader').allInnerTexts();
  const rows = await table
    .locator('tbody tr')
    .evaluateAll((all) =>
      all.map((row) =>
        [...row.querySelectorAll('th, td')].map((cell) =>
          Number(cell.getAttribute('title') ?? cell.textContent),
        ),
      ),
    );
  await frame.getByRole('button', { name: 'Show data' }).click();
  return { heads, rows };
}

test('the heatmap shows the actual B: in its table, under the cursor and under the pointer, before and after training; then angles in "Show data" equal the core’s for the same seed', async ({
  page,
}) => {
  await open(page, query);
  const [B = new Float32Array()] = drawFeedback(
    { ...experiment, seed: firstSeed(experiment) },
    rules['f3-error'],
    layers,
  );
  const heatmap = page.getByRole('slider', { name: /^B₁/ });
  for (const trained of [false, true]) {
    if (trained) {
      await button(page, 'Train').click();
      await finished(page, 2);
      await expect(page.getByRole('slider', { name: /moving/ }).locator('canvas')).toBeVisible();
    }
    const { rows } = await tableOf(page, 'Feedback and weights');
    expect(rows).toHaveLength(10 * 40);
    for (const [row = -1, unit = -1, value] of rows)
      expect(value).toBeCloseTo(B[row * 60 + unit] as number, 7);
    await heatmap.focus();
    await heatmap.press('ArrowRight');
    await heatmap.press('ArrowDown');
    await heatmap.press('PageDown');
    const spoken = (await heatmap.getAttribute('aria-valuetext')) ?? '';
    const [, row = '', unit = '', value = ''] = /row (\d+), unit (\d+): ([−\d.e]+)/.exec(spoken) ?? [];
    expect(Number(value.replace('−', '-'))).toBeCloseTo(B[Number(row) * 60 + Number(unit)] as number, 3);
  }
  const box = await heatmap.boundingBox();
  if (!box) throw new Error('The heatmap is not there.');
  await page.mouse.move(box.x + box.width * (20.5 / 40), box.y + box.height * 0.75);
  const legend = page.getByRole('figure', { name: 'Feedback and weights' }).getByText(/row 7, unit \d+: /);
  await expect(legend).toBeVisible();
  const [, unit = '', value = ''] = /unit (\d+): ([−\d.e]+)/.exec(await legend.innerText()) ?? [];
  expect(Number(value.replace('−', '-'))).toBeCloseTo(B[7 * 60 + Number(unit)] as number, 3);

  // Figures are drawn in sequence, so the last point may appear after the run's end.
  const epochs = async () => (await tableOf(page, 'Angle to backprop')).rows.map(([epoch]) => epoch);
  await expect.poll(epochs).toEqual([0, 1, 2]);
  const { heads, rows } = await tableOf(page, 'Angle to backprop');
  for (const rule of ['dfa', 'drtp', 'f3-error'] as const) {
    const column = heads.findIndex((head) => head.trim() === rules[rule].name);
    expect(column).toBeGreaterThan(0);
    const expected = await anglesOf(rule);
    for (const [epoch, angle] of expected.entries())
      expect(rows[epoch]?.[column], `${rule} after epoch ${epoch}`).toBeCloseTo(angle, 2);
  }
  // BP is the reference of the angle, so it has no column.
  expect(heads.map((head) => head.trim())).not.toContain('BP');
  const price = /^Inspection costs F³-Error: [\d.]+\sms of measures after each epoch \([\d.]+\s%/;
  await expect(page.getByText(price)).toBeVisible();
});

test('the column stays closed, names each rule’s feedback path, and reports wrong inputs; Step shows the effect of its first press; B and the error memory can be read by keyboard and in the table', async ({
  page,
}) => {
  await open(page, query);
  await test.step('the column can be closed, stays closed, and names each rule’s feedback path', async () => {
    for (const [short, sentence] of [
      ['BP', /after/],
      ['F³-E', /during/],
    ] as const) {
      await page.getByRole('radio', { name: short, exact: true }).check({ force: true });
      await expect(page.getByText(/^Hidden layers learn/)).toContainText(sentence);
    }
    await button(page, 'Inside').click();
    await expect(page.getByRole('figure', { name: 'Feedback and weights' })).toHaveCount(0);
    await page.reload();
    await expect(button(page, 'Train')).toBeEnabled();
    await expect(page.getByRole('figure', { name: 'Angle to backprop' })).toHaveCount(0);
    await button(page, 'Inside').click();
  });
  await test.step('an invalid layer or sample is reported with advice, and the input is kept', async () => {
    for (const [label, wrong, problem] of [
      [/^Hidden layer \(1 to 2\)/, '7', 'Hidden layer: “7” must be a whole number from 1 to 2.'],
      ['Training sample no.', 'x', 'Training sample no.: “x” must be a whole number from 1 to 12,000.'],
    ] as const) {
      const field = page.getByLabel(label);
      await field.fill(wrong);
      await field.blur();
      await expect(page.getByText(problem)).toBeVisible();
      await expect(field).toHaveValue(wrong);
      await field.fill('1');
      await expect(page.getByText(problem)).toHaveCount(0);
      await field.press('ArrowUp');
      await expect(field).toHaveValue('2');
    }
  });
  for (const name of ['Training sample no.', /^Hidden layer \(1 to 2\)/] as const)
    await page.getByLabel(name).fill('1');
  await button(page, 'Step').click();
  await expect(
    page.getByText(/^Step 1 of 40: loss [\d.]+ on its batch\. It moved W₁ by 0\.\d+/),
  ).toBeVisible();
  // Each rule steps in its own worker, and reports when it is done.
  const losses = page.getByText('step 1 of 40, loss of its batch').locator('..');
  for (const rule of experiment.rules)
    await expect(losses).toContainText(new RegExp(`${rules[rule].name}\\s+\\d`), { useInnerText: true });
  await expect(
    page.getByText(/not visited yet, so it holds its label \(e₀ = y\*\)|stored at its visit in epoch 1/),
  ).toBeVisible();
  const cursor = page.getByRole('slider', { name: /^Read the values of units/ });
  await cursor.focus();
  for (const key of ['Home', 'End', ...Array(12).fill('ArrowDown')]) await cursor.press(key);
  await expect(cursor).toHaveAttribute(
    'aria-valuetext',
    /^Error memory, output 0, (its label|epoch 1): [\d.]+/,
  );
  await cursor.press('ArrowLeft');
  await expect(cursor).toHaveAttribute('aria-valuetext', /^B₂, row 0, unit 0, seed 5: −?[\d.]+/);
  const spoken = (await cursor.getAttribute('aria-valuetext')) ?? '';
  const B =
    drawFeedback({ ...experiment, seed: firstSeed(experiment) }, rules['f3-error'], layers)[1] ??
    new Float32Array();
  expect(Number(spoken.split(': ')[1]?.replace('−', '-'))).toBeCloseTo(B[0] as number, 3);
  await button(page, 'Show data of the network').click();
  const row = page
    .getByRole('table', { name: 'Network, numbers' })
    .getByRole('row', { name: /^B₂, row 0, unit 0,/ });
  expect(Number(await row.getByRole('cell').getAttribute('title'))).toBeCloseTo(B[0] as number, 7);
});

test('a load error of the Inside column is shown, and training continues', async ({ page }) => {
  await page.route('**/assets/InsideColumn*.js', (route) => route.abort());
  await open(page, '?hidden=8&batch-size=2000&epochs=1&backend=wasm');
  await expect(
    page.getByRole('alert').getByText(/“Inside” could not be fetched.*training continues/),
  ).toBeVisible();
  await button(page, 'Train').click();
  await finished(page, 1);
});
