import { expect, it } from 'vitest';
import { type Axis, lossAxis } from '../../charts/axes/scale';
import { groupsAt, sameLineText } from './sameLine';

const trace = (key: string, ys: readonly number[]) => ({
  key,
  points: ys.map((y, i) => ({ x: i * 20, y })),
});

it('who shares a line is told where it is shared, and only there', () => {
  const traces = [
    trace('bp', [50, 40, 35, 33, 32]),
    trace('fa', [50, 40, 35, 60, 70]),
    trace('dfa', [90, 80, 35, 33, 32]),
  ];
  expect(groupsAt(traces, 10)).toEqual([['bp', 'fa']]);
  expect(groupsAt(traces, 70)).toEqual([['bp', 'dfa']]);
  expect(groupsAt([trace('bp', [1, 2, 3]), trace('fa', [9, 9, 9])], 20)).toEqual([]);
});

it('where a line joins others, all are named once', () => {
  const traces = [
    trace('bp', [50, 40, 35, 33, 32]),
    trace('fa', [50, 40, 35, 33, 32]),
    trace('dfa', [90, 80, 35, 33, 32]),
  ];
  expect(groupsAt(traces, 20)).toEqual([['bp', 'fa']]);
  expect(groupsAt(traces, 40)).toEqual([['bp', 'fa', 'dfa']]);
});

it('rules are called by their names', () => {
  const frame = { width: 400, height: 200, left: 50, right: 50, top: 10, bottom: 26 };
  const axis: Axis = lossAxis([0.1, 1], []);
  const solid = [1, 0.5, 0.2].map((y, x) => ({ x, y: axis.carry(y) }));
  const line = (rule: 'bp' | 'dfa') => ({
    ...{
      rule,
      solid,
      raw: [],
      seeds: [],
      thin: [],
      end: solid[2],
      stopped: false,
      held: [],
      endsOn: undefined,
    },
    value: 0.2,
  });
  const drawing = { frame, axis, epochs: 2, lines: [line('bp'), line('dfa')] };
  expect(sameLineText(drawing, 200)).toBe('BP, DFA: same line');
  expect(sameLineText({ ...drawing, lines: [line('bp')] }, 200)).toBe('');
});
