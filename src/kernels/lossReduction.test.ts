/** A summed loss through the fused output kernels of wasm. */
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import { losses, lossIds } from '../core/head/loss';
import type { Kernels } from '../core/kernels';
import { type RuleId, ruleIds, rules } from '../core/rules';
import { createRun } from '../core/run/run';
import type { RunSpec } from '../core/run/spec';
import { tinyConfig, tinyData } from '../core/testSupport';

let kernels: Kernels = {};
beforeAll(async () => {
  kernels = await startBackend('wasm');
});

const N = 4;
const cases = (['bp', 'fa', 'llo'] as const).flatMap((rule) => lossIds.map((loss) => ({ rule, loss })));

async function testLoss(changes: Partial<RunSpec>): Promise<number> {
  // 20 of 23 samples: every batch is full, so that the sum is a constant times the mean.
  const spec = tinyConfig({ batchSize: N, trainingSamples: 20, measures: [], epochs: 3, ...changes });
  for await (const event of createRun(spec, tinyData(), { kernels }).events)
    if (event.type === 'summary') return event.testLoss;
  throw new Error('The run has no end.');
}

it.each(cases)('$rule, $loss: equals the mean with a rate times its terms', async ({ rule, loss }) => {
  const outputActivation = loss === 'ce' ? 'softmax' : 'sigmoid';
  const terms = N * losses[loss].reportedScale(3);
  const common = { rule, loss, outputActivation } as const;
  const sum = await testLoss({ ...common, lossReduction: 'sum', learningRate: 0.1 / terms });
  const mean = await testLoss({ ...common, learningRate: 0.1 });
  expect(sum).toBeCloseTo(mean, 5);
  expect(await testLoss({ ...common, lossReduction: 'sum', learningRate: 0.1 })).not.toBeCloseTo(mean, 3);
});

it('leaves the hidden deltas of direct rules as they are', async () => {
  const direct = ruleIds.filter((id: RuleId) => rules[id].path === 'direct');
  for (const rule of direct) {
    const frozenOutput: Partial<RunSpec> = { rule, learningRate: 0.01, freeze: [{ layer: 3, from: 1 }] };
    const sum = await testLoss({ ...frozenOutput, lossReduction: 'sum' });
    expect(sum, rule).toBe(await testLoss(frozenOutput));
  }
});
