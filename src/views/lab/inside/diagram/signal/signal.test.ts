import { describe, expect, it } from 'vitest';
import { scaleEnd } from '../../../../../core/format';
import { rules } from '../../../../../core/rules';
import type { Inspection } from '../../../../../core/run/inspect/network';
import { barsOf } from './SignalBox';
import { signalScale } from './signalScale';
import { signalNotes, signalSentence } from './signalText';

const settings = { outputActivation: 'sigmoid', errorTransform: 'raw' } as const;

describe('the scale of the feedback source', () => {
  it('is fixed if values are bounded, independent of the values', () => {
    for (const locked of [0, 1e-3, 1]) {
      const scale = (rule: keyof typeof rules, changes = {}) =>
        signalScale(rules[rule], { ...settings, ...changes }, true, locked);
      expect(scale('drtp')).toEqual({ low: 0, high: 1 });
      expect(scale('f3-error', { errorTransform: 'one-hot' })).toEqual({ low: 0, high: 1 });
      expect(scale('f3-error')).toEqual({ low: -1, high: 1 });
      expect(scale('dfa')).toEqual({ low: -1, high: 1 });
      expect(scale('bp', { outputActivation: 'softmax' })).toEqual({ low: -1, high: 1 });
      expect(scale('f3-error', { outputActivation: 'linear', errorTransform: 'softmax' })).toEqual({
        low: -1,
        high: 1,
      });
    }
  });
  it('is symmetric and ends on a round number if values are unbounded', () => {
    const free = (rule: keyof typeof rules, isClass: boolean, locked: number) =>
      signalScale(rules[rule], settings, isClass, locked);
    expect(free('f3-loss', true, 0.0031)).toEqual({ low: -0.005, high: 0.005 });
    expect(free('dfa', false, 1.7)).toEqual({ low: -2, high: 2 });
    expect(free('drtp', false, 2)).toEqual({ low: -2, high: 2 });
    expect(free('f3-error', false, 0)).toEqual({ low: -1, high: 1 });
    expect(signalScale(rules.dfa, { ...settings, outputActivation: 'linear' }, true, 3)).toEqual({
      low: -5,
      high: 5,
    });
  });
});

it('labels of any scale fit inside the box, left of the bars, and bars are read where they are drawn', () => {
  // Inter at 11 px: digits, minus and "e" are no wider than this.
  const WIDEST = 7.2;
  for (let power = -9; power < 12; power += 1)
    for (const mark of [1, 2, 5]) {
      const high = Number(`${mark}e${power}`);
      const scale = { low: -high, high };
      const text = scaleEnd(-high);
      expect(Number(text.replaceAll('\u2212', '-'))).toBe(-high);
      const { from, pitch } = barsOf({ width: 108 }, 10, scale);
      expect(from - 4 - WIDEST * text.replace('.', '').length, text).toBeGreaterThanOrEqual(-1);
      expect(pitch, text).toBeGreaterThan(4.5);
      expect(from + 10 * pitch).toBeLessThanOrEqual(108 - 8 + 1e-9);
    }
  expect(barsOf({ width: 108 }, 10, { low: -1, high: 1 }).from).toBe(30);
  expect([500, 1000, 200_000, 0.05, 0.005, 0, 1].map(scaleEnd)).toEqual([
    '500',
    '1e3',
    '2e5',
    '0.05',
    '5e\u22123',
    '0',
    '1',
  ]);
});

const inspection = (epoch: number, step: number, visited: number | undefined): Inspection => ({
  seconds: 0,
  step,
  epoch,
  layers: [],
  wires: [],
  heatmap: undefined,
  sample: {
    index: 41,
    output: Float32Array.of(0.9),
    target: Float32Array.of(1),
    remembered: Float32Array.of(0.4),
    visited,
  },
});

describe('the texts of the box', () => {
  const facts = { sample: 41, value: 0.4, name: 'class 7', isClass: true };
  it('are the value, and the visit that it is from', () => {
    const memory = (visited: number | undefined) =>
      ({ ...facts, source: 'memory', inspection: inspection(5, 500, visited) }) as const;
    expect(signalNotes(memory(4))).toEqual(['0.400', 'epoch 4']);
    expect(signalNotes({ ...memory(undefined), value: 1 })).toEqual(['1.00', 'its label']);
    expect(signalSentence(memory(4), { low: 0, high: 1 })).toBe(
      'Error memory of training sample no. 42: 0.400 at class 7, stored at its visit in epoch 4. Bars go from 0 to 1.',
    );
    expect(signalSentence(memory(undefined), { low: 0, high: 1 })).toContain(
      'not visited yet, so it holds its label (e₀ = y*)',
    );
    expect(signalSentence(memory(0), { low: -1, high: 1 })).toMatch(
      /inference epoch\. Bars go from −1 to 1\.$/,
    );
  });
  it('describe an error of the current weights, and a target as label', () => {
    const error = { ...facts, source: 'error', inspection: inspection(5, 1234, undefined) } as const;
    expect(signalNotes(error)).toEqual(['0.400', 'epoch 5']);
    expect(signalSentence(error, { low: -1, high: 1 })).toContain('after step 1,234, in epoch 5');
    const unknown = { ...error, inspection: undefined, value: undefined };
    expect(signalNotes(unknown)).toEqual(['–', 'no epoch yet']);
    expect(signalNotes({ ...error, source: 'target', value: 1, isClass: false })).toEqual([
      '1.00',
      'its target',
    ]);
  });
});
