/** The heap of a worker that trains a network of MNIST's size: it never shrinks, so that the highest peak decides. */
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import { capacities, footprint } from '../core/cost/footprint';
import type { Kernels } from '../core/kernels';
import { tinyConfig, train } from '../core/testSupport';
import { bytesData } from './testSupport';
import { wasmMemory } from './wasm/memory';

let kernels: Kernels = {};
beforeAll(async () => {
  kernels = await startBackend('wasm');
});

it('784-500-10 with the default measure takes no more than 20.2 MB, and about as much as predicted', async () => {
  // As many bytes other than 0 as MNIST has: 19 %.
  const data = bytesData(
    { inputs: 784, outputs: 10, mean: 33, deviation: 79 },
    { train: 1500, test: 2000 },
    (stream) => stream.below(1345) - 1090,
  );
  const changes = { hidden: [500], batchSize: 50, optimizer: 'adam', measures: ['gradient-angle'] } as const;
  const shape = { inputs: 784, outputs: 10, samples: 1500, classes: true };
  for (const rule of ['f3-error', 'bp', 'pepita'] as const) {
    const config = tinyConfig({ ...changes, measures: [...changes.measures], hidden: [500], rule });
    const reported: number[] = [];
    for await (const event of train(config, data, { kernels, predictions: true, samplesPerEpoch: 3 })) {
      expect(event.type).not.toBe('diverged');
      if (event.type === 'epoch') reported.push(event.machine.heapBytes ?? 0);
    }
    const predicted = footprint(config, shape, capacities.wasm).bytes;
    const heap = wasmMemory().heapBytes();
    expect(reported.at(-1), 'what the page shows').toBe(heap);
    expect(heap, rule).toBeLessThanOrEqual(20.2e6);
    expect(heap / predicted, rule).toBeGreaterThan(0.8);
    expect(heap / predicted, rule).toBeLessThan(1.25);
  }
}, 60_000);
