import { describe, expect, it } from 'vitest';
import { datasets } from '../../data';
import { amountText, bytesText } from '../parts/amounts';
import { placeOf } from './place';
import { sizeLine } from './texts';

describe('amounts', () => {
  it.each([
    [0, '0 kB'],
    [5_000, '5 kB'],
    [84_199, '84 kB'],
    [348_625, '0.3 MB'],
    [11_594_722, '12 MB'],
    [170_031_301, '170 MB'],
    [4_000_000_000, '4 GB'],
  ])('%i bytes are %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });

  it('a part stands in the unit of the whole', () => {
    expect(amountText(61_200_000, 90_000_000)).toBe('61 of 90 MB');
    expect(amountText(0, 348_625)).toBe('0 of 0.3 MB');
    expect(amountText(5_000, 0)).toBe('5 kB');
  });
});

describe('the line of sizes', () => {
  const base = { ...datasets.digits, trainSize: 773_120, testSize: 193_280 };
  const { image: _image, ...table } = base;
  it('counts images, rows and points, classes and columns', () => {
    expect(sizeLine(base, false)).toBe('773,120 + 193,280 images · 10 classes');
    expect(sizeLine({ ...table, inputs: 14, outputs: 1, task: 'regression' }, false)).toBe(
      '773,120 + 193,280 rows · 14 columns · regression',
    );
    expect(sizeLine({ ...table, inputs: 20, outputs: 7 }, true)).toBe(
      '773,120 + 193,280 rows · 20 inputs · 7 classes',
    );
    expect(sizeLine({ ...table, inputs: 2, outputs: 2 }, false)).toBe('773,120 + 193,280 points · 2 classes');
  });
});

describe('where a set is', () => {
  const state = { folder: 'mnist', here: undefined, bytes: 0, canGet: true } as const;
  it('is known for what is built in, and for the rest once it was looked for', () => {
    expect(placeOf('digits', undefined, undefined, {}).kind).toBe('built-in');
    expect(placeOf('mnist', undefined, undefined, {}).kind).toBe('unknown');
    expect(placeOf('mnist', undefined, {}, {})).toMatchObject({ kind: 'away', canGet: false });
    expect(placeOf('mnist', undefined, { mnist: state }, {})).toMatchObject({ kind: 'away', canGet: true });
  });

  it('only what the browser keeps can be removed', () => {
    for (const here of ['browser', 'server'] as const)
      expect(placeOf('mnist', undefined, { mnist: { ...state, here, bytes: 5 } }, {})).toEqual({
        kind: 'here',
        bytes: 5,
        removable: here === 'browser',
      });
  });

  it('what is being fetched says so until it is here', () => {
    const gets = { mnist: { phase: 'getting', done: 1, total: 2 } } as const;
    expect(placeOf('mnist', undefined, { mnist: state }, gets).kind).toBe('getting');
    expect(placeOf('mnist', undefined, { mnist: { ...state, here: 'server' } }, gets).kind).toBe('here');
  });
});
