import { describe, expect, it } from 'vitest';
import type { ColumnProfile, ImportChoices } from '../data/import/table';
import { carriedOver, freeName, readImportText, taskOf, withTarget } from './importing';

function column(name: string, looks: ColumnProfile['looks'], distinct: number): ColumnProfile {
  return { name, looks, distinct, missing: 0, texts: 0, categories: [], from: 0, to: 1, counts: [] };
}
const columns = [
  column('length', 'number', Number.POSITIVE_INFINITY),
  column('stars', 'number', 5),
  column('species', 'categories', 300),
];
const choices: ImportChoices = {
  name: 'flowers',
  target: 'species',
  task: 'classification',
  uses: { length: 'number', stars: 'leave-out' },
  standardise: true,
  testShare: 0.2,
  splitSeed: 0,
};

describe('another target', () => {
  it('is no input, the one before is an input again as it looks, and the rest stays as it was decided', () => {
    const next = withTarget(choices, columns, 'length');
    expect(next).toEqual({
      ...choices,
      target: 'length',
      task: 'regression',
      uses: { species: 'categories', stars: 'leave-out' },
    });
    expect(withTarget(next, columns, 'species')).toEqual({ ...choices, uses: { ...choices.uses } });
  });

  it('that is the same or not there changes nothing', () => {
    expect(withTarget(choices, columns, 'species')).toEqual(choices);
    expect(withTarget(choices, columns, 'colour')).toBe(choices);
  });

  it('is a class where it is text or has few values', () => {
    expect(columns.map(taskOf)).toEqual(['regression', 'classification', 'classification']);
  });
});

describe('a file that is read again', () => {
  const suggested: ImportChoices = {
    ...choices,
    name: 'suggested',
    uses: { length: 'number', stars: 'number' },
    testShare: 0.3,
  };

  it('keeps what was decided for columns that are still there', () => {
    const mine = {
      ...choices,
      target: 'length',
      task: 'regression',
      uses: { stars: 'leave-out', species: 'leave-out' },
    };
    const next = carriedOver({ suggested, columns }, mine as ImportChoices);
    expect(next).toEqual(mine);
  });

  it('takes what is suggested where the columns are others', () => {
    const mine = { ...choices, target: 'length;stars', uses: { 'a;b': 'leave-out' } };
    const next = carriedOver({ suggested, columns }, mine as ImportChoices);
    expect(next).toEqual({ ...suggested, name: 'flowers', testShare: 0.2 });
  });
});

describe('typed decisions', () => {
  it.each([
    ['testShare', '20', { testShare: 0.2 }],
    ['testShare', ' 12.5 % ', { testShare: 0.125 }],
    ['splitSeed', '7', { splitSeed: 7 }],
    ['name', ' my irises ', { name: 'my irises' }],
  ] as const)('%s “%s” is read', (key, text, choice) => {
    expect(readImportText(key, text)).toEqual({ choice });
  });

  it.each([
    ['testShare', ''],
    ['testShare', '0'],
    ['testShare', '91'],
    ['testShare', 'half'],
    ['splitSeed', '-1'],
    ['splitSeed', '1.5'],
    ['name', '  '],
  ] as const)('%s “%s” is refused, naming the field', (key, text) => {
    const name = { testShare: 'Keep for testing', splitSeed: 'Seed', name: 'Name' }[key];
    expect(readImportText(key, text)).toMatchObject({ problem: expect.stringContaining(`${name}:`) });
  });
});

it('a name that is taken gets a number', () => {
  expect(freeName('iris', [])).toBe('iris');
  expect(freeName('iris', ['iris', 'iris (2)'])).toBe('iris (3)');
});
