import { describe, expect, it } from 'vitest';
import { chooseFastest, judge } from './backend';

const reference = Float32Array.of(1, 2, 3);

describe('judge', () => {
  it('accepts a backend whose step agrees with the reference', () => {
    const values = Float32Array.of(1, 2, 3.00005);
    const judged = judge({ backend: 'wasm', msPerStep: 3, computed: { values, reference } });
    expect(judged).toMatchObject({ backend: 'wasm', msPerStep: 3 });
    expect(judged.note).toBeUndefined();
  });

  it.each([
    ['a wrong value', Float32Array.of(1, 2.3, 3)],
    ['not a number', Float32Array.of(1, Number.NaN, 3)],
    ['a value too few', Float32Array.of(1, 2)],
  ])('rejects %s, and reports the difference', (_case, values) => {
    const judged = judge({ backend: 'webgpu', msPerStep: 1, computed: { values, reference } });
    expect(judged.msPerStep).toBeUndefined();
    expect(judged.note).toMatch(/wrong results/);
  });
});

describe('chooseFastest', () => {
  it('chooses the fastest backend with correct results', () => {
    const choice = chooseFastest([
      { backend: 'webgpu', note: 'wrong results: one step differs by 0.3', difference: 0.3 },
      { backend: 'wasm', msPerStep: 3 },
      { backend: 'cpu', msPerStep: 41 },
    ]);
    expect(choice).toMatchObject({ backend: 'wasm', msPerStep: 3, reason: 'fastest of 2 in a short test' });
  });

  it.each([
    ['used if nothing else works; “Measure again” times it', 'passes the self-test'],
    ['did not start', 'the only one that works here'],
  ])('says why it has no rival: CPU %s', (note, reason) => {
    const measured = [
      { backend: 'wasm', msPerStep: 3 },
      { backend: 'cpu', note },
    ] as const;
    expect(chooseFastest(measured).reason).toBe(reason);
  });

  it('reports when no backend works', () => {
    expect(() => chooseFastest([{ backend: 'cpu', note: 'did not start' }])).toThrow(/No backend works/);
  });
});
