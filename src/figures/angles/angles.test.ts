import { describe, expect, it } from 'vitest';
import { type RuleId, ruleIds } from '../../core/rules';
import type { MeasuresEvent } from '../../core/run/events';
import { createLab } from '../../store/lab';
import { refs } from '../../store/testSupport';
import { tableOf } from '../../views/charts/table/rows';
import { drawnOf } from '../lines/plan';
import { angleSpec } from './angleSpec';
import {
  aboutAngles,
  angleAxis,
  angleLines,
  angleSummary,
  angleTop,
  endsWithout,
  leftOut,
  withoutText,
} from './angles';

const lab = createLab();
const { rules: ruleRecord } = lab.byRule;
const { add: addEvent, reset: resetSeries } = lab.series;

function measured(rule: RuleId, epoch: number, values: MeasuresEvent['values']): void {
  addEvent({ type: 'measures', run: `${rule}-0`, step: epoch * 10, epoch, seconds: 0, values });
}

function fill(): void {
  resetSeries(refs('bp', 'dfa', 'llo', 'f3-error'));
  for (const epoch of [0, 1, 2]) {
    measured('bp', epoch, { 'gradient-angle': { angle: [0, 0, 0] } });
    measured('dfa', epoch, { 'gradient-angle': { angle: [90 - epoch, 80.25 + epoch, 0] } });
    measured('llo', epoch, { 'gradient-angle': { angle: [null, null, 0] } });
  }
  measured('f3-error', 0, {
    'gradient-angle': { angle: [91, null, 0] },
    counterfactual: { dfa: [60], f3: [65], 'f3-one-hot': [70], drtp: [104] },
  });
}

describe('lines of the angle chart', () => {
  it('are empty before any of several seeds has trained, whatever was measured', () => {
    resetSeries([1, 2].map((seed) => ({ id: `dfa-${seed}`, rule: 'dfa' as const, seed })));
    const values = { 'gradient-angle': { angle: [80, 70, 0] } };
    addEvent({ type: 'measures', run: 'dfa-1', step: 0, epoch: 0, seconds: 0, values });
    expect(angleLines(ruleRecord(), 'gradient-angle', 'dfa', 1).flatMap(({ points }) => points)).toEqual([]);
  });
  it('show the chosen layer of every rule with an angle', () => {
    fill();
    const lines = angleLines(ruleRecord(), 'gradient-angle', 'dfa', 2);
    expect(lines.map(({ name }) => name)).toEqual(['DFA', 'F³-Error']);
    expect(lines[0]?.points).toEqual([
      { x: 0, y: 80.25 },
      { x: 1, y: 81.25 },
      { x: 2, y: 82.25 },
    ]);
    expect(lines[1]?.points).toEqual([]);
    expect(tableOf(angleSpec(lines, 2), false).rows[1]).toEqual({
      key: 1,
      head: '1',
      cells: [81.25, undefined],
    });
    expect(angleSummary(lines, 2)).toBe('After epoch 2, hidden layer 2: DFA 82.3°.');
  });
  it('show four rules at the same weights of one network, with two distinguishable lines for F³', () => {
    fill();
    const lines = angleLines(ruleRecord(), 'counterfactual', 'f3-error', 1);
    expect(lines.map(({ key, rule, other }) => [key, rule, other])).toEqual([
      ['dfa', 'dfa', false],
      ['f3', 'f3-error', false],
      ['f3-one-hot', 'f3-error', true],
      ['drtp', 'drtp', false],
    ]);
    expect(lines.map(({ points }) => points[0]?.y)).toEqual([60, 65, 70, 104]);
  });
  it('have gaps where the angle is undefined, and a dash if it is at the end', () => {
    resetSeries(refs('dfa'));
    [90, 80, null, 70, null].forEach((angle, epoch) => {
      measured('dfa', epoch, { 'gradient-angle': { angle: [angle, 45] } });
    });
    const [line] = angleLines(ruleRecord(), 'gradient-angle', 'dfa', 1);
    if (!line) throw new Error('DFA has a line.');
    const [drawn] = drawnOf(angleSpec([line], 4), 400);
    expect(drawn?.strokes.map((stroke) => stroke.map(({ x }) => x))).toEqual([[0, 1], [3]]);
    expect(endsWithout(line)).toBe(true);
    expect(withoutText([line])).toBe('–: no angle, a gradient is 0 or not a number (DFA at epoch 4).');
    expect(aboutAngles([line], 'gradient-angle', 'dfa', ['bp', 'dfa'])).toBe(
      'BP is left out: 0° by definition. –: no angle, a gradient is 0 or not a number (DFA at epoch 4).',
    );
    expect(aboutAngles([], 'counterfactual', 'dfa', ['bp', 'dfa'])).toBe('In the network that DFA trains.');
    const other = angleLines(ruleRecord(), 'gradient-angle', 'dfa', 2);
    expect([endsWithout(other[0] ?? line), withoutText(other)]).toEqual([false, '']);
  });
  it('as cosines show the same measurement; a mean is the mean of the cosines', () => {
    fill();
    const [dfa] = angleLines(ruleRecord(), 'gradient-angle', 'dfa', 1, 'cosine');
    expect(dfa?.points.map(({ y }) => y)).toEqual([0, 0.0174524, 0.0348995]);
    expect(angleSummary(dfa ? [dfa] : [], 1, 'cosine')).toBe('After epoch 2, hidden layer 1: DFA 0.035.');
    resetSeries([1, 2].map((seed) => ({ id: `dfa-${seed}`, rule: 'dfa' as const, seed })));
    const angles = { 'dfa-1': [60, 60, null], 'dfa-2': [90, null, null] };
    for (const [run, list] of Object.entries(angles)) {
      addEvent({ type: 'started', run, step: 0, stepsPerEpoch: 10, parameters: 1 });
      list.forEach((angle, epoch) => {
        const values = { 'gradient-angle': { angle: [angle, 0] } };
        addEvent({ type: 'measures', run, step: epoch * 10, epoch, seconds: 0, values });
      });
    }
    const [mean] = angleLines(ruleRecord(), 'gradient-angle', 'dfa', 1, 'cosine');
    expect(mean?.points).toEqual([
      { x: 0, y: 0.25 },
      { x: 1, y: 0.5 },
    ]);
    expect(mean?.without).toEqual([2]);
    expect(mean?.seeds.map(({ points }) => points.length)).toEqual([2, 1]);
  });
  it('widen the axis once an angle exceeds 100°', () => {
    const line = (y: number) =>
      [
        { key: 'a', name: 'A', rule: 'dfa', other: false, points: [{ x: 0, y }], without: [], seeds: [] },
      ] as const;
    expect([angleTop(line(100)), angleTop(line(100.1)), angleTop([])]).toEqual([108, 180, 108]);
    expect(angleAxis(108).ticks.map(({ at }) => at)).toEqual([0, 30, 60, 90]);
    expect(angleAxis(180).ticks.map(({ at }) => at)).toEqual([0, 45, 90, 135, 180]);
  });
  it('explain which rules are left out', () => {
    expect(leftOut(['dfa'], 'gradient-angle')).toBe('');
    expect(leftOut(['dfa', 'pepita'], 'delta-angle')).toMatch(/PEPITA feeds no delta/);
    expect(leftOut(ruleIds, 'gradient-angle')).toBe(
      'BP is left out: 0° by definition. LLO has none: its hidden layers do not learn.',
    );
    expect(angleSummary([], 1)).toBe('Nothing is measured yet.');
  });
});
