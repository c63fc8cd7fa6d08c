/** Layers that learn in parallel: stages in workers of their own give the network that the command line's one worker gives. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { readNetworkFile } from '../src/exports/networkFile';
import { lab } from './command';
import { button, finished, openMore } from './page';

const settings = {
  ...{ dataset: 'moons', rule: 'bp,pepita,f3-error', hidden: '6,4' },
  ...{ epochs: '3', backend: 'wasm', measures: 'none' },
};

/** The arrays that one worker gives, on the command line. */
async function arraysOfOne(rule: string, own: Readonly<Record<string, string>>, ...more: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
  const [checkpoint, network] = ['c.safetensors', 'n.safetensors'].map((name) => join(folder, name)) as [
    string,
    string,
  ];
  const options = Object.entries(own).flatMap(([key, value]) => [`--${key}`, value]);
  await lab('train', ...options, ...more, '--checkpoint', checkpoint);
  await lab('export', checkpoint, ...more, '--run', `${rule}-0`, '--as', 'safetensors', '--out', network);
  const { arrays } = readNetworkFile(new Uint8Array(readFileSync(network)));
  rmSync(folder, { recursive: true });
  return arrays;
}

/** Those of a network, saved from the page. @param name of its algorithm */
async function savedArrays(page: Page, name: string) {
  await button(page, `Save network of ${name}`).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'safetensors' }).click();
  return readNetworkFile(new Uint8Array(readFileSync(await (await download).path()))).arrays;
}

test('three stages give the network of one worker, bit for bit', async ({ page }) => {
  await page.goto(`/?${new URLSearchParams(settings)}`);
  await openMore(page);
  const stages = page.getByLabel('Pipeline stages', { exact: true });
  await stages.fill('4');
  await stages.blur();
  await expect(
    page.getByText(/4 stages need as many layers, and the network has 3, with the output/).first(),
  ).toBeVisible();
  await expect(button(page, 'Train')).toBeDisabled();
  await stages.fill('3');
  await stages.blur();
  await expect(
    page.getByText('PEPITA trains in one worker: it sends its input through the network twice.'),
  ).toBeVisible();
  const microBatches = page.getByLabel('Micro-batches', { exact: true });
  await microBatches.fill('4');
  await microBatches.blur();
  await expect(page).toHaveURL(/pipeline=3&micro-batches=4/);

  let started = 0;
  page.on('request', (request) => {
    if (/stageWorker/.test(request.url())) started += 1;
  });
  await button(page, 'Train').click();
  await finished(page, 3);
  // BP’s and F³’s first two; the last stage is the run’s own worker.
  expect(started).toBe(4);
  for (const [short, name, rule] of [
    ['F³-E', 'F³-Error', 'f3-error'],
    ['BP', 'BP', 'bp'],
  ] as const) {
    await page.getByRole('region', { name: 'Inside' }).getByRole('radio', { name: short }).check();
    expect(await savedArrays(page, name), name).toEqual(await arraysOfOne(rule, settings));
  }
});

for (const [dataset, hidden, stages] of [
  ['mnist', '40,30,20', 3],
  ['sgemm', '60,50', 2],
] as const)
  test(`an epoch of ${dataset} in ${stages} stages of 2 threads is that of one worker`, async ({ page }) => {
    test.skip(
      !existsSync(`public/data/${dataset}`),
      `${dataset} is not in public/data: npm run data -- ${dataset}`,
    );
    // SGEMM takes half a minute more: `F3_WHOLE=1 npx playwright test pipeline.spec.ts` has it, too.
    test.skip(dataset !== 'mnist' && !process.env.F3_WHOLE, 'only with F3_WHOLE=1');
    test.setTimeout(120_000);
    const own = { dataset, rule: 'f3-error', hidden, epochs: '1', backend: 'wasm', measures: 'none' };
    await page.goto(`/?${new URLSearchParams({ ...own, pipeline: `${stages}`, threads: '2' })}`);
    await expect(button(page, 'Train')).toBeEnabled({ timeout: 60_000 });
    await button(page, 'Train').click();
    await finished(page, 1, 60_000);
    expect(await savedArrays(page, 'F³-Error')).toEqual(
      await arraysOfOne('f3-error', own, '--data', 'public/data'),
    );
  });
