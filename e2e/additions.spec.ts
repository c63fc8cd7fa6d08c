/** The page of a copy of the project with one dummy of each kind: all of them must be usable. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { copyWithAdditions } from '../scripts/additions/dummies';
import { button, dataOf, finished, openMore, resultOf } from './page';

let copy: string;
let server: ChildProcess;
let address: string;

test.beforeAll(async () => {
  copy = await copyWithAdditions();
  server = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    cwd: copy,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  address = await new Promise((done, fail) => {
    let said = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/localhost:\d+\//.exec(said);
      if (found) done(found[0]);
    });
    server.once('exit', () => fail(new Error(`The copy did not start: ${said}`)));
  });
});
test.afterAll(async () => {
  server.kill();
  await rm(copy, { recursive: true, force: true });
});

test('additions appear with controls, a line, a chart, a page and a key', async ({ page }) => {
  await page.goto(`${address}?dataset=xor&hidden=8&epochs=2&batch-size=50&rule=bp,dummy&measures=dummy`);
  await openMore(page);
  await expect(page.getByRole('combobox', { name: 'Dummy mode' })).toHaveValue('per-layer');
  await page.getByRole('textbox', { name: 'Dummy width' }).fill('99');
  await expect(page.getByText('must be a whole number from 1 to 9').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Dummy width' }).fill('4');
  await expect(page.getByRole('checkbox', { name: 'Dummy rule' })).toBeChecked();

  await button(page, 'Edit layers').click();
  const layer = page.getByRole('group', { name: 'Layer 1', exact: true });
  await expect(layer.getByRole('combobox')).toHaveValue('dense');
  await layer.getByRole('combobox').selectOption('Dummy block');
  await layer.getByLabel('Units', { exact: true }).fill('8');
  await button(page, 'Done').click();

  await button(page, 'Train').click();
  await finished(page, 2);
  expect(page.url()).toContain('hidden=dummy:8');
  expect(page.url()).toContain('dummy-width=4');
  await expect(resultOf(page, 'Dummy rule')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Measures' })).toContainText('Dummy measure');
  const curve = page.getByRole('figure', { name: 'Dummy chart' });
  await expect(curve.getByText('Dummy rule').first()).toBeVisible();
  expect(await dataOf(page, 'Dummy chart')).toHaveLength(4);
  const strokes = await curve
    .locator('path.curve')
    .evaluateAll((all) => all.map((path) => getComputedStyle(path).stroke));
  expect(new Set(strokes).size).toBe(2);

  await page.getByRole('heading', { level: 1, name: 'Lab' }).focus();
  await page.keyboard.press('y');
  await expect(page).toHaveTitle(/Dummy/);
  await expect(page.getByRole('link', { name: 'Dummy', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await expect(page.getByText('Nothing but a dummy.')).toBeVisible();
});
