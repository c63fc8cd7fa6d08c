/** A visitor receives every hidden delta, however layers learn, and tensors that it keeps survive the pass. */
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { ruleIds, rules } from '../rules';
import { firstBatch, memoryOf, tinyConfig, tinyData, tinyNetwork, useCpu } from '../testSupport';
import { passBatch } from './pass';
import type { Update } from './visitor';

beforeAll(useCpu);

it.each(ruleIds)('%s: the same deltas, from gradients and by a kernel', async (rule) => {
  const net = tinyNetwork(tinyConfig({ rule, hidden: [7, 5] }));
  const batch = firstBatch(tinyData(), 5);
  const read = memoryOf(net.config)?.read(batch);
  const toldBy = async (update: Update): Promise<number[][]> => {
    const told: Tensor2D[] = [];
    const values: number[][] = [];
    tidy(() => {
      passBatch(net, net, batch, read, {
        update,
        delta: (layer, dh) => {
          told[layer] = dh;
          return [dh];
        },
      });
      for (const dh of told) values.push([...dh.dataSync()]);
    });
    return values;
  };
  const learned: number[] = [];
  const gradients = await toldBy({ from: 'gradients', apply: () => [] });
  const byKernel = await toldBy({ from: 'delta', apply: (layer) => void learned.push(layer) });
  expect(byKernel).toEqual(gradients);
  const { path } = rules[rule];
  expect(gradients).toHaveLength(path === 'none' || path === 'input' ? 0 : 2);
  expect(learned.toSorted()).toEqual(path === 'none' ? [2] : [0, 1, 2]);
  net.dispose();
});
