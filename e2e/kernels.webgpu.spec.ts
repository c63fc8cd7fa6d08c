/** The project's WGSL kernels, compared with plain operations. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { build } from 'vite';
import { portableBits } from '../operations/portableBits';
import { startBackend } from '../src/cli/backend';
import { ruleIds } from '../src/core/rules';
import type { RunSpec } from '../src/core/run/spec';
import { goldenFiles } from '../src/core/run/trajectory/testSupport';
import { fusedOnDevice } from '../src/experiment/cautions';
import { type Counts, mostDispatches } from '../src/kernels/webgpu/testSupport';
import type { Comparison, Differences, KernelsInPage } from './kernelsInPage';
import {
  type RepeatedRun,
  repeatedRuns,
  repeatedSpec,
  resumeSpecs,
  type SentCheckpoint,
  trainToTheEnd,
} from './resumeRuns';

const out = 'test-results/kernels';

test.describe.configure({ mode: 'serial' });

let page: Page;

async function openPage(browser: Browser): Promise<Page> {
  const opened = await browser.newPage();
  // An empty page of the lab's address: the lab's own would measure its backends at the same time.
  await opened.route('**/kernels.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><title>Kernels</title><script type="module" src="/kernels.js"></script>',
    }),
  );
  await opened.route('**/kernels.js', (route) => route.fulfill({ path: join(out, 'kernels.js') }));
  await opened.goto('/kernels.html');
  await opened.waitForFunction(() => 'kernelsInPage' in globalThis);
  return opened;
}

test.beforeAll(async ({ browser }) => {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: out,
      minify: false,
      lib: { entry: 'e2e/kernelsInPage.ts', formats: ['es'], fileName: () => 'kernels.js' },
      // TensorFlow.js's backend is imported when it starts.
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  page = await openPage(browser);
});

test.afterAll(() => page.close());

type Global = typeof globalThis & { kernelsInPage: KernelsInPage };

const compare = (what: Comparison): Promise<Differences> =>
  page.evaluate((one) => (globalThis as Global).kernelsInPage.compare(one), what);

const countSteps = (...call: Parameters<KernelsInPage['countSteps']>): Promise<Counts> =>
  page.evaluate((what) => (globalThis as Global).kernelsInPage.countSteps(...what), call);

/** Differences beyond rounding; fails if nothing was compared. */
function beyond(differences: Differences, limit: number): Differences {
  expect(Object.keys(differences).length).toBeGreaterThan(0);
  return Object.fromEntries(Object.entries(differences).filter(([, value]) => !(value < limit)));
}

const comparisons: Readonly<Record<Comparison, string>> = {
  forward: 'h = f(x W + b)',
  products: 'deltas and errors through matrices',
  rows: 'rows of B and of the memory',
  output: 'the output’s delta and the loss',
  confident: 'cross-entropy where the net is sure of itself',
  learning: 'gradients and all optimizers, in place',
  descending: 'each optimizer’s step alone, in place',
  'learning without biases': 'weights alone learn',
  memories: 'what F³ remembers, in all its variants',
  watched: 'steps with and without somebody who watches',
  'read between': 'weights read between repeated steps',
  'other blocks': 'networks of convolutions, dense and residual layers',
  'not a number': 'what is not a number stays so',
  convolutions: 'convolutions, their deltas and gradients',
  pooling: 'max pooling and its derivative',
};

for (const [what, title] of Object.entries(comparisons)) {
  test(`${title}: the kernels equal plain operations`, async () => {
    expect(beyond(await compare(what as Comparison), 2e-5)).toEqual({});
  });
}

test('the page names the blocks that have no programs here', async () => {
  const own = await page.evaluate(() => (globalThis as Global).kernelsInPage.blocks());
  expect(own.sort()).toEqual([...fusedOnDevice].sort());
});

test('operations match their reference table', async () => {
  const { checked, violations } = await page.evaluate(() =>
    (globalThis as Global).kernelsInPage.operations(),
  );
  expect(checked).toBeGreaterThan(200);
  expect(violations).toEqual([]);
});

test('measures and losses over many numbers match double precision', async () => {
  expect(await page.evaluate(() => (globalThis as Global).kernelsInPage.measures())).toEqual([]);
});

test('random numbers and schedules have the same bits in the browser as in Node', async () => {
  expect(await page.evaluate(() => (globalThis as Global).kernelsInPage.portableBits())).toEqual(
    portableBits(),
  );
});

/**
 * Golden runs whose angles are compared here too: errors fed back layer by layer, directly from a memory, and tiny ones.
 * Angles are plain operations, which take this adapter seconds for each run; cpu and wasm compare those of all runs.
 */
const withAngles = ['fa-sgd.json', 'f3-error-adam.json', 'sdfa-tiny-errors.json'];

interface Golden {
  readonly config: { readonly algorithm: unknown };
  readonly expected: { readonly alignmentDegrees?: unknown };
}

function goldenRun(path: string): Golden {
  const { config, expected, ...rest } = JSON.parse(readFileSync(path, 'utf8')) as Golden;
  const { alignmentDegrees, ...others } = expected;
  return { ...rest, config, expected: withAngles.includes(basename(path)) ? expected : others };
}

test('all golden runs match the reference', async () => {
  const replayed = new Set<unknown>();
  const compared = new Set<string>();
  for (const path of goldenFiles()) {
    const json = goldenRun(path);
    replayed.add(json.config.algorithm);
    const differences = await page.evaluate((one) => (globalThis as Global).kernelsInPage.replay(one), json);
    expect(beyond(differences, 1e-4), path).toEqual({});
    if ('alignmentDegrees' in differences) compared.add(basename(path));
  }
  expect([...compared].sort()).toEqual([...withAngles].sort());
  for (const rule of ruleIds) expect(replayed, 'every rule has a golden run').toContain(rule);
});

const trainInPage = (spec: RunSpec, from?: SentCheckpoint) =>
  page.evaluate((call) => (globalThis as Global).kernelsInPage.trainToTheEnd(...call), [spec, from] as const);

test('a run resumes from a checkpoint: bit for bit from this device, within rounding from wasm', async () => {
  const kernels = await startBackend('wasm');
  for (const spec of resumeSpecs) {
    const title = `${spec.rule}, ${spec.optimizer}, ${spec.errorTransform}, ${spec.feedbackRedraw}`;
    const whole = await trainInPage(spec);
    expect(await trainInPage(spec, whole.stop), title).toEqual(whole);
    const onWasm = await trainToTheEnd(spec, kernels);
    const { end } = await trainInPage(spec, onWasm.stop);
    expect(end, title).toHaveLength(onWasm.end.length);
    const worst = Math.max(...end.map((value, i) => Math.abs(value - (onWasm.end[i] as number))));
    expect(worst, title).toBeLessThan(1e-4);
  }
});

/** Runs of steps that are not repeated: an epoch's first, or with TensorFlow.js's own operations. */
const isPlain = ({ changes }: RepeatedRun): boolean =>
  changes.batchSize === 1000 ||
  changes.rule === 'pepita' ||
  changes.errorTransform === 'aggregate' ||
  changes.lossReduction === 'sum' ||
  changes.feedbackReduction === 'mean';

test('repeated steps train as those of wasm, in fewer dispatches than single steps', async () => {
  test.setTimeout(180_000);
  const kernels = await startBackend('wasm');
  for (const run of repeatedRuns) {
    const { kind } = run;
    const spec = repeatedSpec(run);
    const title = `${kind}, ${JSON.stringify(run.changes)}`;
    const train = (repeats: boolean) =>
      page.evaluate((call) => (globalThis as Global).kernelsInPage.trainRepeated(...call), [
        spec,
        kind,
        repeats,
      ] as const);
    const { end } = await trainToTheEnd(spec, kernels, undefined, kind);
    const repeated = await train(true);
    expect(repeated.end, title).toHaveLength(end.length);
    const worst = Math.max(...repeated.end.map((value, i) => Math.abs(value - (end[i] as number))));
    expect(worst, title).toBeLessThan(1e-4);
    if (run.changes.hidden?.length !== 1 && !isPlain(run)) continue;
    const { dispatches } = await train(false);
    if (isPlain(run)) expect(repeated.dispatches, title).toBe(dispatches);
    else expect(repeated.dispatches, title).toBeLessThan(dispatches);
  }
});

// Every rule, optimizer and error information: src/kernels/webgpu/dispatches.test.ts.
test('a step takes at most three dispatches per layer and two per step, without waiting for the device', async () => {
  const counts = await countSteps({ rule: 'f3-error', errorTransform: 'one-hot', hidden: [24, 16] }, true);
  for (const dispatches of counts.dispatches)
    expect(dispatches).toBeLessThanOrEqual(mostDispatches([24, 16]));
  expect(counts).toMatchObject({ compiled: 0, readBack: 0, mapped: 0, leaked: 0 });
});

test('plain operations take more dispatches, so the counter works', async () => {
  const { dispatches } = await countSteps({ rule: 'bp', hidden: [24] }, false);
  expect(Math.min(...dispatches)).toBeGreaterThan(mostDispatches([24]));
});
