/** Trajectories of the independent reference, on WebGPU. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'vite';

const folder = '../shared/golden';
/** Those that differ in the rule, the variant or the optimizer; the cpu and wasm backends replay all of them. */
const names = [
  'bp-nesterov-ce',
  'dfa-momentum',
  'f3-error-aggregate',
  'f3-error-rmsprop',
  'f3-error-softmax-adam',
  'f3-loss-adam',
  'fa-sgd',
  'pepita-sgd',
  'sdfa-sgd',
];
const files = names.map((name) => join(folder, `${name}.json`)).filter((file) => existsSync(file));
const out = 'test-results/replay';

type Replay = (json: unknown) => Promise<Record<string, number>>;

test.beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: out,
      minify: false,
      lib: { entry: 'e2e/replayInPage.ts', formats: ['es'], fileName: () => 'replay.js' },
    },
  });
});

async function openReplay(page: Page): Promise<void> {
  await page.goto('/');
  await page.addScriptTag({ path: join(out, 'replay.js'), type: 'module' });
  await page.waitForFunction(() => 'replayOnWebgpu' in globalThis);
}

test('WebGPU lands on the reference’s numbers', async ({ page }) => {
  test.skip(files.length === 0, 'the trajectories are not in ../shared/golden');
  test.setTimeout(240_000);
  await openReplay(page);
  for (const file of files) {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const differences = await page.evaluate(
      (one) => (globalThis as unknown as { replayOnWebgpu: Replay }).replayOnWebgpu(one),
      json,
    );
    for (const [field, difference] of Object.entries(differences))
      expect(difference, `${file}: ${field}`).toBeLessThan(1e-4);
  }
});
