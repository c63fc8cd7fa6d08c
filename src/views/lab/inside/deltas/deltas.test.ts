import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../../../core/rules';
import { drawnOf } from '../../../../figures/lines/plan';
import { createLab } from '../../../../store/lab';
import { refs } from '../../../../store/testSupport';
import { deltaSpec } from './deltaSpec';
import { decadesOf, deltaAxis, deltaEpochs, deltaLines, deltaSummary, latestEpoch } from './deltas';

const lab = createLab();
const { rules: ruleRecord } = lab.byRule;
const { add: addEvent, end: endSeries, reset: resetSeries } = lab.series;

function measured(rule: RuleId, epoch: number, norm: (number | null)[]): void {
  const values = { 'delta-norms': { norm } };
  addEvent({ type: 'measures', run: `${rule}-0`, step: epoch * 10, epoch, seconds: 0, values });
}

function fill(): void {
  resetSeries(refs('bp', 'dfa', 'llo'));
  measured('bp', 0, [0, 2e-5, 0.4, null]);
  measured('bp', 1, [1.23e-9, 0, 0.3, null]);
  for (const epoch of [0, 1, 2]) measured('dfa', epoch, [1.4, 1.3 - epoch, 1.2, null]);
  measured('llo', 0, [null, null, null, null]);
}

describe('lines over layers', () => {
  it('belong to one epoch: the last that all rules have, or a chosen one', () => {
    fill();
    const record = ruleRecord();
    expect(deltaEpochs(record)).toEqual([0, 1, 2]);
    expect(latestEpoch(record)).toBe(1);
    expect(deltaLines(record, 1).map(({ key, points }) => [key, points.map(({ x, y }) => [x, y])])).toEqual([
      [
        'bp',
        [
          [1, 1.23e-9],
          [2, 0],
          [3, 0.3],
        ],
      ],
      [
        'dfa',
        [
          [1, 1.4],
          [2, expect.closeTo(0.3)],
          [3, 1.2],
        ],
      ],
    ]);
    expect(deltaLines(record, 2).map(({ key }) => key)).toEqual(['dfa']);
  });

  it('of a rule that has ended are its last, labelled with their epoch', () => {
    fill();
    endSeries('bp-0', 'diverged');
    const record = ruleRecord();
    expect(latestEpoch(record)).toBe(2);
    const lines = deltaLines(record, 2);
    expect(lines.map(({ key, epoch }) => [key, epoch])).toEqual([
      ['bp', 1],
      ['dfa', 2],
    ]);
    expect(deltaSummary(lines)).toBe(
      'After epoch 2: BP (epoch 1) 1.23e−9 at layer 1, 0.300 at layer 3, zero at 1 of 3 layers; DFA 1.40 at layer 1, 1.20 at layer 3.',
    );
    expect(deltaSummary([])).toBe('Nothing is measured yet.');
  });

  it('have gaps at zeros, which are separate points', () => {
    const points = [1e-3, 0, 0.2, 0.1, 0, 0.4].map((y, i) => ({ x: i + 1, y }));
    const line = { key: 'bp' as const, name: 'BP', epoch: 0, points, seeds: [] };
    const spec = deltaSpec({ lines: [line], axis: deltaAxis({ low: -4, high: 0 }), hidden: 6, epoch: 0 });
    const [drawn] = drawnOf(spec, 400);
    expect(drawn?.strokes.map((stroke) => stroke.map(({ x }) => x))).toEqual([[1], [2], [3, 4], [5], [6]]);
    expect(drawn?.points.map(({ isLane }) => isLane)).toEqual([false, true, false, false, true, false]);
  });
});

describe('the axis', () => {
  it('is fixed by the values before training; values beyond it are clamped to its ends', () => {
    fill();
    const decades = decadesOf(ruleRecord(), 0);
    expect(decades).toEqual({ low: -7, high: 1 });
    const axis = deltaAxis(decades);
    expect(axis.ticks.map(({ label }) => label)).toEqual(['0', '10⁻⁶', '10⁻⁴', '0.01', '1']);
    expect(axis.carry(0.01)).toBeCloseTo(-2, 12);
    expect(axis.carry(1e-9)).toBe(-7);
    expect(axis.edges?.bottom?.holds(1e-9)).toBe(true);
    expect(axis.edges?.bottom?.holds(1e-7)).toBe(false);
    expect(axis.edges?.top?.holds(11)).toBe(true);
    // Zero and small values are drawn apart.
    expect(axis.carry(0)).toBeLessThan(-7.5);
    expect(axis.edges?.bottom?.holds(0)).toBe(false);
    expect(axis.domain[0]).toBe(axis.carry(0));
    expect(decadesOf(ruleRecord(), 2).low).toBe(-12);
  });

  it('has a range before the first measurement, and for equal values', () => {
    resetSeries(refs('dfa'));
    expect(decadesOf(ruleRecord(), 0)).toEqual({ low: -2, high: 1 });
    measured('dfa', 0, [1, 1, null]);
    const { low, high } = decadesOf(ruleRecord(), 0);
    expect(high).toBeGreaterThan(low);
  });
});
