import { describe, expect, it } from 'vitest';
import { scaleEnd } from '../../../core/format';
import type { Inspection } from '../../../core/measures/inspect';
import { rules } from '../../../core/rules';
import { layoutOf } from './diagramLayout';
import { diagramReadings } from './diagramReadings';
import { iconPlace } from './icon';
import { boxOf, lanesOf } from './lanes';
import { below, movePart, type Parts, partAt, partBox, partReading } from './partSpots';
import { barsOf } from './SignalBox';
import { signalScale } from './signalScale';
import { signalNotes, signalSentence } from './signalText';
import { readingText } from './spots';
import { stepText } from './stepText';

const settings = { outputActivation: 'sigmoid', errorTransform: 'raw' } as const;

describe('the scale of what feedback starts from', () => {
  it('is fixed where values are bounded, whatever the values are', () => {
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
  it('is the next round number where there are no bounds, and symmetric', () => {
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

it('a scale of any size has its ends inside the box, left of the bars, and is read where it is drawn', () => {
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

describe('what the box says', () => {
  const facts = { sample: 41, value: 0.4, name: 'class 7', isClass: true };
  it('is the value, and from which visit it is', () => {
    const memory = (visited: number | undefined) =>
      ({ ...facts, source: 'memory', inspection: inspection(5, 500, visited) }) as const;
    expect(signalNotes(memory(4))).toEqual(['0.400', 'epoch 4']);
    expect(signalNotes({ ...memory(undefined), value: 1 })).toEqual(['1.00', 'its label']);
    expect(signalSentence(memory(4), { low: 0, high: 1 })).toBe(
      'Error memory of training sample no. 42: 0.400 at class 7, left by its visit in epoch 4. Bars go from 0 to 1.',
    );
    expect(signalSentence(memory(undefined), { low: 0, high: 1 })).toContain(
      'not visited yet, so it is its label (e₀ = y*)',
    );
    expect(signalSentence(memory(0), { low: -1, high: 1 })).toMatch(
      /inference epoch\. Bars go from −1 to 1\.$/,
    );
  });
  it('of an error is of the present weights, of a target its label', () => {
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

const layout = layoutOf({ sizes: [784, 500, 300, 10], layer: 1, width: 452, image: true });
const columns = [0, 50, 100, 150, 200, 250, 299, 349, 399, 449, 499];
const icon = {
  values: Float32Array.from({ length: 55 }, (_, i) => i / 100),
  rows: [0, 2, 5, 7, 9],
  columns,
  columnName: 'unit',
  m: 1,
};
const parts: Parts = {
  pictures: lanesOf(rules['f3-error'], layout).weights.map((weights) => ({ weights, icon })),
  drawn: 'seed 0',
  signal: {
    box: boxOf(rules['f3-error'], layout)!,
    title: 'Error memory',
    unit: [0, 1, 2],
    names: undefined,
    values: [0, 0.4, -0.1],
    scale: { low: -1, high: 1 },
    since: 'epoch 4',
  },
};

describe('cells of B and bars of the memory', () => {
  it('are read under the pointer, with their numbers in the whole of B', () => {
    const [first] = parts.pictures;
    const corner = iconPlace(first!.weights, icon);
    const spot = partAt(parts, corner.x + 4 * 3 + 1, corner.y + 4 * 2 + 1)!;
    expect(spot).toEqual({ part: 'feedback', picture: 0, row: 2, column: 3 });
    expect(readingText(partReading(parts, spot))).toBe('B₁, row 5, unit 150, seed 0: 0.250');
    const { x, y } = partBox(parts, { part: 'signal', bar: 1 });
    const bar = partAt(parts, x + 2, y + 2)!;
    expect(readingText(partReading(parts, bar))).toBe('Error memory, output 1, epoch 4: 0.400');
    expect(partAt(parts, 5, 5)).toBeUndefined();
  });
  it('are reached by keys: down from the last unit, along the cells, on to the memory and back', () => {
    const cell = below(layout, parts, { column: 1, index: 10 })!;
    expect(cell).toEqual({ part: 'feedback', picture: 0, row: 0, column: 0 });
    expect(below(layout, parts, { column: 1, index: 9 })).toBeUndefined();
    const keys = (from: Parameters<typeof movePart>[2], ...all: string[]) =>
      all.reduce<ReturnType<typeof movePart>>(
        (spot, key) => (spot && 'part' in spot ? movePart(layout, parts, spot, key) : spot),
        from,
      );
    expect(keys(cell, 'ArrowDown', 'ArrowRight')).toEqual({
      part: 'feedback',
      picture: 0,
      row: 1,
      column: 1,
    });
    expect(keys(cell, 'ArrowUp')).toEqual({ column: 1, index: 10 });
    const { columns: shown } = iconPlace(parts.pictures[1]!.weights, icon);
    const last = { part: 'feedback', picture: 1, row: 0, column: shown - 1 } as const;
    expect(keys(last, 'ArrowRight')).toEqual({ part: 'signal', bar: 0 });
    expect(keys(last, 'ArrowRight', 'ArrowLeft')).toEqual({ ...last, column: 0 });
    expect(keys({ part: 'signal', bar: 2 }, 'ArrowRight')).toEqual({ part: 'signal', bar: 2 });
    expect(keys({ part: 'signal', bar: 2 }, 'ArrowUp')).toEqual({ column: 3, index: 9 });
    expect(below(layout, parts, { column: 3, index: 9 })).toEqual({ part: 'signal', bar: 0 });
    expect(movePart(layout, parts, last, 'x')).toBeUndefined();
  });
  it('stand in the table, each once, as everything that can be read', () => {
    const all = diagramReadings(layout, undefined, parts);
    const cells = parts.pictures.reduce((sum, { weights }) => sum + 5 * iconPlace(weights, icon).columns, 0);
    const units = layout.columns.reduce((sum, one) => sum + one.units.length, 0);
    expect(all).toHaveLength(3 + cells + units + 121 + 121 + 110);
    expect(new Set(all.map(({ what }) => what)).size).toBe(all.length);
    expect(all[1]).toEqual({ what: 'Error memory, output 1, epoch 4', value: 0.4 });
  });
});

it('a single step says its loss and how far it moved each layer', () => {
  const moved = { by: [0.626, 0.0707], of: [12.9, 1.81] };
  expect(stepText({ step: 121, loss: 2.3123, moved }, 120)).toBe(
    'Step 1 of 120: loss 2.31 on its batch. It moved W₁ by 0.626 (4.85\u202f%), W₂ by 0.0707 (3.91\u202f%).',
  );
  const deep = { by: Array(31).fill(0.5), of: Array(31).fill(1) };
  expect(stepText({ step: 3, loss: Number.NaN, moved: deep }, 120)).toMatch(
    /loss not a number on its batch\. It moved W₁ by .*, W₂ by .*, …, W₃₁ by 0\.500 \(50\.00.%\)\.$/,
  );
  expect(stepText({ step: 1, loss: 1, moved: { by: [0, null], of: [0, 1] } }, 9)).toContain(
    'W₁ by 0.00, W₂ by what is not a number.',
  );
});
