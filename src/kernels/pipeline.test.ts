// Pipelines on the page's most common backend: recorded steps, lists of bytes and kernels in every stage.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import type { Kernels } from '../core/kernels';
import { createStream } from '../core/random/rng';
import { rules } from '../core/rules';
import { isUpdateLocked } from '../core/rules/rule';
import { runIdOf } from '../core/run/spec';
import { tinyConfig } from '../core/testSupport';
import { canBePipelined } from '../core/trainer/pipeline/problem';
import { interleavedCrew, outcomeOf } from '../core/trainer/pipeline/testSupport';
import { blockRuns, bytesData, convolvedData } from './testSupport';

let kernels: Kernels = {};
beforeAll(async () => {
  kernels = await startBackend('wasm');
});

/** As many batches as a step needs to be recorded and repeated, and an odd last one. */
const bytes = () =>
  bytesData({ inputs: 30, outputs: 4, mean: 33, deviation: 79 }, { train: 263, test: 40 }, (stream) =>
    stream.below(10) < 7 ? 0 : 1 + stream.below(255),
  );

async function expectSame(
  spec: ReturnType<typeof tinyConfig>,
  data: ReturnType<typeof bytes>,
  stages: readonly number[],
): Promise<void> {
  const { lost: _, ...alone } = await outcomeOf(spec, data, { kernels });
  const split = isUpdateLocked(rules[spec.rule]) ? [1, 4] : [1];
  for (const count of stages)
    for (const microBatches of split) {
      const stream = createStream(count, runIdOf(spec));
      const crew = interleavedCrew(count, kernels, stream, {}, undefined, microBatches);
      const { lost, ...pipelined } = await outcomeOf(spec, data, { kernels, crew });
      expect(lost).toEqual([]);
      expect(pipelined, `${count} stages, ${microBatches} micro-batches`).toEqual(alone);
    }
}

describe('the same bytes with 2, 3 and 4 stages', () => {
  it.each([
    ['f3-error', 'adam', 'one-hot'],
    ['f3-error', 'sgd', 'raw'],
    ['f3-error', 'momentum', 'softmax'],
    ['f3-loss', 'adam', 'aggregate'],
    ['drtp', 'rmsprop', 'raw'],
    ['llo', 'nesterov', 'raw'],
    ['bp', 'adam', 'raw'],
    ['bp', 'rmsprop', 'raw'],
    ['fa', 'momentum', 'raw'],
    ['dfa', 'adam', 'raw'],
    ['sdfa', 'sgd', 'raw'],
  ] as const)('%s with %s and error information %s', async (rule, optimizer, errorTransform) => {
    const spec = tinyConfig({
      rule,
      optimizer,
      errorTransform,
      hidden: [21, 13, 8],
      batchSize: 6,
      epochs: 2,
    });
    await expectSame(spec, bytes(), [2, 3, 4]);
  });

  it.each(blockRuns.filter(([rule]) => canBePipelined({ rule })))('%s with %s', async (rule, _, hidden) => {
    const spec = tinyConfig({ rule, hidden: [...hidden], optimizer: 'adam', batchSize: 8, epochs: 2 });
    await expectSame(spec, convolvedData(), [2, 3, 4]);
  });
});
