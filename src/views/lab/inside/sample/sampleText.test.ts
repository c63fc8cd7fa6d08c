import { describe, expect, it } from 'vitest';
import type { Dataset, Split } from '../../../../core/samples/dataset';
import { sampleText, truthText } from './sampleText';
import { rawValue } from './target';

const split = (inputs: Split['inputs'], targets: Split['targets'], size: number): Split => ({
  size,
  inputs,
  targets,
});

const wine: Dataset = {
  id: 'wine',
  inputs: 12,
  outputs: 1,
  mean: 0,
  deviation: 1,
  targetScale: { mean: 5.825, deviation: 0.878, unit: 'points' },
  train: split(
    Float32Array.from({ length: 24 }, (_, i) => (i === 13 ? 77_516 : i / 10)),
    { kind: 'values', values: Float32Array.of(0, (7 - 5.825) / 0.878) },
    2,
  ),
  test: split(new Float32Array(0), { kind: 'values', values: new Float32Array(0) }, 0),
};

describe('a row of a table', () => {
  it('has its first eight values as written in the file, and the target in its unit', () => {
    const text = sampleText({ inputNames: ['acid', 'salt'], targetName: 'quality' }, wine, 1);
    expect(text.inputs).toHaveLength(8);
    expect(text.more).toBe(4);
    expect(text.inputs.slice(0, 3)).toEqual([
      { name: 'acid', value: '1.2' },
      { name: 'salt', value: '77,516' },
      { name: 'input 2', value: '1.4' },
    ]);
    expect(text.target).toEqual({ name: 'quality', value: '7 points' });
    expect(rawValue(0, wine)).toBe(5.825);
  });
  it('has time stamps precise to a second, although they are stored as offsets', () => {
    const times: Dataset = {
      ...wine,
      inputs: 2,
      offset: Float64Array.of(1_700_000_000, 20.25),
      train: split(Float32Array.of(37, 0.000123), { kind: 'values', values: Float32Array.of(0) }, 1),
    };
    expect(sampleText({}, times, 0).inputs.map(({ value }) => value)).toEqual(['1,700,000,037', '20.250123']);
  });
  it('with two inputs and classes has two numbers and the class name', () => {
    const targets = { kind: 'classes', labels: Uint8Array.of(1) } as const;
    const points: Dataset = {
      ...wine,
      inputs: 2,
      outputs: 2,
      train: split(Float32Array.of(-1.5, 0.25), targets, 1),
    };
    expect(sampleText({ classNames: ['outer', 'inner'] }, points, 0)).toEqual({
      inputs: [
        { name: 'input 0', value: '−1.5' },
        { name: 'input 1', value: '0.25' },
      ],
      more: 0,
      target: { name: 'class', value: 'inner' },
    });
  });
});

it('a true value beside its output has the digits of its file if they fit', () => {
  expect([1987, 40_515.9, -40_515.9, 5.43, 0.00004, -123_456.789].map(truthText)).toEqual([
    '1987',
    '40,515.9',
    '\u221240,515.9',
    '5.43',
    '0.00004',
    '\u2212123,457',
  ]);
  expect(truthText(-0.000123456)).toBe('\u22121.23e\u22124');
});
