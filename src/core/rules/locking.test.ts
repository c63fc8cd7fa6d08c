import { expect, it } from 'vitest';
import { rules } from '.';
import { locksOf } from './locking';

const lit = (id: keyof typeof rules): string => {
  const { forward, update, backward } = locksOf(rules[id]);
  return `${forward ? 'F' : ''}${update ? 'U' : ''}${backward ? 'B' : ''}`;
};

it('matches the locking categories of Jaderberg et al.', () => {
  expect({ bp: lit('bp'), fa: lit('fa') }).toEqual({ bp: 'FUB', fa: 'FUB' });
  expect({ dfa: lit('dfa'), sdfa: lit('sdfa'), pepita: lit('pepita') }).toEqual({
    dfa: 'FU',
    sdfa: 'FU',
    pepita: 'FU',
  });
  expect([lit('drtp'), lit('f3-error'), lit('f3-loss'), lit('llo')]).toEqual(['F', 'F', 'F', 'F']);
});

it.each(Object.entries(rules))('%s: backward locking implies update locking', (_, rule) => {
  const { update, backward } = locksOf(rule);
  expect(update || !backward).toBe(true);
});
