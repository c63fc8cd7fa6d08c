import { describe, expect, it } from 'vitest';
import { repeatedKeys } from './repeatedKeys';

describe('duplicate keys in one object', () => {
  it.each([
    ['{"a": 1, "b": 2}', []],
    ['{"a": 1, "a": 2}', [['a']]],
    ['{"a": {"b": 1}, "b": 2}', []],
    ['{"e": {"epochs": 1, "epochs": 2}}', [['e', 'epochs']]],
    ['{"e": [{"x": 1}, {"x": 2, "x": 3}]}', [['e', 'x']]],
    ['{"a\\u0062": 1, "ab": 2}', [['ab']]],
    ['{"a": "\\"a\\": 1", "b": "{"}', []],
    ['{"a": {"b": {"c": {"d": 1, "d": 2}}}}', [['a', 'b', 'd']]],
  ])('%s', (json, expected) => {
    JSON.parse(json);
    expect(repeatedKeys(json)).toEqual(expected);
  });

  it('are found at any depth, in linear time', () => {
    const deep = 20_000;
    const json = `${'{"a":'.repeat(deep)}{"b":1,"b":2}${'}'.repeat(deep)}`;
    expect(repeatedKeys(json)).toEqual([['a', 'a', 'b']]);
  });
});
