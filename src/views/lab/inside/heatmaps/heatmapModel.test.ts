import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../../../core/rules';
import { defaultExperiment } from '../../../../experiment/defaults';
import { scaleKey } from '../../../../store/run/inside';
import type { InsideView } from '../useInsideView';
import { cellText, heatmapModel, heatmapSummary, partText } from './heatmapModel';

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

  it('labels B and the path with its sign, depending on the rule', () => {
    expect(names('dfa')).toEqual(['B₁ locked', '−(W₂W₃)ᵀ moving']);
    expect(names('dfa', { layer: 2 })).toEqual(['B₂ locked', '−W₃ᵀ moving']);
    expect(names('fa')).toEqual(['B₁ locked', 'W₂ᵀ moving']);
    expect(names('bp')).toEqual(['(W₂W₃)ᵀ copied']);
    expect(names('pepita')).toEqual(['Fᵀ locked']);
    expect(names('llo')).toBeUndefined();
    expect(names('dfa', { sizes: [784, 10], hidden: 0 })).toBeUndefined();
    const redrawn = { ...defaultExperiment(), feedbackRedraw: 'epoch' } as const;
    expect(names('drtp', { experiment: redrawn })?.[0]).toBe('B₁ redrawn');
  });
  it('shows B before training, and reads cells with their indices in the full matrix', () => {
    const model = heatmapModel(view('dfa'));
    if (!model) throw new Error('There is no model.');
    const [B, path] = model.matrices;
    expect(partText(model)).toBe('40 of 500 units');
    expect(B?.values).toHaveLength(400);
    expect(B?.m).toBeCloseTo(Math.sqrt(6 / 500), 3);
    expect(cellText(model, B!, { row: 7, column: 39 })).toMatch(/^row 7, unit 499: −?0\.\d+$/);
    expect(cellText(model, path!, { row: 7, column: 1 })).toBe('row 7, unit 13: no value yet');
    expect(heatmapSummary(model)).toBe('B₁ (locked) above −(W₂W₃)ᵀ (moving).');
    expect(partText(heatmapModel(view('fa'))!)).toBe('16 of 300 rows, 40 of 500 units');
    expect(partText(heatmapModel(view('pepita'))!)).toBe('40 of 784 inputs');
  });
  it('keeps the scale that was fixed at the first inspection', () => {
    const scales = { [scaleKey('dfa-0', 'B', 1)]: 3 };
    expect(heatmapModel(view('dfa', { scales }))?.matrices[0]?.m).toBe(3);
  });
});
