import { memory } from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import { startBackend } from '../cli/backend';
import { judge } from '../client/backend';
import { selfTestReference } from '../client/selfTestReference';
import type { BlockKernels, Kernels } from '../core/kernels';
import type { BackendId } from '../core/run/backends';
import { plainSettings, type RunSpec } from '../core/run/spec';
import type { Dataset } from '../core/samples/dataset';
import { tinyData } from '../core/testSupport';
import { measureRun, selfTestValues } from './selfTest';

const test = async (backend: BackendId) => {
  const values = await selfTestValues(await startBackend(backend));
  expect(values).toHaveLength(selfTestReference.length);
  return { values, ...judge({ backend, msPerStep: 1, computed: { values, reference: selfTestReference } }) };
};

it('the reference is what the cpu backend computes', async () => {
  // Seven digits are written.
  expect((await test('cpu')).difference).toBeLessThan(1e-6);
});

it('WebAssembly passes with room to spare; a weight that is off by 0.001 fails', async () => {
  const { values, note, difference } = await test('wasm');
  expect(note).toBeUndefined();
  expect(difference).toBeLessThan(1e-5);
  const wrong = Float32Array.from(values, (value, i) => (i === 100 ? value + 0.001 : value));
  const computed = { values: wrong, reference: selfTestReference };
  expect(judge({ backend: 'wasm', msPerStep: 1, computed }).note).toMatch(/wrong results/);
});

it('a run is timed on its own data, also where its epochs are shorter than what is timed, and leaves nothing', async () => {
  const { openTape: _repeats, ...kernels } = await startBackend('wasm');
  const forward = vi.fn(kernels.blocks?.dense?.forward as NonNullable<BlockKernels['forward']>);
  const counting: Kernels = { ...kernels, blocks: { dense: { ...kernels.blocks?.dense, forward } } };
  const spec: RunSpec = {
    ...plainSettings,
    ...{ dataset: 'tiny', rule: 'f3-error', hidden: [4], activation: 'tanh', outputActivation: 'sigmoid' },
    ...{ loss: 'bce', optimizer: 'adam', learningRate: 0.01, batchSize: 4, epochs: 1, seed: 0 },
    startFrom: 'weights-that-are-elsewhere',
  };
  const before = memory().numTensors;
  const milliseconds = await measureRun(counting, 20, spec, tinyData() as Dataset);
  expect(milliseconds).toBeGreaterThan(0);
  expect(Number.isFinite(milliseconds)).toBe(true);
  expect(memory().numTensors).toBe(before);
  // Two layers, some 500 steps.
  expect(forward.mock.calls.length).toBeGreaterThan(8);
  expect(forward.mock.calls.length).toBeLessThan(1100);
});
