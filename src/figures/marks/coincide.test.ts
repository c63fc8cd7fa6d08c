import { describe, expect, it } from 'vitest';
import { stretchesOf } from './coincide';

const trace = (key: string, ys: readonly number[], step = 20) => ({
  key,
  points: ys.map((y, i) => ({ x: i * step, y })),
});
const same = [50, 40, 35, 33, 32];

describe('overlapping lines', () => {
  it('form one shared stretch if they overlap from end to end', () => {
    const traces = ['bp', 'fa', 'dfa'].map((key) => trace(key, same));
    const all = { from: 0, to: 4, among: ['bp', 'fa', 'dfa'] };
    expect(stretchesOf(traces, 9)).toEqual([[all], [all], [all]]);
  });
  it('are separate before they meet and after they part', () => {
    const [a, b, c] = [same, [50, 40, 35, 60, 70], [90, 80, 35, 33, 32]];
    const [first, second, third] = stretchesOf([trace('a', a), trace('b', b), trace('c', c)], 9);
    expect(first).toEqual([
      { from: 0, to: 2, among: ['a', 'b'] },
      { from: 2, to: 4, among: ['a', 'c'] },
    ]);
    expect(second).toEqual([
      { from: 0, to: 2, among: ['a', 'b'] },
      { from: 2, to: 4, among: ['b'] },
    ]);
    expect(third).toEqual([
      { from: 0, to: 2, among: ['c'] },
      { from: 2, to: 4, among: ['a', 'c'] },
    ]);
  });
  it('are found by their pixels, not by exact values; crossing is not overlapping', () => {
    const near = same.map((y) => y + 0.01);
    expect(stretchesOf([trace('a', same), trace('b', near)], 9)[0]?.[0]?.among).toEqual(['a', 'b']);
    const [first] = stretchesOf([trace('a', [0, 10, 20]), trace('b', [20, 10, 0])], 9);
    expect(first).toEqual([{ from: 0, to: 2, among: ['a'] }]);
  });
  it('are not split where there is no room to show each', () => {
    const traces = [trace('a', [0, 0, 9], 6), trace('b', [0, 0, 30], 6)];
    expect(stretchesOf(traces, 9)[0]).toEqual([{ from: 0, to: 2, among: ['a'] }]);
    expect(stretchesOf(traces, 3)[0]?.[0]).toEqual({ from: 0, to: 1, among: ['a', 'b'] });
  });
  it('of different lengths share the part that both have', () => {
    const [ahead, behind] = stretchesOf([trace('a', same), trace('b', same.slice(0, 3))], 9);
    expect(ahead?.map(({ to, among }) => [to, among.length])).toEqual([
      [2, 2],
      [4, 1],
    ]);
    expect(behind).toEqual([{ from: 0, to: 2, among: ['a', 'b'] }]);
    expect(stretchesOf([trace('a', [1]), trace('b', [])], 9)).toEqual([[], []]);
  });
});
