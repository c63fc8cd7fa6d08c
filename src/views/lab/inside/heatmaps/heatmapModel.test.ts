import { describe, expect, it } from 'vitest';
import { denseShapes } from '../../../../core/blocks/chain';
import { hiddenLayer } from '../../../../core/blocks/hidden';
import type { RuleId } from '../../../../core/rules';
import { defaultExperiment } from '../../../../experiment/defaults';
import { scaleKey } from '../../../../store/run/inside';
import { shapesOf, sizesOf } from '../sizes';
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
    shapes: denseShapes([784, 500, 300, 10]),
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
    expect(names('dfa', { sizes: [784, 10], shapes: denseShapes([784, 10]), hidden: 0 })).toBeUndefined();
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

  /** 8 maps 5 × 5, pooled, below 50 units. */
  const maps = (rule: RuleId, layer: number, options = { kernel: 5, padding: 2 }) => {
    const channels = hiddenLayer('convolution', { channels: 8, ...options });
    const experiment = { ...defaultExperiment('digits'), hidden: [channels, 50] };
    const own = view(rule, { experiment, layer, sizes: sizesOf(experiment), shapes: shapesOf(experiment) });
    return heatmapModel(own);
  };
  const column = (model: ReturnType<typeof maps>, at: number) => model?.names.columnText(at);

  it('names columns of a B to feature maps by map and pixel, and compares it with nothing', () => {
    const model = maps('dfa', 1);
    expect(model?.shape).toEqual([10, 6272]);
    expect(model?.matrices.map(({ label }) => label)).toEqual(['B₁']);
    expect(column(model, 3 * 784 + 4 * 28 + 7)).toBe('map 3, pixel (4, 7)');
    expect(heatmapSummary(model!)).toMatch(/^B₁ \(locked\)\. .* compared with nothing\.$/);
    expect(maps('dfa', 2)?.alone).toBe('');
    expect(maps('dfa', 1, { kernel: 5, padding: 2, pool: 1 } as never)?.alone).toBe('');
  });
  it('names columns of FA’s B by what its weights read: pooled pixels, or a filter’s', () => {
    const pooled = maps('fa', 1);
    expect(pooled?.shape).toEqual([50, 8 * 14 * 14]);
    expect(column(pooled, 196 + 15)).toBe('pooled map 1, pixel (1, 1)');
    expect(pooled?.matrices.map(({ label }) => label)).toEqual(['B₁', 'W₂ᵀ']);
    const two = [4, 8].map((channels) => hiddenLayer('convolution', { channels, pool: 1 }));
    const experiment = { ...defaultExperiment('digits'), hidden: [...two, 30] };
    const filters = heatmapModel(view('fa', { experiment, shapes: shapesOf(experiment) }));
    expect(filters?.shape).toEqual([8, 4 * 9]);
    expect(column(filters, 2 * 9 + 5)).toBe('filter weight (2, 1, 2)');
    expect(partText(filters!)).toBe('all 36 filter weights');
  });
  it('has nothing for backpropagation through pooling or a convolution', () => {
    expect(maps('bp', 1)).toBeUndefined();
    expect(maps('bp', 2)?.shape).toEqual([10, 50]);
  });
});
