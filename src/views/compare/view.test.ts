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
  };
  expect(parseView(viewText(view))).toEqual(view);
  expect(viewText(plainView)).toBe('');
  expect(parseView('')).toEqual(plainView);
});

it.each(['by=rules', 'x=mile', 'log=z', 'smooth=1', 'smooth=much', 'sort=worst', 'show=angle', 'colour=red'])(
  '%s is not a view',
  (text) => expect(parseView(text)).toBeUndefined(),
);
