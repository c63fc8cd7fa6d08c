/** Runs start from the weights of a file, as they do on the command line; from a network of the page; and not from others. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { lab } from './command';
import { finished, openMore, resultOf } from './page';

const settings = {
  ...{ dataset: 'moons', rule: 'bp,f3-error', activation: 'relu' },
  ...{ epochs: '2', backend: 'wasm', measures: 'none' },
};
const options = Object.entries(settings).flatMap(([key, value]) => [`--${key}`, value]);

let folder: string;
const at = (name: string): string => join(folder, name);
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
  await lab('train', ...options, '--hidden', '7,5', '--checkpoint', at('c.safetensors'));
  await lab('export', at('c.safetensors'), '--run', 'bp-0', '--as', 'npz', '--out', at('teacher.npz'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

async function openWeights(page: Page, file: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open weights' }).click();
  await (await chooser).setFiles(at(file));
}
const startFrom = (page: Page) => page.getByLabel('Start from', { exact: true });

async function train(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await finished(page, 2);
}

test('an archive of NumPy’s sets the network, trains as on the command line, is kept, and can be removed', async ({
  page,
}) => {
  await page.goto(`/?${new URLSearchParams(settings)}`);
  await openMore(page);
  await openWeights(page, 'teacher.npz');
  await expect(page.getByText('Runs start from “teacher.npz”, 3 layers. Hidden layers: 7,5.')).toBeVisible();
  await expect(page).toHaveURL(/hidden=7,5.*start-from=teacher-[0-9a-f]{12}/);
  // Initial weights have no choice of their own now.
  await expect(page.getByLabel('Initial weights', { exact: true })).toHaveCount(0);
  await train(page);

  const own = await lab('train', ...options, '--start-from', at('teacher.npz'));
  for (const rule of ['BP', 'F³-Error']) {
    const [, last] = new RegExp(`^${rule} {2,}([\\d.]+) %`, 'm').exec(own) ?? [];
    await expect(resultOf(page, rule)).toContainText(new RegExp(`^\\s*${rule}\\s*${last}\\s%`));
  }

  await page.reload();
  await openMore(page);
  await expect(startFrom(page)).toHaveValue(/^teacher-/);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(startFrom(page)).toHaveValue('seed');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(startFrom(page).getByRole('option')).toHaveText(['The seed', 'teacher.npz']);
});

test('a link whose weights are away says so; their file, under any name, is the way out', async ({
  page,
  context,
}) => {
  await page.goto(`/?${new URLSearchParams(settings)}`);
  await openMore(page);
  await openWeights(page, 'teacher.npz');
  await expect(page).toHaveURL(/start-from=teacher-[0-9a-f]{12}/);
  const link = page.url();

  const other = await (await context.browser()?.newContext())?.newPage();
  if (!other) throw new Error('No browser.');
  await other.goto(link);
  await expect(other.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  await openMore(other);
  await expect(
    other
      .getByText(/^Start from: these weights are not on this computer. They were read from a file “teacher”/)
      .last(),
  ).toBeVisible();
  await lab(
    'export',
    at('c.safetensors'),
    '--run',
    'bp-0',
    '--as',
    'safetensors',
    '--out',
    at('renamed.safetensors'),
  );
  await openWeights(other, 'renamed.safetensors');
  await expect(other.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  await train(other);
  await other.context().close();
});

test('what does not fit is refused by name; a trained network of the page is a beginning, too', async ({
  page,
}) => {
  await page.goto(`/?${new URLSearchParams({ ...settings, dataset: 'circles', hidden: '7,5' })}`);
  await openMore(page);
  await openWeights(page, 'c.safetensors');
  await expect(page.getByText('Runs cannot start from “c.safetensors”.')).toBeVisible();
  await expect(page.getByText(/It is a checkpoint, of several runs perhaps/)).toBeVisible();
  await openWeights(page, 'teacher.npz');
  await page.getByLabel('Data set', { exact: true }).selectOption('digits');
  await expect(
    page
      .getByText(/“teacher.npz” does not fit: its layer1.W is \[2, 7\], and this network needs \[784, 7\]/)
      .last(),
  ).toBeVisible();
  await page.getByLabel('Data set', { exact: true }).selectOption('circles');
  await train(page);
  const menu = 'Save network of BP';
  await page.getByRole('region', { name: 'Inside' }).getByRole('radio', { name: 'BP' }).check();
  await page.getByRole('button', { name: menu, exact: true }).click();
  await page.getByRole('menu', { name: menu }).getByRole('menuitem', { name: 'Start from it' }).click();
  await expect(startFrom(page)).toHaveValue(/^f3-lab-bp-seed-0-/);
  await expect(page.getByText(/^Trained by BP on Two circles, seed 0, 2 epochs./)).toBeVisible();
});
