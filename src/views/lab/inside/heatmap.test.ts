import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../../core/rules';
import { defaultExperiment } from '../../../experiment/defaults';
import { scaleKey } from '../../../store/run/inside';
import { cellAt, moveCell } from './cells';
import { cellText, heatmapModel, heatmapSummary, partText } from './heatmapModel';
import { histogram } from './histogram';
import { beyond, divergingColor, parseRgb, position, ramp, rampIndex } from './ramp';
import type { InsideView } from './useInsideView';

describe('the scale', () => {
  it('is symmetric, has 256 steps and ends at ±m', () => {
    expect([rampIndex(-2, 2), rampIndex(2, 2), rampIndex(0, 2)]).toEqual([0, 255, 128]);
    for (const v of [0.1, 0.7, 1.9]) expect(position(-v, 2)).toBe(-position(v, 2));
    expect(position(1, 2)).toBeCloseTo(0.5 ** 0.85, 12);
    expect([rampIndex(-9, 2), rampIndex(Number.POSITIVE_INFINITY, 2)]).toEqual([0, 255]);
  });
  it('knows what is no number, and a scale of nothing', () => {
    expect(rampIndex(Number.NaN, 1)).toBeUndefined();
    expect([rampIndex(0, 0), rampIndex(0.1, 0), rampIndex(-0.1, 0)]).toEqual([128, 255, 0]);
  });
  it('goes from one colour over the middle to the other', () => {
    const colors = ramp([0, 0, 0], [100, 100, 100], [255, 200, 150]);
    expect(colors).toHaveLength(256);
    expect([colors[0], colors[255]]).toEqual([
      [0, 0, 0],
      [255, 200, 150],
    ]);
    expect(colors[128]?.[0]).toBeGreaterThan(99);
    expect(parseRgb('rgb(160, 80, 26)')).toEqual([160, 80, 26]);
    expect(divergingColor(-2, 2)).toContain('--diverging-low) 100%');
  });
  it('says where values lie beyond it', () => {
    expect(beyond([0.5, -1, 1], 1)).toEqual({ low: false, high: false });
    expect(beyond([-1.1, 1], 1)).toEqual({ low: true, high: false });
    expect(beyond([1.1, Number.NaN], 1)).toEqual({ low: false, high: true });
  });
});

describe('cells', () => {
  const grid = { rows: 10, columns: 40 };
  it('lie under the point, also at the edges', () => {
    expect(cellAt(grid, 0, 0)).toEqual({ row: 0, column: 0 });
    expect(cellAt(grid, 1, 1)).toEqual({ row: 9, column: 39 });
    expect(cellAt(grid, 0.5, 0.75)).toEqual({ row: 7, column: 20 });
    expect(cellAt(grid, -0.1, 1.2)).toEqual({ row: 9, column: 0 });
  });
  it('are reached with the keys, by ones and by tens', () => {
    const from = { row: 3, column: 5 };
    const to = (key: string) => moveCell(grid, from, key);
    expect(to('ArrowRight')).toEqual({ row: 3, column: 6 });
    expect(to('ArrowUp')).toEqual({ row: 2, column: 5 });
    expect([to('PageUp'), to('PageDown')]).toEqual([
      { row: 3, column: 0 },
      { row: 3, column: 15 },
    ]);
    expect([to('Home'), to('End')]).toEqual([
      { row: 3, column: 0 },
      { row: 3, column: 39 },
    ]);
    expect(moveCell(grid, undefined, 'End')).toEqual({ row: 0, column: 0 });
    expect(to('a')).toBeUndefined();
  });
});

describe('the histogram', () => {
  it('counts every number once, symmetric around zero', () => {
    expect(histogram([-1, 0, 1, Number.NaN], 3)).toEqual({ m: 1, counts: [1, 1, 1] });
    expect(histogram([-2, -1.9, 1.9, 2], 4).counts).toEqual([2, 0, 0, 2]);
    expect(histogram([0, 0], 3)).toEqual({ m: 0, counts: [0, 2, 0] });
    const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    expect(histogram(values, 21).counts.reduce((a, b) => a + b)).toBe(1000);
  });
});

describe('the figure', () => {
  const view = (rule: RuleId, changes: Partial<InsideView> = {}): InsideView => ({
    experiment: defaultExperiment(),
    run: `${rule}-0`,
    seed: 0,
    rule,
    layer: 1,
    hidden: 2,
    sizes: [784, 500, 300, 10],
    sample: 0,
    started: false,
    gone: undefined,
    inspection: undefined,
    scales: {},
    ...changes,
  });
  const names = (rule: RuleId, changes?: Partial<InsideView>) =>
    heatmapModel(view(rule, changes))?.matrices.map(({ label, note }) => `${label} ${note}`);

  it('names B and the path with its sign, by the rule', () => {
    expect(names('dfa')).toEqual(['B₁ locked', '−(W₂W₃)ᵀ moving']);
    expect(names('dfa', { layer: 2 })).toEqual(['B₂ locked', '−W₃ᵀ moving']);
    expect(names('fa')).toEqual(['B₁ locked', 'W₂ᵀ moving']);
    expect(names('bp')).toEqual(['(W₂W₃)ᵀ copied']);
    expect(names('pepita')).toEqual(['Fᵀ locked']);
    expect(names('llo')).toBeUndefined();
    expect(names('dfa', { sizes: [784, 10], hidden: 0 })).toBeUndefined();
    const redrawn = { ...defaultExperiment(), feedbackRedraw: 'epoch' } as const;
    expect(names('drtp', { experiment: redrawn })?.[0]).toBe('B₁ drawn anew');
  });
  it('shows B before training, and reads its cells by their numbers in the whole', () => {
    const model = heatmapModel(view('dfa'));
    if (!model) throw new Error('There is no model.');
    const [B, path] = model.matrices;
    expect(partText(model)).toBe('40 of 500 units');
    expect(B?.values).toHaveLength(400);
    expect(B?.m).toBeCloseTo(Math.sqrt(6 / 500), 3);
    expect(cellText(model, B!, { row: 7, column: 39 })).toMatch(/^row 7, unit 499: −?0\.\d+$/);
    expect(cellText(model, path!, { row: 7, column: 1 })).toBe('row 7, unit 13: not seen yet');
    expect(heatmapSummary(model)).toBe('B₁ (locked) above −(W₂W₃)ᵀ (moving).');
    expect(partText(heatmapModel(view('fa'))!)).toBe('16 of 300 rows, 40 of 500 units');
    expect(partText(heatmapModel(view('pepita'))!)).toBe('40 of 784 inputs');
  });
  it('keeps the scale that was fixed at first sight', () => {
    const scales = { [scaleKey('dfa-0', 'B', 1)]: 3 };
    expect(heatmapModel(view('dfa', { scales }))?.matrices[0]?.m).toBe(3);
  });
});
