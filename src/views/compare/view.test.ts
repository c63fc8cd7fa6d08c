import { expect, it } from 'vitest';
import { type CompareView, parseView, plainView, viewText } from './view';

it('a link opens the same view', () => {
  const view: CompareView = {
    by: ['rule', 'learningRate'],
    metric: 'trainingLoss',
    x: 'time',
    logX: true,
    logY: true,
    beta: 0.6,
    sort: { column: 'gap', down: true },
    find: 'dfa, seed & more',
    baseline: '["BP","0.01"]',
    hidden: ['["LLO"]', 'a,b'],
    colours: { '["BP","a:b"]': 'green', '["LLO"]': 'ink' },
  };
  expect(parseView(viewText(view))).toEqual(view);
  expect(viewText(plainView)).toBe('');
  expect(parseView('')).toEqual(plainView);
});

it.each(['by=rules', 'x=mile', 'log=z', 'smooth=1', 'smooth=much', 'sort=worst', 'show=angle', 'color=red'])(
  '%s is not a view',
  (text) => expect(parseView(text)).toBeUndefined(),
);

it.each(['colour=BP:red', 'colour=BP', 'colour=:green', 'colour=BP:toString', 'colour=BP:green&colour=FA:'])(
  '%s names no group with a colour that is known',
  (text) => expect(parseView(text)).toBeUndefined(),
);
