import { expect, it } from 'vitest';
import { hiddenLayer } from '../core/blocks/hidden';
import type { Experiment } from '../core/run/spec';
import { defaultExperiment } from './defaults';
import { roughly, totalsOf } from './totals';

const speed = { msPerStep: 3, cores: 2 };
const totals = (part: Partial<Experiment>, backend: Experiment['backend'] = 'wasm') =>
  totalsOf({ ...defaultExperiment(), rules: ['bp', 'f3-error'], ...part, backend }, {}, speed);

it('has parameters, the range of a step’s operations, bytes and the seconds of an epoch', () => {
  const found = totals({ hidden: [500] });
  expect(found?.parameters).toBe(784 * 500 + 500 + 5010);
  expect(found?.step[0]).toBeLessThan(found?.step[1] ?? 0);
  expect(found?.bytes).toBeGreaterThan(2 * 4 * 397_510);
  expect(found?.epochSeconds).toBeGreaterThan(0);
  expect(totals({ hidden: [500], epochs: 3 })?.epochSeconds).toBeCloseTo(found?.epochSeconds ?? 0, 6);
});

it('follows the blocks: a convolution has few parameters and many operations', () => {
  const conv = totals({ hidden: [hiddenLayer('convolution', { channels: 8 })] });
  expect(conv?.parameters).toBe(9 * 8 + 8 + 8 * 14 * 14 * 10 + 10);
  expect(conv?.step[0]).toBeGreaterThan(totals({ hidden: [8] })?.step[0] ?? 0);
});

it('says nothing about networks that do not stand, nor what is not known', () => {
  expect(totals({ hidden: [20, hiddenLayer('convolution', {})] })).toBeUndefined();
  expect(totals({ rules: [] })).toBeUndefined();
  expect(totals({ hidden: [20] }, 'webgpu')?.bytes).toBeUndefined();
  expect(totalsOf(defaultExperiment(), {}, undefined)?.epochSeconds).toBeUndefined();
});

it('a duration is rough', () => {
  expect([0.42, 75, 700, 9000].map(roughly)).toEqual(['0.42\u202fs', '75\u202fs', '12 min', '3 hours']);
});
