import { expect, it } from 'vitest';
import { lossAxis } from '../../../figures/axes/scale';
import { drawLines } from '../../../figures/lines/draw';
import { groupsAt, sameLineText } from './sameLine';

const trace = (key: string, ys: readonly number[]) => ({
  key,
  points: ys.map((y, i) => ({ x: i * 20, y })),
});

it('overlapping lines are named where they overlap, and only there', () => {
  const traces = [
    trace('bp', [50, 40, 35, 33, 32]),
    trace('fa', [50, 40, 35, 60, 70]),
    trace('dfa', [90, 80, 35, 33, 32]),
  ];
  expect(groupsAt(traces, 10)).toEqual([['bp', 'fa']]);
  expect(groupsAt(traces, 70)).toEqual([['bp', 'dfa']]);
  expect(groupsAt([trace('bp', [1, 2, 3]), trace('fa', [9, 9, 9])], 20)).toEqual([]);
});

it('where a line joins others, each is named once', () => {
  const traces = [
    trace('bp', [50, 40, 35, 33, 32]),
    trace('fa', [50, 40, 35, 33, 32]),
    trace('dfa', [90, 80, 35, 33, 32]),
  ];
  expect(groupsAt(traces, 20)).toEqual([['bp', 'fa']]);
  expect(groupsAt(traces, 40)).toEqual([['bp', 'fa', 'dfa']]);
});

it('lines are named by their display names', () => {
  const y = lossAxis([0.1, 1], []);
  const size = { width: 400, height: 200, left: 50, right: 50, top: 10, bottom: 26 };
  const plot = { ...size, x: { from: 0, to: 2, unit: 1 }, y };
  const points = { x: [0, 1, 2], y: [1, 0.5, 0.2], length: 3 };
  const line = (rule: 'bp' | 'dfa', name: string) => ({ key: rule, rule, name, points });
  const lines = drawLines([line('bp', 'BP'), line('dfa', 'DFA')], { axis: y, width: 400, span: 2 });
  expect(sameLineText(plot, lines, 200)).toBe('BP, DFA: same line');
  expect(sameLineText(plot, lines.slice(0, 1), 200)).toBe('');
});
