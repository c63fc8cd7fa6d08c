/** Checks on numbers that are known in advance. */
import { describe, expect, it } from 'vitest';
import type { Matrix } from '../../../../core/run/inspect/terms';
import { type Blank, checkEquation, type Equation } from './check';
import { blank, elementwise, negative, one, type Place, product, symbol, transposed } from './expression';
import { plainOf, texOf } from './print';
import { verdictOf } from './verdict';

const matrix = (rows: number, columns: number, ...values: number[]): Matrix => ({
  ...{ rows, columns },
  values: Float32Array.from(values),
});
const named = (name: string) =>
  symbol({ tex: name, plain: name, read: ({ values, rule }) => values[`${rule}/${name}`] ?? values[name] });

/** e W = (7, 10), and with twice the weights (14, 20). */
const values: Place['values'] = {
  e: matrix(1, 2, 1, 2),
  W: matrix(2, 2, 1, 2, 3, 4),
  V: matrix(2, 2, 2, 4, 6, 8),
  X: matrix(2, 3, 1, 1, 1, 1, 1, 1),
  'fa/d': matrix(1, 2, 7, 10),
  'bp/d': matrix(1, 2, 5, 11),
};
const place: Place = { values, rule: 'fa', layer: 1 };
const left = { tex: 'd', plain: 'd', read: ({ values: all, rule }: Place) => all[`${rule}/d`] };
const equation: Equation = { left, right: product(named('e'), blank('matrix')) };
const options = { W: named('W'), V: named('V'), WT: transposed(named('W')), X: named('X'), e: named('e') };
const blanks: readonly Blank[] = [
  { id: 'matrix', options: Object.entries(options).map(([id, is]) => ({ id, is })) },
];
const check = (is: Blank['options'][number]['is'], own: Equation = equation, all = blanks) =>
  checkEquation({ equation: own, blanks: all, others: ['bp'] }, { matrix: is }, place);
const said = (found: ReturnType<typeof check>) =>
  found &&
  verdictOf(found, equation, 'fa')
    .text.map((part) => (typeof part === 'string' ? part : part.plain))
    .join('');
const titleOf = (found: ReturnType<typeof check>) => found && verdictOf(found, equation, 'fa').title;

it('finds the rule’s numbers, those of another rule, and those of several fillings', () => {
  expect(check(options.W)?.finding).toEqual({ kind: 'right' });
  expect(check(options.WT)?.finding).toEqual({ kind: 'other', rule: 'bp' });
  expect(titleOf(check(options.WT))).toBe('Right for BP');
  const twice: readonly Blank[] = [
    {
      id: 'matrix',
      options: [
        { id: 'W', is: options.W },
        { id: 'again', is: transposed(options.WT) },
      ],
    },
  ];
  const open = check(options.W, equation, twice);
  expect(open?.finding.kind).toBe('open');
  expect(said(open)).toMatch(/^At this step e W and e Wᵀᵀ give the same numbers/);
});

describe('what is off', () => {
  it('in length and sign', () => {
    expect(check(options.V)?.comparison).toMatchObject({ equal: false, cosine: 1, ratio: 2, difference: 10 });
    expect(titleOf(check(options.V))).toBe('Right direction, wrong length');
    expect(said(check(options.V))).toBe('It is 2.00× as long.');
    expect(titleOf(check(negative(options.W)))).toBe('Opposite sign');
    expect(said(check(negative(options.W)))).toBe('The same numbers, but each with the other sign.');
    expect(said(check(negative(options.V)))).toBe('It points the other way. It is 2.00× as long.');
  });

  it('in shapes: of two factors, of two that go entry by entry, and of the result', () => {
    expect(said(check(options.e))).toBe(
      'The shapes differ: e is 1 × 2, e is 1 × 2. A product needs as many rows there as columns here: 2.',
    );
    expect(said(check(options.X))).toBe(
      'The shapes fit each other, but the result is 1 × 3, and d is 1 × 2.',
    );
    const factor: Equation = { left, right: elementwise(named('e'), blank('matrix')) };
    expect(check(one, factor)?.finding.kind).toBe('wrong');
    expect(said(check(options.W, factor))).toMatch(
      /^The shapes differ: e is 1 × 2, W is 2 × 2\. Entry by entry/,
    );
  });

  it('where the network has no such numbers', () => {
    expect(check(named('none'))?.finding.kind).toBe('misfit');
    expect(checkEquation({ equation, blanks, others: [] }, {}, { ...place, values: {} })).toBeUndefined();
  });
});

it('takes rounding for equal, and a thousandth not', () => {
  const near = (share: number): Place => ({
    ...place,
    values: { ...values, 'fa/d': matrix(1, 2, 7 + 10 * share, 10) },
  });
  const kind = (share: number) =>
    checkEquation({ equation, blanks, others: [] }, { matrix: options.W }, near(share))?.finding.kind;
  expect([5e-5, -5e-5, 1e-3].map(kind)).toEqual(['right', 'right', 'wrong']);
});

it('prints parentheses where they are needed, and blanks with their numbers', () => {
  const [a, b, c] = [named('a'), named('b'), named('c')];
  expect(plainOf(elementwise(product(a, blank('x')), blank('y')))).toBe('a [blank 1] ⊙ [blank 2]');
  expect(plainOf(product(a, elementwise(b, c)))).toBe('a (b ⊙ c)');
  expect(plainOf(product(a, blank('x')), { x: elementwise(b, c) })).toBe('a (b ⊙ c)');
  expect(plainOf(negative(product(transposed(a), b)))).toBe('−aᵀ b');
  expect(texOf(transposed(named('y^*')))).toBe(String.raw`{y^*}^{\mathsf T}`);
  expect(texOf(product(a, blank('x')), { x: b })).toBe(String.raw`a\,{\htmlClass{blank filled}{b}}`);
});
