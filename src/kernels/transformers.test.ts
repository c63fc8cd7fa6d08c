/** Training steps of transformers on wasm against the same on the cpu backend, and in-place updates between their products. */
import { ready, setBackend } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import type { Kernels } from '../core/kernels';
import { createNetwork, drawInitialValues } from '../core/network/network';
import { trainStep } from '../core/passes/step';
import { firstBatch, memoryOf, tinyConfig, valuesOf } from '../core/testSupport';
import { convolvedData, transformed, transformedRules } from './testSupport';

const data = convolvedData();
const BATCH = 20;

/** Losses of some steps, then all parameters. */
async function steps(rule: (typeof transformedRules)[number], kernels: Kernels): Promise<number[][]> {
  const config = tinyConfig({
    ...{ rule, hidden: transformed, batchSize: BATCH, learningRate: 0.001 },
    ...{ outputActivation: 'softmax', loss: 'ce', feedbackInit: 'trinomial' },
  });
  const net = createNetwork(config, data, drawInitialValues(config, data), kernels);
  const memory = memoryOf(config, undefined, data);
  const losses: number[] = [];
  for (let step = 0; step < 5; step++) {
    const loss = trainStep(net, firstBatch(data, BATCH), memory);
    losses.push(...(await loss.data()));
    loss.dispose();
  }
  const found = [losses, await valuesOf(net)];
  net.dispose();
  return found;
}

it('the same steps on cpu, on wasm in plain operations and by its kernels agree to 1e-4', async () => {
  const onCpu = await startBackend('cpu');
  const wanted = new Map<string, number[][]>();
  for (const rule of transformedRules) wanted.set(rule, await steps(rule, onCpu));
  const kernels = await startBackend('wasm');
  // Without `blocks` the weights are still updated in place.
  for (const rule of transformedRules)
    for (const [name, own] of Object.entries({ kernels, plain: { ...kernels, blocks: {} } })) {
      const found = await steps(rule, own);
      for (const [part, numbers] of (wanted.get(rule) as number[][]).entries())
        for (const [i, value] of numbers.entries()) {
          const difference = Math.abs((found[part]?.[i] as number) - value);
          expect(difference, `${rule}, ${name}, ${part}, ${i}`).toBeLessThan(
            1e-4 * Math.max(1, Math.abs(value)),
          );
        }
    }
  await setBackend('cpu');
  await ready();
});
