import { expect, it } from 'vitest';
import type { RuleEnd } from './EndNames';
import { groupEnds } from './endGroups';

const ys = [90, 60, 50, 45];
const trace = (key: string, values: readonly number[]) => ({
  key,
  points: values.map((y, i) => ({ x: i * 30, y })),
});
function end(key: 'bp' | 'fa' | 'dfa', values: readonly number[], more: Partial<RuleEnd> = {}): RuleEnd {
  const { x, y } = trace(key, values).points.at(-1) as { x: number; y: number };
  return { key, rule: key, name: key.toUpperCase(), color: key, text: String(y), x, y, ...more };
}
const shown = (all: readonly RuleEnd[]) => all.map(({ name, text }) => [name, text]);

it('lines that overlap at their ends share a label with one value', () => {
  const traces = [trace('bp', ys), trace('fa', ys), trace('dfa', ys)];
  const ends = [end('bp', ys), end('fa', ys), end('dfa', ys)];
  expect(shown(groupEnds(ends, traces, 115))).toEqual([['BP, FA, DFA', '45']]);
  expect(shown(groupEnds(ends, traces, 70))).toEqual([
    ['BP, FA,', ''],
    ['DFA', '45'],
  ]);
});

it('lines that only meet at their ends, have stopped or are marked apart keep their own labels', () => {
  const other = [10, 20, 30, 45];
  expect(
    shown(groupEnds([end('bp', ys), end('fa', other)], [trace('bp', ys), trace('fa', other)], 115)),
  ).toEqual([
    ['BP', '45'],
    ['FA', '45'],
  ]);
  const stopped = [end('bp', ys), end('fa', ys, { stopped: true, text: 'stopped' })];
  expect(shown(groupEnds(stopped, [trace('bp', ys), trace('fa', ys)], 115))).toEqual([
    ['BP', '45'],
    ['FA', 'stopped'],
  ]);
  const without = [end('bp', ys), end('fa', ys, { apart: true, text: '–' })];
  expect(shown(groupEnds(without, [trace('bp', ys), trace('fa', ys)], 115))).toEqual([
    ['BP', '45'],
    ['FA', '–'],
  ]);
});

it('a line one point behind shares the label of the one ahead; a line further behind does not', () => {
  const behind = (n: number) => {
    const short = ys.slice(0, n);
    return shown(groupEnds([end('fa', short), end('bp', ys)], [trace('fa', short), trace('bp', ys)], 115));
  };
  expect(behind(3)).toEqual([['FA, BP', '45']]);
  expect(behind(2)).toHaveLength(2);
});
