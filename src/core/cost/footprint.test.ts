import { memory as tensorMemory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ruleIds } from '../rules';
import { createRunState } from '../run/createRunState';
import { tinyConfig, tinyData, train, useCpu } from '../testSupport';
import { capacities, type DataShape, type FootprintConfig, fits, footprint, tooLarge } from './footprint';

beforeAll(useCpu);

const digits: DataShape = { inputs: 784, outputs: 10, samples: 12_000, classes: true };
const base: FootprintConfig = {
  rule: 'bp',
  hidden: [500],
  optimizer: 'adam',
  batchSize: 50,
  errorTransform: 'one-hot',
  measures: ['gradient-angle'],
};
const { wasm, cpu } = capacities;

describe('the memory of a run', () => {
  it('includes weights, optimizer state and B', () => {
    const W = 784 * 4096 + 2 * 4096 ** 2 + 40_960;
    const config: FootprintConfig = { ...base, hidden: [4096, 4096, 4096], measures: [] };
    const { bytes, tensorBytes } = footprint(config, digits, wasm);
    expect(bytes).toBeGreaterThan(3 * 4 * W);
    expect(bytes).toBeLessThan(5 * 4 * W);
    expect(tensorBytes).toBe(4 * 4096 ** 2);
    const dfa = footprint({ ...config, rule: 'dfa' }, digits, wasm).bytes;
    expect(dfa - bytes).toBeCloseTo(1.1 * 4 * 3 * 4096 * 10, 0);
    expect(footprint(config, digits, { ...wasm, packsState: true }).tensorBytes).toBe(8 * 4096 ** 2);
  });

  it('includes the error memory of rules that have one', () => {
    const bytes = (changes: Partial<FootprintConfig>) =>
      footprint({ ...base, ...changes }, digits, wasm).bytes;
    const dfa = bytes({ rule: 'dfa' });
    expect((bytes({ rule: 'f3-error' }) - dfa) / 4.4).toBeCloseTo(12_000, 0);
    expect((bytes({ rule: 'f3-error', errorTransform: 'raw' }) - dfa) / 4.4).toBeCloseTo(120_000, 0);
  });

  it.each(ruleIds)('%s: is an upper bound of the tensors alive during training', async (rule) => {
    const data = tinyData();
    const config = tinyConfig({ rule, optimizer: 'adam', hidden: [60, 40], measures: ['gradient-angle'] });
    const shape = { inputs: 6, outputs: 3, samples: 23, classes: true };
    const before = tensorMemory().numBytes;
    let most = 0;
    for await (const _ of train(config, data)) most = Math.max(most, tensorMemory().numBytes - before);
    expect(footprint(config, shape, cpu).bytes).toBeGreaterThan(most);
  });
});

describe('a network that does not fit into memory', () => {
  it('is rejected with the field, the value and what would fit', () => {
    const text = tooLarge({ ...base, hidden: [8192, 8192, 8192, 8192] }, digits, wasm);
    expect(text).toMatch(
      /^Hidden layers: 8192x4 needs about [\d.]+\sGB with Adam and these measures; WebAssembly can hold 4\.29\sGB\. Choose at most \d+x4, or no measures\.$/,
    );
    const width = Number(/at most (\d+)x4/.exec(text ?? '')?.[1]);
    const of = (units: number): FootprintConfig => ({ ...base, hidden: [units, units, units, units] });
    expect(fits(of(width), digits, wasm)).toBe(true);
    expect(fits(of(width + 2), digits, wasm)).toBe(false);
  });

  it('is answered with a network of the same proportions', () => {
    const text = tooLarge(
      { ...base, hidden: [8192, 4096, 8192, 4096], measures: ['counterfactual', 'gradient-noise'] },
      digits,
      cpu,
    );
    const [a, b, c, d] = (/at most ([\d,]+?),? or/.exec(text ?? '')?.[1] ?? '').split(',').map(Number);
    expect([a, b]).toEqual([c, d]);
    expect((a as number) / (b as number)).toBeCloseTo(2, 1);
  });

  it('is rejected for a single tensor, and reported if no width would fit', () => {
    const small = { ...wasm, bytes: Number.POSITIVE_INFINITY, tensorBytes: 2 ** 20, packsState: true };
    expect(tooLarge({ ...base, hidden: [500] }, digits, small)).toMatch(
      /has a tensor of .* in one\. Choose at most \d+\.$/,
    );
    expect(tooLarge({ ...base, hidden: [] }, digits, { ...wasm, bytes: 1000 })).toMatch(
      /Choose fewer layers/,
    );
  });

  it('does not include common networks', () => {
    for (const hidden of [
      [500],
      [1024, 1024, 1024, 1024, 1024],
      Array(100).fill(64),
      Array(1000).fill(100),
      [],
    ])
      for (const rule of ruleIds) expect(tooLarge({ ...base, rule, hidden }, digits, wasm)).toBeUndefined();
  });

  it('is rejected before anything is allocated', () => {
    const config = tinyConfig({ hidden: Array(1000).fill(8192) });
    const before = tensorMemory().numTensors;
    const start = performance.now();
    expect(() => createRunState(config, tinyData(), { kernels: { capacity: wasm } })).toThrow(
      /8192x1000 needs/,
    );
    expect(performance.now() - start).toBeLessThan(1000);
    expect(tensorMemory().numTensors).toBe(before);
  });
});
