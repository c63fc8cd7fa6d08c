import { describe, expect, it } from 'vitest';
import { datasets } from '../../data';
import { missingText } from './import/ImportColumns';
import { isRemovable, placeOf } from './place';
import { checkedLine, columnsLine, imagesIn, originLine, rowTexts, sizeLine, taskChoices } from './texts';

describe('the line of columns', () => {
  it('names the target, and as many inputs as fit', () => {
    const inputNames = ['fixed acidity', 'volatile acidity', 'citric acid', 'residual sugar'];
    const line = columnsLine({ inputNames, inputs: 4, targetName: 'quality' });
    expect(line).toBe('fixed acidity, volatile acidity, citric acid, … → quality');
    expect(columnsLine({ inputNames: ['a', 'b'], inputs: 2, targetName: 'y' })).toBe('a, b → y');
  });

  it('works without names', () => {
    expect(columnsLine({ inputs: 9 })).toBe('… → target');
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

describe('other texts of a card and its dialog', () => {
  it('the licence comes first, because the end may be cut off', () => {
    expect(originLine(datasets.mnist)).toMatch(/^CC BY-SA 3\.0 · LeCun, Cortes.*1998$/);
    expect(originLine(datasets.moons)).toMatch(/^MIT · scikit-learn/);
    expect(originLine(datasets['cifar-10'])).toMatch(/^No licence stated · Krizhevsky/);
    expect(originLine({ licence: 'yours', source: 'iris.csv' })).toBe('Yours · iris.csv');
  });

  it('first rows have raw numbers, and the class by name', () => {
    const rows = [[5.099999904632568, 1, 1]];
    const classes = { task: 'classification', classNames: ['a', 'b'] } as const;
    expect(rowTexts(classes, rows)).toEqual([['5.1', '1', 'b']]);
    expect(rowTexts({ task: 'classification' }, rows)).toEqual([['5.1', '1', '1']]);
    expect(rowTexts({ ...classes, task: 'regression' }, rows)).toEqual([['5.1', '1', '1']]);
  });

  it('an unknown checksum is not claimed to be compared', () => {
    expect(checkedLine(datasets.mnist.files)).not.toContain('otherwise');
    expect(checkedLine(datasets['fashion-mnist'].files)).not.toContain('otherwise');
    expect(checkedLine([...datasets.mnist.files, {}])).toContain('otherwise');
  });
});

describe('the preview before import', () => {
  const column = {
    name: 'size',
    looks: 'number',
    task: 'regression',
    missing: 2,
    texts: 3,
    distinct: 40,
    categories: [],
    from: 0,
    to: 1,
    counts: [],
  } as const;

  it('colour images are named as such', () => {
    expect(imagesIn(14 * 3 * 32 * 32, { height: 32, width: 32, channels: 3 })).toBe(14);
  });

  it('texts count as missing if the user decided so', () => {
    expect(missingText(column, 'number-or-missing', false)).toBe('5 → mean');
    expect(missingText(column, 'number', false)).toBe('3 texts?');
    expect(missingText({ ...column, texts: 0 }, 'number', false)).toBe('2 → mean');
    expect(missingText(column, 'categories', false)).toBe('2 → a category');
    expect(missingText(column, 'number-or-missing', true)).toBe('5 → rows left out');
    expect(missingText(column, 'categories', true)).toBe('2 → rows left out');
    expect(missingText(column, 'leave-out', false)).toBeUndefined();
    expect(missingText({ ...column, missing: 0 }, 'categories', true)).toBeUndefined();
  });

  it('both tasks are offered, with the number of classes if known', () => {
    const names = (...all: Parameters<typeof taskChoices>) => taskChoices(...all).map(({ name }) => name);
    const choice = { task: 'regression', target: 'size' } as const;
    expect(names({ columns: [column] }, choice, undefined)).toEqual(['40 classes', 'Regression']);
    const many = { ...column, distinct: Number.POSITIVE_INFINITY };
    expect(names({ columns: [many] }, choice, undefined)).toEqual(['Classes', 'Regression']);
    const arrays = { columns: [] };
    expect(names(arrays, { task: 'classification' }, { outputs: 3 })).toEqual(['3 classes', 'Regression']);
    expect(names(arrays, { task: 'regression' }, { outputs: 1 })).toEqual(['Classes', 'Regression']);
  });
});

describe('where a set is', () => {
  const state = {
    folder: 'mnist',
    here: undefined,
    bytes: 0,
    storedBytes: 0,
    forVisit: false,
    missing: [],
    canGet: true,
    addresses: [],
  } as const;
  it('is known for built-in sets, and for others after the survey', () => {
    expect(placeOf('digits', undefined, undefined, {}).kind).toBe('built-in');
    expect(placeOf('mnist', undefined, undefined, {}).kind).toBe('unknown');
    expect(placeOf('mnist', undefined, {}, {})).toMatchObject({ kind: 'away', canGet: false });
    expect(placeOf('mnist', undefined, { mnist: state }, {})).toMatchObject({ kind: 'away', canGet: true });
  });

  it('includes whether the browser has stored it', () => {
    for (const forVisit of [true, false])
      expect(
        placeOf('mnist', undefined, { mnist: { ...state, here: 'browser', bytes: 5, forVisit } }, {}),
      ).toEqual({ kind: 'here', bytes: 5, forVisit });
  });

  it('whatever the browser stores can be removed, even if incomplete, except during a download', () => {
    const away = { kind: 'away', bytes: 9, here: 5, canGet: true } as const;
    expect(isRemovable(away, { ...state, storedBytes: 5 })).toBe(true);
    expect(isRemovable(away, { ...state, bytes: 5 })).toBe(false);
    const at = (phase: 'getting' | 'paused') =>
      ({ kind: 'getting', get: { phase, done: 1, total: 2 }, bytes: 9, canGet: true }) as const;
    expect(isRemovable(at('getting'), { ...state, storedBytes: 5 })).toBe(false);
    expect(isRemovable(at('paused'), { ...state, storedBytes: 5 })).toBe(true);
  });

  it('a download in progress is shown until the set is here', () => {
    const gets = { mnist: { phase: 'getting', done: 1, total: 2 } } as const;
    expect(placeOf('mnist', undefined, { mnist: state }, gets).kind).toBe('getting');
    expect(placeOf('mnist', undefined, { mnist: { ...state, here: 'server' } }, gets).kind).toBe('here');
  });
});
