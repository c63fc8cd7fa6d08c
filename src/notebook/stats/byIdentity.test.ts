import { expect, it } from 'vitest';
import { byIdentity } from './byIdentity';

it('is computed once for the same objects in the same order, and again for any others', () => {
  let computed = 0;
  const sum = byIdentity((parts: readonly { readonly value: number }[]) => {
    computed += 1;
    return { all: parts.map(({ value }) => value) };
  });
  const [a, b] = [{ value: 1 }, { value: 2 }];
  expect(sum([a, b])).toBe(sum([a, b]));
  expect(computed).toBe(1);
  for (const parts of [[b, a], [a], [], [a, { value: 2 }], [a, b, a]])
    expect(sum(parts).all).toEqual(parts.map(({ value }) => value));
  expect(computed).toBe(6);
  expect(sum([a, b])).toBe(sum([a, b]));
  expect(computed).toBe(6);
});
