/** Times a whole epoch of MNIST in the page against its steps alone. */
import type { Browser, Page } from '@playwright/test';
import type { RuleId } from '../../src/core/rules';
import type { BackendId } from '../../src/core/run/backends';
import { openPageRunner, openWorker } from '../page/browser';
import type { EpochParts } from '../page/epochWorker';
import type { EpochResult } from '../results';
import type { RemoteRunner } from '../runner/remote';
import type { Shape } from '../shapes';
import { median } from '../statistics';
import { FINISHED, trainUntil } from './trainUntil';

/** MNIST with the default experiment's network. */
const shape: Shape = { id: '784-500-10', batch: 50 };
const STEPS = 400;
const REPEATS = 5;

interface Epoch {
  /** From opening the page until Train is enabled. */
  readonly loadSeconds: number;
  /** From the click on Train to “finished”. */
  readonly seconds: number;
}

async function epochInPage(page: Page, address: string, rule: RuleId, backend: BackendId): Promise<Epoch> {
  const opened = performance.now();
  await page.goto(`${address}?dataset=mnist&rule=${rule}&epochs=1&backend=${backend}`);
  const train = page.getByRole('button', { name: 'Train', exact: true, disabled: false });
  await train.waitFor();
  const loadSeconds = (performance.now() - opened) / 1000;
  await page.getByRole('button', { name: /^Backend: .*ms per step/ }).waitFor();
  return { loadSeconds, seconds: (await trainUntil(page, FINISHED)) / 1000 };
}

const perStep = async (runner: RemoteRunner, rule: RuleId): Promise<number> =>
  (await runner.time(rule, STEPS)) / STEPS;

interface Pair extends Epoch {
  readonly msPerStep: number;
}

async function measureRule(
  { app, appAddress }: { readonly app: Page; readonly appAddress: string },
  runner: RemoteRunner,
  rule: RuleId,
  repeats: number,
  backend: BackendId,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  let before = await perStep(runner, rule);
  for (let k = 0; k < repeats; k++) {
    const epoch = await epochInPage(app, appAddress, rule, backend);
    // Otherwise its workers keep memory, and the backends’ self-test keeps a core busy.
    await app.goto('about:blank');
    const after = await perStep(runner, rule);
    pairs.push({ ...epoch, msPerStep: (before + after) / 2 });
    before = after;
  }
  return pairs;
}

function resultOf(rule: RuleId, backend: BackendId, pairs: readonly Pair[], engine: EpochParts): EpochResult {
  const { steps } = engine;
  const seconds = median(pairs.map((pair) => pair.seconds));
  return {
    rule,
    backend,
    steps,
    loadSeconds: median(pairs.map(({ loadSeconds }) => loadSeconds)),
    seconds,
    stepsPerSecond: steps / seconds,
    msPerStep: median(pairs.map(({ msPerStep }) => msPerStep)),
    ratio: median(pairs.map((pair) => (1000 * pair.seconds) / (steps * pair.msPerStep))),
    engine,
    evaluationShare: engine.evaluation / engine.whole,
  };
}

/**
 * @param benchPage of the bench, in the same browser
 * @param appAddress of the app, whose server has MNIST
 */
export async function epochPart(
  browser: Browser,
  benchPage: Page,
  appAddress: string,
  quick: boolean,
): Promise<EpochResult[]> {
  const backend = 'wasm';
  const rules = ['bp', 'f3-error'] as const;
  const runner = await openPageRunner(benchPage, 'lab');
  const engine = await openWorker(benchPage, 'epoch');
  const app = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await runner.start(backend);
  await runner.prepare(shape, rules);
  await engine.call('startEpochs', [backend]);
  const results: EpochResult[] = [];
  for (const rule of rules) {
    await perStep(runner, rule);
    const pairs = await measureRule({ app, appAddress }, runner, rule, quick ? 1 : REPEATS, backend);
    results.push(resultOf(rule, backend, pairs, (await engine.call('epoch', [rule])) as EpochParts));
  }
  await app.close();
  engine.close();
  runner.close();
  return results;
}
