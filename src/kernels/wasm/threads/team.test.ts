/** A run by several threads: the same bits as by one, with real threads, also when one of them dies. */
import { ready } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWasm } from '../../../cli/backend';
import { startHelper } from '../../../cli/threads';
import type { HiddenLayer } from '../../../core/blocks/hidden';
import type { Kernels } from '../../../core/kernels';
import { optimizerIds } from '../../../core/optimizers';
import { ruleIds } from '../../../core/rules';
import { computedOf } from '../../../core/run/events';
import { createRun } from '../../../core/run/run';
import type { RunSpec } from '../../../core/run/spec';
import type { Dataset } from '../../../core/samples/dataset';
import { tinyConfig, tinyData } from '../../../core/testSupport';
import {
  bytesData,
  convolved,
  convolvedData,
  convolvedRules,
  transformed,
  transformedRules,
} from '../../testSupport';
import { wasmKernels } from '../kernels';
import { startTeam, type Team } from './team';

let kernels: Kernels = {};
beforeAll(async () => {
  await startWasm(true);
  await ready();
  kernels = wasmKernels();
});

const sparse = (): Dataset =>
  bytesData({ inputs: 70, outputs: 5, mean: 33, deviation: 79 }, { train: 61, test: 40 }, (stream) =>
    stream.below(10) < 7 ? 0 : 1 + stream.below(255),
  );

type Case = readonly [name: string, changes: Partial<RunSpec>, data: () => Dataset];
const blocks = (rules: readonly RunSpec['rule'][], name: string, hidden: readonly HiddenLayer[]): Case[] =>
  rules.map((rule) => [`${name}, ${rule}`, { rule, hidden: [...hidden], optimizer: 'adam' }, convolvedData]);
const cases: readonly Case[] = [
  ...ruleIds.map((rule): Case => [`dense, ${rule}`, { rule, hidden: [37, 21], optimizer: 'adam' }, tinyData]),
  ...ruleIds.map((rule): Case => [`sparse, ${rule}`, { rule, hidden: [41, 9], optimizer: 'adam' }, sparse]),
  ...optimizerIds.map(
    (optimizer): Case => [
      `sparse, f3-error by ${optimizer}`,
      { rule: 'f3-error', hidden: [67], optimizer },
      sparse,
    ],
  ),
  ...blocks(convolvedRules, 'convolutions', convolved),
  ...blocks(transformedRules, 'transformers', transformed),
];

/** All that a run computes, and what it has learned at its end. */
async function resultOf([, changes, data]: Case) {
  const spec = tinyConfig({ batchSize: 11, epochs: 2, ...changes });
  const run = createRun(spec, data(), { kernels, checkpoints: true });
  const events: unknown[] = [];
  let learned: unknown;
  for await (const event of run.events) {
    events.push(computedOf(event));
    if (event.type === 'checkpoint') learned = await run.checkpoint();
  }
  return { events, learned };
}
type Result = Awaited<ReturnType<typeof resultOf>>;

const alone = new Map<Case, Result>();
async function aloneOf(one: Case): Promise<Result> {
  const known = alone.get(one) ?? (await resultOf(one));
  alone.set(one, known);
  return known;
}

describe.each([2, 3, 4, 8])('%i threads', (threads) => {
  let team: Team;
  beforeAll(async () => {
    for (const one of cases) await aloneOf(one);
    // Every call is shared, however small.
    team = await startTeam(threads, startHelper, 0);
  });
  afterAll(() => team.end());
  it.each(cases)('%s: the same bits as one', async (...one) => {
    const before = team.pieces();
    const found = await resultOf(one);
    expect(found).toEqual(await aloneOf(cases.find(([name]) => name === one[0]) as Case));
    expect(team.pieces()).toBeGreaterThan(before);
    expect(team.present()).toBe(threads);
  });
});
