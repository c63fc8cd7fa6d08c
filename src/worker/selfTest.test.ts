import { expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import { judge } from '../client/backend';
import { selfTestReference } from '../client/selfTestReference';
import type { BackendId } from '../core/run/backends';
import { selfTestValues } from './selfTest';

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
