/** Every registry entry can be chosen in the page, and restored from a link or a file. */
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { errorTransformIds } from '../src/core/errorMemory/transforms';
import { feedbackIds } from '../src/core/feedback';
import { measureIds, measures } from '../src/core/measures';
import { optimizerIds } from '../src/core/optimizers';
import { ruleIds, rules } from '../src/core/rules';
import type { Experiment } from '../src/core/run/spec';
import {
  errorInitIds,
  feedbackRedrawIds,
  feedbackReductionIds,
  feedbackSharingIds,
  lossErrorScaleIds,
} from '../src/core/run/variants';
import { scheduleIds } from '../src/core/schedules';
import { weightInitIds } from '../src/core/weights';
import { defaultExperiment } from '../src/experiment/defaults';
import { fields } from '../src/experiment/fields/fields';
import { toQuery } from '../src/experiment/files/link';
import {
  button,
  cellOf,
  finished,
  open,
  openMore,
  rate,
  resize,
  seriousProblems,
  withoutTraining,
} from './page';

/** Six batches of a tiny network. */
const tiny = 'hidden=8&batch-size=2000&epochs=1&backend=wasm';

const lists = {
  feedbackInit: feedbackIds,
  weightInit: weightInitIds,
  optimizer: optimizerIds,
  schedule: scheduleIds,
  errorTransform: errorTransformIds,
  errorInit: errorInitIds,
  lossErrorScale: lossErrorScaleIds,
  feedbackRedraw: feedbackRedrawIds,
  feedbackSharing: feedbackSharingIds,
  feedbackReduction: feedbackReductionIds,
} as const;
type Listed = keyof typeof lists;
const listed = Object.keys(lists) as Listed[];
const rounds = Math.max(...Object.values(lists).map((ids) => ids.length));

const select = (page: Page, name: Listed) => page.getByLabel(fields[name].label, { exact: true });

test('every algorithm can be ticked and trains', async ({ page }) => {
  await open(page, `?rule=bp&${tiny}`);
  for (const id of ruleIds) await page.getByRole('checkbox', { name: rules[id].name, exact: true }).check();
  await button(page, 'Train').click();
  await finished(page, 1);
  for (const id of ruleIds)
    await expect.poll(() => rate(page, rules[id].name), rules[id].name).toBeGreaterThan(0);
});

test('every choice of every list is stored in the address and restored from it', async ({ page }) => {
  await withoutTraining(page, { data: false });
  const defaults: Experiment = { ...defaultExperiment(), rules: ['bp'] };
  await page.goto('/?rule=bp');
  for (let round = 0; round < rounds; round += 1) {
    // Each round the next id of each list; short lists go round several times.
    const chosen = listed.map((name) => [name, lists[name][round % lists[name].length] as string] as const);
    await openMore(page);
    for (const [name, id] of chosen) await select(page, name).selectOption(id);
    // The address follows a moment later; what it must say is what a link to these settings says.
    const whole = toQuery({ ...defaults, ...Object.fromEntries(chosen) });
    await expect.poll(() => new URL(page.url()).search).toBe(`?${whole}`);
    for (const [name, id] of chosen) {
      const part = new RegExp(`[?&]${fields[name].key}=${id}(&|$)`);
      if (id === defaults[name]) await expect(page).not.toHaveURL(part);
      else await expect(page).toHaveURL(part);
    }
    await page.goto(page.url());
    for (const [name, id] of chosen) await expect(select(page, name)).toHaveValue(id);
  }
});

test('an optimizer’s options appear and disappear with it', async ({ page }) => {
  await withoutTraining(page, { data: false });
  await open(page, '');
  const momentum = page.getByLabel('Momentum', { exact: true });
  await expect(momentum).toHaveCount(0);
  await select(page, 'optimizer').selectOption('momentum');
  await momentum.fill('2');
  await expect(page.getByText(/Momentum: “2” must be a number from 0 to/).first()).toBeVisible();
  await expect(button(page, 'Train')).toBeDisabled();
  await momentum.fill('0.5');
  await expect(page).toHaveURL(/optimizer-options=momentum=0\.5/);
  await select(page, 'optimizer').selectOption('sgd');
  await expect(momentum).toHaveCount(0);
  await expect(page).not.toHaveURL(/optimizer-options/);
});

const special =
  '?rule=bp,f3-loss,pepita&hidden=20,10&weight-init=he&bias=no&freeze=1:2-&feedback-init=trinomial&error-transform=raw&optimizer=nesterov&optimizer-options=momentum=0.5&learning-rate=0.001,bp=0.01&schedule=step&schedule-options=first=2&epoch-share=0.5&seed=9&measures=norms';

async function openFile(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await button(page, 'Open settings').click();
  await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

test('a settings file restores the settings in a new page', async ({ page }) => {
  await withoutTraining(page);
  await page.goto(`/${special}`);
  const saved = page.waitForEvent('download');
  await button(page, 'Save settings').click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('f3-lab-experiment.json');
  const text = await readFile(await download.path(), 'utf8');

  await page.goto('/');
  await openFile(page, 'mine.json', text);
  await expect.poll(() => new URL(page.url()).search).toBe(special);

  await page.goto('/');
  const files = await page.evaluateHandle((json) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([json], 'dropped.json'));
    return transfer;
  }, text);
  await page.dispatchEvent('body', 'drop', { dataTransfer: files });
  await expect.poll(() => new URL(page.url()).search).toBe(special);
});

test('a foreign or truncated settings file is reported, and nothing is lost', async ({ page }) => {
  await withoutTraining(page);
  await page.goto('/?epochs=7');
  await openFile(page, 'notes.json', '{"epochs": 3}');
  await expect(page.getByRole('alert', { name: /notes\.json/ })).toContainText('Save settings');
  await expect(page.getByLabel('Epochs', { exact: true })).toHaveValue('7');
  const half = { format: 'f3-lab experiment', version: 1, experiment: { epochs: 4, optimizer: 'lion' } };
  await openFile(page, 'half.json', JSON.stringify(half));
  await expect(page.getByText(/Optimizer: “lion” is not known/)).toBeVisible();
  await expect(page.getByLabel('Epochs', { exact: true })).toHaveValue('4');
});

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const) {
  test(`no serious accessibility problem in rarer states, ${colorScheme}, ${width} px`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await resize(page, { width, height: 900 });
    await page.goto('/?measures=norms,counterfactual&optimizer=momentum&schedule=step&freeze=9&warmup=1');
    if (width < 760) {
      expect(await seriousProblems(page)).toEqual([]);
      await button(page, 'Settings').click();
    }
    await openMore(page);
    await expect(page.getByText(/there is no layer 9/).first()).toBeVisible();
    expect(await seriousProblems(page)).toEqual([]);
  });
}

test('measures are shown as numbers', async ({ page }) => {
  await open(page, `?rule=bp,dfa,f3-error,llo&${tiny}&measures=none`);
  await openMore(page);
  for (const id of measureIds)
    await page.getByRole('checkbox', { name: measures[id].name, exact: true }).check();
  const tables = {
    class: page.getByRole('table', { name: 'By class' }),
    layer: page.getByRole('table', { name: 'Measures' }),
  };
  const rows = await page.locator('.measures tr').count();
  await button(page, 'Train').click();
  await finished(page, 1);
  await expect(await cellOf(page, 'F³-Error', 'Mean angle')).toHaveText(/^\d+\.\d°$/);
  await expect(await cellOf(page, 'DFA', 'Mean angle')).toHaveAttribute('title', /hidden layer 1 \d/);
  for (const rule of ['BP', 'LLO']) await expect(await cellOf(page, rule, 'Mean angle')).toHaveText('–');
  for (const id of measureIds) {
    const measure = measures[id];
    if (measure.kind === 'batch' || id === 'gradient-angle') continue;
    const group = tables[measure.per === 'class' ? 'class' : 'layer']
      .getByRole('rowgroup')
      .filter({ hasText: measure.sentence });
    // DFA stores no errors.
    const rule = id === 'error-memory' ? 'F³-Error' : 'DFA';
    const row = group.getByRole('row').filter({ has: page.getByText(rule, { exact: true }) });
    await expect(row.first(), measure.name).toContainText(/\d[.,]\d/);
  }
  // Every row stood there from the start.
  expect(await page.locator('.measures tr').count()).toBe(rows);
});

test('a dead layer is reported, and training continues', async ({ page }) => {
  await open(page, `?rule=dfa&weight-init=zeros&activation=relu&${tiny}&measures=watch`);
  await button(page, 'Train').click();
  await expect(page.getByText('DFA: nothing reached hidden layer 1 at step 1.')).toBeVisible();
  await finished(page, 1);
});

test('raw errors in a deep network: a warning at the setting, with a button for each way out; a changed rate loses its source', async ({
  page,
}) => {
  await withoutTraining(page, { data: false });
  await open(page, '?hidden=50x3&error-transform=raw');
  const note = page.getByRole('note').filter({ hasText: 'Raw error information' }).first();
  await expect(note).toBeVisible();
  await note.getByRole('button', { name: 'Begin with a pass without learning' }).click();
  await openMore(page);
  await expect(page.getByLabel('First error')).toHaveValue('inference-epoch');
  await note.getByRole('button', { name: 'Use one-hot' }).click();
  await expect(page.getByLabel('Error information')).toHaveValue('one-hot');
  await expect(note).toHaveCount(0);

  const rate = page.getByLabel('Learning rate');
  await expect(rate).toHaveAccessibleDescription(/F³ paper.*; there with hidden layers 500$/);
  await rate.fill('0.01');
  await expect(rate).toHaveAccessibleDescription(
    'set here; the default for this data set with Adam is 0.001',
  );
  await rate.fill('0.001');
  await page.getByLabel('Optimizer').selectOption('sgd');
  await expect(rate).toHaveAccessibleDescription('chosen for Adam; no rate is known for SGD');
});
