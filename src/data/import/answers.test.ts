import { describe, expect, it } from 'vitest';
import { type Answer, answersTo } from './answers';
import { choicesOf, openQuestions, type Way } from './decisions';
import { examine } from './index';
import type { ImportChoices } from './table/table';
import { fileOf } from './testSupport';

const lines = (n: number, line: (i: number) => string): string =>
  `${Array.from({ length: n }, (_, i) => line(i)).join('\n')}\n`;

/** What each answer decides, as the preview's buttons do. */
const ways: Readonly<Record<Exclude<Answer, 'classes'>, Way>> = {
  missing: 'number-or-missing',
  categories: 'categories',
  'leave-out': 'leave-out',
};

async function asked(text: string, target: string) {
  const { profile, outcome } = await examine([fileOf('q.csv', text)]);
  const decided = { target, task: { of: target, task: 'regression' }, ways: {} } as const;
  const choices = choicesOf(profile, decided);
  const column = profile.columns.find(({ name }) => name === 'a')!;
  const texts = openQuestions(profile, choices).filter((one) => one.column === 'a');
  const works = (answer: Answer): boolean => {
    const next: ImportChoices = choicesOf(
      profile,
      answer === 'classes'
        ? { ...decided, task: { of: target, task: 'classification' } }
        : { ...decided, ways: { a: ways[answer] } },
    );
    try {
      outcome(next);
      return true;
    } catch {
      return false;
    }
  };
  return { ...answersTo(column, texts, choices), texts, tried: works };
}

const table = (n: number, a: (i: number) => string, others = 'b,c') =>
  `a,${others}\n${lines(n, (i) => [a(i), ...others.split(',').map((_, j) => (i * (j + 3)) % 7)].join(','))}`;
const few = (i: number) => (i % 9 === 4 ? 'broken' : String(i % 5));
const many = (i: number) => (i % 99 === 4 ? 'broken' : String(i / 8));

describe('answers to texts among numbers', () => {
  it.each([
    ['of an input', table(60, few), 'c', [], /^$/],
    [
      'of too many values',
      table(1200, many),
      'c',
      ['categories'],
      /more than 1,000 different values, too many for categories/,
    ],
    ['of the only input', table(60, few, 'c'), 'c', ['leave-out'], /only input, so it cannot be left out/],
    ['of what is predicted', table(60, few), 'a', [], /^$/],
    [
      'of too many classes',
      table(900, many),
      'a',
      ['classes'],
      /The column has 891 different values; 256 classes are the most/,
    ],
    [
      'of too many values for classes',
      table(1200, many),
      'a',
      ['classes'],
      /more than 1,000 different values; 256/,
    ],
    [
      'of infinite ones',
      table(60, (i) => (i % 9 === 4 ? 'inf' : String(i % 5))),
      'a',
      ['classes'],
      /“inf” is not a class/,
    ],
    ['of one number', table(60, (i) => (i % 9 === 4 ? 'x' : '5')), 'a', ['missing'], /column is constant/],
  ] as const)('%s', async (_, text, target, not, why) => {
    const { works, whyNot, texts, tried } = await asked(text, target);
    expect(texts.length).toBeGreaterThan(0);
    const all: readonly Answer[] =
      target === 'a' ? ['missing', 'classes'] : ['missing', 'categories', 'leave-out'];
    // What is offered works, and what is not does not.
    expect(all.filter(tried)).toEqual(works);
    expect(all.filter((one) => !works.includes(one))).toEqual(not);
    expect(whyNot.join(' ')).toMatch(why);
  });
});
