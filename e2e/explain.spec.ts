import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import {
  button,
  finished,
  open,
  problemsInBothThemes,
  resize,
  seriousProblems,
  withoutTraining,
} from './page';

test('what each rule needs stands in the place of the charts, has an address, and goes as it came', async ({
  page,
}) => {
  await withoutTraining(page);
  await open(page, '');
  await button(page, 'Explain').click();
  await expect(page).toHaveURL(/#lab\/needs$/);
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'DFA', exact: true }) });
  await expect(row).toContainText('The error of this batch');
  await expect(row).toContainText('After the whole forward pass');
  await expect(row.getByRole('math')).toHaveCount(1);
  expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
  await page.reload();
  await expect(button(page, 'Explain')).toHaveAttribute('aria-pressed', 'true');
  await button(page, 'Inside').click();
  await expect(page.getByRole('heading', { name: 'Inside', exact: true })).toBeVisible();
  await expect(page).not.toHaveURL(/#/);
});

test('weight transport: a real step makes the copy stale, and another algorithm changes one factor', async ({
  page,
}) => {
  await open(page, '?hidden=50#lab/transport');
  const figure = page.getByRole('figure', { name: 'Weight transport' });
  await figure.getByRole('button', { name: 'Take one step' }).click();
  const formula = figure.getByRole('region', { name: 'Formula' });
  await expect(formula.getByRole('row')).toHaveCount(12);
  await expect(figure.getByText('copy 500 weights')).toBeVisible();
  await button(page, 'Update').click();
  await figure.getByRole('button', { name: 'Take one step' }).click();
  await expect(
    figure.getByText(/One step on, \d+ of the 400 copies looked at are wrong/).first(),
  ).toBeVisible();
  await figure.getByRole('radio', { name: 'FA', exact: true }).check({ force: true });
  await expect(formula.getByText('Changed from BP: what carries the error: W₂ᵀ became B₁.')).toBeVisible();
  await expect(figure.getByText('never copied')).toBeVisible();
  const unit = figure.getByRole('slider', { name: 'Unit of h₁' });
  const before = await unit.getAttribute('aria-valuetext');
  await unit.press('ArrowDown');
  await expect(unit).not.toHaveAttribute('aria-valuetext', before ?? '');
  const said = await unit.getAttribute('aria-valuetext');
  // The sentence for those who do not see the picture ends with the same number.
  await expect(figure.locator('figcaption')).toContainText(`= ${said?.split('= ').at(-1)}`);
  expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
  // On the narrowest phone the formula is wider than its place.
  await resize(page, { width: 320, height: 640 });
  await expect(figure.getByRole('region', { name: 'Formula with its numbers, scrollable' })).toBeVisible();
  expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
});

test('one sample in slow motion: by button and arrow keys, with the network’s own numbers', async ({
  page,
}) => {
  await open(page, '?hidden=30&rule=bp,f3-error#lab/slow-motion');
  await button(page, 'Train one batch').click();
  const algorithm = page.getByRole('combobox', { name: 'Algorithm' });
  await algorithm.selectOption({ label: 'BP' });
  const steps = page.getByRole('group', { name: 'Steps' });
  await expect(steps).toContainText('1. Sample 1 enters the network.');
  await button(page, 'Next').click();
  await page.keyboard.press('ArrowRight');
  await expect(steps).toContainText(/3\. The output layer says \d, with 0\.\d/);
  await algorithm.selectOption({ label: 'F³-Error' });
  await button(page, 'Next').click();
  await expect(steps).toContainText('its target stands in, as in DRTP');
  await expect(page.getByRole('img', { name: /^F³-Error, step 2 of 9\./ })).toBeVisible();
  expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
});

test('update locking: one clock for all, deeper networks wait longer, and the keys move the playhead', async ({
  page,
}) => {
  await withoutTraining(page);
  await open(page, '?rule=bp,dfa,f3-error#lab/locking');
  const figure = page.getByRole('figure', { name: 'Update locking' });
  const clock = figure.getByRole('slider', { name: 'Slot', exact: true });
  // The whole timeline at first.
  await expect(clock).toHaveAttribute('aria-valuenow', '32');
  for (const slots of [20, 11])
    await expect(figure.getByText(`done after ${slots} slots`, { exact: true })).toHaveCount(1);
  await clock.press('Home');
  await clock.press('ArrowRight');
  await expect(clock).toHaveAttribute('aria-valuetext', /DFA: layer 1 waits.*F³-Error: layer 1 learns/);
  await clock.press('End');
  await figure.getByRole('slider', { name: 'Layers' }).fill('10');
  await expect(clock, 'the end stays the end').toHaveAttribute('aria-valuenow', '80');
  await clock.press('Home');
  await clock.press('ArrowRight');
  await expect(figure.getByText('Train for an epoch')).toBeVisible();
  await figure.getByRole('checkbox', { name: 'PEPITA', exact: true }).check();
  await expect(figure.getByRole('img', { name: /^PEPITA, slot 2:/ })).toBeVisible();
  expect(await seriousProblems(page, { part: 'main' })).toEqual([]);
  await figure.getByRole('button', { name: 'Show data' }).click();
  await expect(figure.getByRole('row').filter({ hasText: 'DFA' })).toContainText('44');
});

test('update locking, measured: when the layers of two runs worked, in lanes, words, numbers and files', async ({
  page,
}) => {
  await open(page, '?hidden=50,50&batch-size=100&epochs=2&rule=bp,f3-error#lab/locking');
  const figure = page.getByRole('figure', { name: 'Update locking' });
  await expect(figure.getByText('Train to see when your computer’s layers worked.')).toBeVisible();
  await expect(figure.getByRole('button', { name: 'Save figure' })).toBeDisabled();
  // By the cost model, until there is a trace.
  const stages = page.getByRole('figure', { name: 'Speed-up by stages' });
  await expect(stages).toContainText(/By the cost model, .* as fast with 3 stages as by one worker; stage 1/);
  await stages.getByLabel('Algorithm').selectOption('BP');
  await expect(stages).toContainText('its error comes back before any layer may begin the next one');
  await stages.getByLabel('Algorithm').selectOption('F³-Error');
  await button(page, 'Train').click();
  await finished(page, 2);
  const said = figure.getByText(
    /^BP’s layer 1 waits [\d.<]+\s?ms of each [\d.]+\s?ms batch .* with F³-Error it learns at once/,
  );
  await expect(said).toBeVisible();
  const bp = figure.getByRole('region', { name: 'BP, measured', exact: true });
  await expect(bp.getByRole('img', { name: /^BP, measured in epoch 2, \d+ batches: .*waits/ })).toBeVisible();
  const f3 = figure.getByRole('region', { name: 'F³-Error, measured' });
  await expect(f3.getByRole('img', { name: /layer 1 forward .* update .*does not wait/ })).toBeVisible();
  await expect(f3).toContainText('not at all');
  // The window moves, and both runs' clocks with it.
  await figure.getByRole('button', { name: 'Steady part' }).click();
  const first = figure.getByRole('slider', { name: 'First batch' });
  const middle = await first.inputValue();
  expect(Number(middle)).toBeGreaterThan(1);
  await figure.getByRole('slider', { name: 'Batches in view' }).fill('2');
  for (const lanes of [bp, f3]) await expect(lanes).toContainText(`ms since batch ${middle} began`);
  await expect(bp.getByText(middle, { exact: true }).first()).toBeVisible();
  expect(await problemsInBothThemes(page, 'main')).toEqual([]);
  // For other tools.
  const download = page.waitForEvent('download');
  await figure.getByRole('button', { name: 'Save figure' }).click();
  await page.getByRole('menuitem', { name: 'Trace for Perfetto' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('f3-lab-trace-bp-f3-error.json');
  const { traceEvents } = JSON.parse(await readFile(await file.path(), 'utf8'));
  const processes = traceEvents.filter(({ name }: { name: string }) => name === 'process_name');
  expect(processes.map(({ args }: { args: { name: string } }) => args.name)).toEqual([
    'BP, epoch 2',
    'F³-Error, epoch 2',
  ]);
  await figure.getByRole('button', { name: 'Show data' }).click();
  const table = figure.getByRole('table', { name: 'Update locking, measured, numbers' });
  await expect(table.getByRole('row')).toHaveCount(1 + 2 * 3);
  await expect(table.getByRole('row').filter({ hasText: 'F³-Error, layer 1' })).toContainText(/0\s?ms$/);

  await expect(stages).toContainText('By its layers’ times in the trace, this network could be trained');
  await stages.getByRole('slider', { name: 'Speed-up by stages: read the values' }).press('Home');
  await expect(stages.getByRole('slider')).toHaveAttribute(
    'aria-valuetext',
    /^1 stage: .*equal stages 1\.00×.*trace 1\.00×/,
  );
  await expect(stages.getByRole('slider')).toHaveAttribute('aria-valuetext', /measured [\d.]+×/);
  await stages.getByRole('button', { name: 'Show data' }).click();
  await expect(
    stages.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '3' }) }),
  ).toContainText(/2\.\d+×/);

  // The map has this network, reads any other, and shows the measured ones where they can be compared.
  const map = page.getByRole('figure', { name: 'Stages or threads' });
  await expect(map).toContainText(/This network, 2 hidden layers of 50: (stages|threads) [\d.]*.*as fast/);
  await expect(map.getByRole('combobox', { name: 'Computer' })).toHaveValue('own');
  const networks = map.getByRole('slider', { name: 'Stages or threads: read the networks' });
  await networks.press('ArrowRight');
  await networks.press('End');
  const read = /^32 hidden layers of 2,048: (stages|threads) .* as fast .*one worker [\d,.]+\s?m?s\)/;
  await expect(networks).toHaveAttribute('aria-valuetext', read);
  await expect(map.getByText(read)).toBeVisible();
  await map.getByRole('combobox', { name: 'Workers' }).selectOption('8');
  await expect(map.getByText('measured', { exact: true })).toHaveCount(0);
  await map.getByRole('button', { name: 'As measured' }).click();
  await expect(map.getByText('2 workers, ')).toBeVisible();
  await expect(map.getByText('measured', { exact: true })).toBeVisible();
  expect(await problemsInBothThemes(page, 'main')).toEqual([]);
  const saved = page.waitForEvent('download');
  await map.getByRole('button', { name: 'Save figure' }).click();
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  const cells = (await readFile(await (await saved).path(), 'utf8')).trim().split('\n');
  expect(cells[0]).toContain('hidden_layers,units,one_worker_ms,threads_ms,stages_ms');
  expect(cells).toHaveLength(1 + 29 * 32);
});
