/** Networks and scripts saved from the page are those that the command line trains and exports, from Inside and from Compare. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { readNetworkFile } from '../src/exports/networkFile';
import { lab } from './command';

const settings = { dataset: 'moons', rule: 'bp,f3-error', hidden: '6,4', epochs: '3', backend: 'wasm' };

/** What the command line exports of the same run: its network, and its script. */
async function exported() {
  const folder = mkdtempSync(join(tmpdir(), 'network-'));
  const [checkpoint, network, zip] = ['c.safetensors', 'n.safetensors', 's.zip'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const options = Object.entries(settings).flatMap(([key, value]) => [`--${key}`, value]);
  await lab('train', ...options, '--checkpoint', checkpoint);
  await lab('export', checkpoint, '--run', 'f3-error-0', '--as', 'safetensors', '--out', network);
  await lab('export', checkpoint, '--run', 'f3-error-0', '--as', 'pytorch', '--out', zip);
  const bytes = { network: new Uint8Array(readFileSync(network)), script: new Uint8Array(readFileSync(zip)) };
  rmSync(folder, { recursive: true });
  return bytes;
}

/** Chooses a format in an open page's menu. */
async function saved(page: Page, menu: string, format: string) {
  await page.getByRole('button', { name: menu, exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menu', { name: menu }).getByRole('menuitem', { name: format }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: new Uint8Array(readFileSync(await file.path())) };
}

test('networks are saved from Inside and from Compare, as the command line exports them', async ({
  page,
}) => {
  await page.goto(`/?${new URLSearchParams(settings)}`);
  await page.getByRole('region', { name: 'Inside' }).getByRole('radio', { name: 'F³-E' }).check();
  const menu = 'Save network of F³-Error';
  // Before training there is a script alone.
  const script = await saved(page, menu, 'PyTorch script');
  expect(script.name).toBe('f3-lab-f3-error-seed-0-two-moons.pytorch.zip');
  expect(Object.keys(unzipSync(script.bytes))).toEqual(['train.py', 'run.npz']);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByText(/^finished in/)).toBeVisible();

  const { name, bytes } = await saved(page, menu, 'safetensors');
  expect(name).toBe('f3-lab-f3-error-seed-0-two-moons.safetensors');
  const { facts, ...network } = readNetworkFile(bytes);
  const own = await exported();
  const { facts: others, ...expected } = readNetworkFile(own.network);
  expect(script.bytes).toEqual(own.script);
  expect(network).toEqual(expected);
  expect(network.arrays).toHaveProperty('feedback2');
  expect(facts).toMatchObject({ lab: others.lab, backend: 'wasm', dataset: 'moons' });
  const npz = await saved(page, menu, 'NPZ');
  expect(npz.name).toBe('f3-lab-f3-error-seed-0-two-moons.npz');
  expect(Buffer.from(npz.bytes).toString('latin1')).toContain('layer3.W.npy');

  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await page.getByRole('button', { name: 'Runs of F³-Error', exact: true }).click();
  const kept = await saved(page, 'Save network of F³-Error, seed 0', 'safetensors');
  expect(kept.name).toBe(name);
  expect(readNetworkFile(kept.bytes)).toEqual({ ...network, facts });
});
