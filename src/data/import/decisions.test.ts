import { describe, expect, it } from 'vitest';
import { choicesOf, type Decisions, openQuestions, wayOf } from './decisions';
import type { ColumnProfile, FileProfile, ImportChoices } from './table/table';

function column(name: string, looks: ColumnProfile['looks'], distinct: number, task: ColumnProfile['task']) {
  return { name, looks, task, distinct, missing: 0, texts: 0, categories: [], from: 0, to: 1, counts: [] };
}
const columns = [
  column('length', 'number', 12, 'regression'),
  column('stars', 'number', 5, 'classification'),
  column('species', 'categories', 300, 'classification'),
];
const suggested: ImportChoices = {
  name: 'flowers',
  target: 'species',
  task: 'classification',
  uses: { length: 'number', stars: 'leave-out' },
  standardise: true,
  testShare: 0.2,
  splitSeed: 0,
};
const read = { suggested, columns };
const chosen = (decided: Partial<Decisions>, of: Parameters<typeof choicesOf>[0] = read) =>
  choicesOf(of, { ways: {}, ...decided });

describe('choices', () => {
  it('are the suggestions if nothing was decided', () => {
    expect(chosen({})).toEqual(suggested);
    const missing = { ...suggested, textsAreMissing: ['length'], standardise: 'together' as const };
    expect(chosen({}, { suggested: missing, columns })).toEqual(missing);
  });

  it('use another target by its suggested task, and the previous one as an input', () => {
    const next = chosen({ target: 'length' });
    expect(next).toEqual({
      ...suggested,
      target: 'length',
      task: 'regression',
      uses: { species: 'categories', stars: 'leave-out' },
    });
    expect(chosen({ target: 'stars' }).task).toBe('classification');
  });

  it('exclude columns with too many texts for categories', () => {
    const many = [...columns.slice(0, 2), column('species', 'categories', Infinity, 'classification')];
    expect(chosen({ target: 'length' }, { suggested, columns: many }).uses.species).toBe('leave-out');
  });

  it('apply a task only to the target for which it was decided', () => {
    const task = { of: 'stars', task: 'regression' } as const;
    expect(chosen({ target: 'stars', task }).task).toBe('regression');
    expect(chosen({ target: 'species', task }).task).toBe('classification');
    const arrays = { suggested: { ...suggested, task: 'regression', uses: {} }, columns: [] } as const;
    const { target: _target, ...untargeted } = arrays.suggested;
    const twoFiles = { ...arrays, suggested: untargeted, labels: 'y.npy' };
    expect(chosen({ task: { of: 'y.npy', task: 'classification' } }, twoFiles).task).toBe('classification');
    expect(chosen({ task: { of: 'x.npy', task: 'classification' } }, twoFiles).task).toBe('regression');
  });

  it('count texts as missing if so decided, for inputs and the target', () => {
    const ways = { length: 'number-or-missing', species: 'number-or-missing', stars: 'categories' } as const;
    const next = chosen({ ways });
    expect(next.textsAreMissing).toEqual(['length', 'species']);
    expect(next.uses).toEqual({ length: 'number', stars: 'categories' });
    const before = { ...suggested, textsAreMissing: ['length'] };
    const asNumber = chosen({ ways: { length: 'number' } }, { suggested: before, columns });
    expect(asNumber.textsAreMissing).toBeUndefined();
  });

  it('ignore columns that another reading lacks, and restore them with the reading', () => {
    const decided = { target: 'length', ways: { stars: 'number', 'a;b': 'leave-out' } } as const;
    const other = {
      suggested: { ...suggested, target: 'x', uses: { 'a;b': 'number' } } as const,
      columns: [column('x', 'number', 9, 'regression'), column('a;b', 'number', 9, 'regression')],
    };
    expect(chosen(decided, other)).toMatchObject({ target: 'x', uses: { 'a;b': 'leave-out' } });
    expect(chosen(decided)).toMatchObject({ target: 'length', uses: { stars: 'number' } });
  });

  it('accept columns named like Object.prototype members', () => {
    const odd = [
      column('constructor', 'number', 9, 'regression'),
      column('__proto__', 'number', 9, 'regression'),
    ];
    const uses = chosen(
      {},
      { suggested: { ...suggested, target: 'constructor', uses: {} }, columns: odd },
    ).uses;
    expect(Object.entries(uses)).toEqual([['__proto__', 'number']]);
  });
});

describe('texts among numbers', () => {
  const texts = { columns, strayTexts: [{ column: 'length', row: 3, text: 'inf', cells: 2 }] } satisfies Pick<
    FileProfile,
    'columns' | 'strayTexts'
  >;
  it('are questions while their column is read as numbers', () => {
    const open = (decided: Partial<Decisions>) => openQuestions(texts, chosen(decided)).length;
    expect(open({})).toBe(1);
    expect(open({ ways: { length: 'number-or-missing' } })).toBe(0);
    expect(open({ ways: { length: 'categories' } })).toBe(0);
    expect(open({ ways: { length: 'leave-out' } })).toBe(0);
    expect(open({ target: 'length' })).toBe(1);
    expect(open({ target: 'length', ways: { length: 'number-or-missing' } })).toBe(0);
    expect(open({ target: 'length', task: { of: 'length', task: 'classification' } })).toBe(0);
  });

  it('are visible in how a column is read', () => {
    const length = columns[0]!;
    expect(wayOf(length, chosen({ ways: { length: 'number-or-missing' } }))).toBe('number-or-missing');
    expect(wayOf(length, chosen({ target: 'length' }))).toBe('number');
    expect(wayOf(columns[2]!, chosen({}))).toBe('categories');
  });
});
