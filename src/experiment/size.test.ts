import { describe, expect, it } from 'vitest';
import { capacities, footprint } from '../core/cost/footprint';
import { ruleIds } from '../core/rules';
import { defaultExperiment } from './defaults';
import { bytesAtOnce, bytesOfEach, shapeOf, sizeProblem } from './size';

const base = { ...defaultExperiment(), dataset: 'mnist', optimizer: 'adam' as const };
const tab = { bytes: 2 ** 34, name: 'a browser tab' };
/** A GPU with a maximum buffer size of 128 MiB. */
const device = {
  name: 'WebGPU here',
  bytes: Number.POSITIVE_INFINITY,
  tensorBytes: 2 ** 27,
  inPlace: [],
  packsState: true,
};

describe('networks that do not fit are rejected', () => {
  it.each([
    ['8192x4', Array(4).fill(8192)],
    ['8192x1000', Array(1000).fill(8192)],
  ])('%s on every backend, with the bytes needed, the capacity and what would fit', (text, hidden) => {
    for (const backend of ['auto', 'wasm', 'cpu', 'webgpu'] as const) {
      const capacity = backend === 'webgpu' ? device : undefined;
      const problem = sizeProblem({ ...base, hidden, backend }, { ...tab, capacity });
      expect(problem).toMatch(
        new RegExp(
          `^Hidden layers: ${text} (needs about|has a tensor of) .*can hold [\\d.]+\\s[GM]B.* Choose at most \\d+x\\d+`,
        ),
      );
    }
  });

  it('nine networks that fit one by one but not together; the suggested number fits', () => {
    const experiment = { ...base, rules: [...ruleIds], hidden: [6000, 6000], measures: [] };
    const each = bytesOfEach(experiment, capacities.wasm);
    expect(Math.max(...each)).toBeLessThan(capacities.wasm.bytes);
    const least = { bytes: 4e9, name: 'a browser tab' };
    const problem = sizeProblem(experiment, least);
    expect(problem).toMatch(
      /^Hidden layers: 6000x2 needs about [\d.]+\sGB for 9 algorithms at once with Adam; a browser tab can hold 4\sGB in all\. Choose at most \d algorithms?, or at most \d+x2\.$/,
    );
    const count = Number(/at most (\d) algorithm/.exec(problem ?? '')?.[1]);
    const sorted = each.toSorted((a, b) => a - b);
    const sum = (n: number): number => sorted.slice(0, n).reduce((a, b) => a + b, 0);
    expect(sum(count)).toBeLessThanOrEqual(least.bytes);
    expect(sum(count + 1)).toBeGreaterThan(least.bytes);
    const width = Number(/at most (\d+)x2/.exec(problem ?? '')?.[1]);
    expect(sizeProblem({ ...experiment, hidden: [width, width] }, least)).toBeUndefined();
    expect(sizeProblem({ ...experiment, hidden: [width + 2, width + 2] }, least)).toBeDefined();
    // They fit one after another, as the command line trains them.
    expect(sizeProblem(experiment, {})).toBeUndefined();
  });

  it('several seeds count the first seed’s networks, and as many others as train at once', () => {
    const experiment = {
      ...base,
      rules: ['bp' as const, 'dfa' as const, 'pepita' as const],
      hidden: [3000, 3000],
      seeds: [0, 1, 2, 3, 4],
    };
    const each = bytesOfEach(experiment, capacities.wasm);
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    const largest = each.toSorted((a, b) => b - a);
    const needed = (atOnce: number) => sum(bytesAtOnce(experiment, capacities.wasm, { atOnce }));
    expect(needed(2)).toBeCloseTo(sum(each) + 2 * (largest[0] as number), 0);
    // Four other seeds have four networks of the largest rule.
    expect(needed(5)).toBeCloseTo(sum(each) + 4 * (largest[0] as number) + (largest[1] as number), 0);
    expect(needed(100)).toBeCloseTo(5 * sum(each), 0);
    expect(sum(bytesAtOnce(experiment, capacities.wasm, {}))).toBeCloseTo(5 * sum(each), 0);
    expect(bytesAtOnce({ ...experiment, seeds: [9] }, capacities.wasm, { atOnce: 2 })).toEqual(each);

    const machine = { bytes: needed(2) - 1, name: 'a browser tab', atOnce: 2 };
    const problem = sizeProblem(experiment, machine);
    expect(problem).toMatch(
      /^Hidden layers: 3000x2 needs about [\d.]+\s[GM]B for 5 networks at once with Adam; .* Choose at most 2 algorithms, or at most 2 seeds, or at most \d+x2\.$/,
    );
    expect(sizeProblem({ ...experiment, seeds: [0, 1] }, machine)).toBeUndefined();
    expect(sizeProblem({ ...experiment, seeds: [0, 1, 2] }, machine)).toBeDefined();
    expect(sizeProblem({ ...experiment, rules: ['bp', 'dfa'] }, machine)).toBeUndefined();
    expect(sizeProblem(experiment, { ...machine, bytes: needed(2) })).toBeUndefined();
  });

  it('a GPU’s capacity counts only after it is known', () => {
    const wide = { ...base, hidden: [8192, 8192], backend: 'webgpu' as const };
    expect(sizeProblem(wide, {})).toBeUndefined();
    expect(sizeProblem(wide, { capacity: device })).toMatch(/WebGPU here can hold 134\sMB in one/);
  });

  it('common networks are accepted', () => {
    for (const hidden of [[500], Array(5).fill(1024), Array(30).fill(100)])
      expect(sizeProblem({ ...base, hidden, rules: [...ruleIds] }, tab)).toBeUndefined();
  });

  it('counts the bytes of one network', () => {
    const data = shapeOf(base)!;
    const [first] = bytesOfEach({ ...base, rules: ['dfa'] }, capacities.cpu);
    expect(first).toBe(footprint({ ...base, rule: 'dfa' }, data, capacities.cpu).bytes);
  });
});
