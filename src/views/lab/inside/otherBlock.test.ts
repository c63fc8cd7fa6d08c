/** The network's parts get their sizes, costs, wires and pictures from its blocks: convolutions, and pooling between. */
import { describe, expect, it } from 'vitest';
import { parameterSizes } from '../../../core/blocks/chain';
import { hiddenLayer } from '../../../core/blocks/hidden';
import { rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run/spec';
import { defaultExperiment } from '../../../experiment/defaults';
import { copiedWeights } from '../explain/transport/formula/formula';
import { memoryText, operationsText, shapeOf } from './cost/costText';
import { layoutOf } from './diagram/diagramLayout';
import { skipText } from './diagram/diagramText';
import { wires } from './diagram/reading/spots';
import { pathLabel, unitName } from './labels';
import {
  bordersOfChosen,
  chainOfChosen,
  hasPath,
  layerWithWires,
  linksOf,
  shapesOf,
  sizesOf,
  skipsOf,
  wiredOf,
} from './sizes';

const convolution = (channels: number, options = {}) =>
  hiddenLayer('convolution', { channels, kernel: 5, padding: 2, ...options });
const dense: Experiment = { ...defaultExperiment('mnist'), hidden: [30, 20] };
const pooled: Experiment = { ...dense, hidden: [convolution(8), 50] };
const deep: Experiment = {
  ...dense,
  hidden: [convolution(4), hiddenLayer('convolution', { channels: 8, stride: 2, pool: 1 }), 30],
};
const layout = (experiment: Experiment, width = 452) =>
  layoutOf({
    ...{ sizes: sizesOf(experiment), wired: wiredOf(experiment), links: linksOf(experiment) },
    skips: skipsOf(experiment),
    shapes: bordersOfChosen(experiment).map(({ shape }) => shape),
    ...{ layer: 1, width, image: true },
  });

describe('a network of other blocks', () => {
  it('has border sizes that differ from its units', () => {
    expect(sizesOf(dense)).toEqual([784, 30, 20, 10]);
    expect(sizesOf(pooled)).toEqual([784, 8 * 28 * 28, 50, 10]);
    expect(sizesOf(deep)).toEqual([784, 4 * 28 * 28, 8 * 7 * 7, 30, 10]);
  });

  it('has the cost that they report', () => {
    expect(shapeOf(pooled)).toMatchObject({ hidden: pooled.hidden, shape: [1, 28, 28] });
    expect(memoryText(shapeOf(pooled))).not.toContain('break');
    for (const errorTransform of ['raw', 'one-hot'] as const)
      for (const hidden of [[convolution(8)], pooled.hidden, deep.hidden]) {
        const text = operationsText(shapeOf({ ...pooled, hidden, errorTransform }));
        expect(text).not.toMatch(/narrower|eq\. 22/);
      }
    const narrow: Experiment = { ...dense, hidden: [3, 3], errorTransform: 'raw' };
    expect(operationsText(shapeOf(narrow))).toContain('narrower than the output');
  });

  it('has wires only if weights are wires', () => {
    const from = (experiment: Experiment) => [
      ...new Set(wires(layout(experiment)).map(({ column }) => column)),
    ];
    expect(from(dense)).toEqual([0, 1, 2]);
    expect(from(pooled)).toEqual([2]);
    expect(from(deep)).toEqual([3]);
    expect([1, 2].map((layer) => hasPath(pooled, layer))).toEqual([false, true]);
    expect([1, 2, 3].map((layer) => hasPath(deep, layer))).toEqual([false, true, true]);
    expect([1, 2, 3].map((layer) => layerWithWires(deep, layer))).toEqual([3, 3, 3]);
    expect([1, 2].map((layer) => layerWithWires(dense, layer))).toEqual([1, 2]);
    expect(layerWithWires({ ...dense, hidden: [convolution(8)] }, 1)).toBe(1);
  });

  it('adds in its forward paths what a layer adds, and has wires beside it', () => {
    const residual = hiddenLayer('residual', { units: 30 });
    const adding: Experiment = { ...dense, hidden: [30, residual, residual] };
    expect(wiredOf(adding)).toEqual([true, true, true, true]);
    expect([1, 2, 3].map((layer) => hasPath(adding, layer))).toEqual([true, true, true]);
    const label = (rule: 'drtp' | 'fa' | 'bp', layer: number) =>
      pathLabel(rules[rule], layer, 4, skipsOf(adding));
    expect([1, 2, 3].map((layer) => label('drtp', layer))).toEqual(['−((I+W₂)…W₄)ᵀ', '−((I+W₃)W₄)ᵀ', '−W₄ᵀ']);
    expect([1, 2, 3].map((layer) => layerWithWires(adding, layer))).toEqual([3, 3, 3]);
    expect(label('fa', 1)).toBe('W₂ᵀ');
    expect(label('bp', 1)).toBe('((I+W₂)…W₄)ᵀ');
    expect(linksOf(adding)).toEqual([['dense'], [], [], []]);
    const text = (experiment: Experiment) => skipText(skipsOf(experiment), layout(experiment).columns);
    expect(text(adding)).toBe('Layers 2 and 3 add what enters them, unit by unit: the straight lines.');
    expect(text({ ...dense, hidden: [30, residual, 30, residual, residual, residual] })).toBe(
      'Layers 2 and 4 to 6 add what enters them, unit by unit.',
    );
    expect(text({ ...dense, hidden: [30, 20, hiddenLayer('residual', { units: 20 }), 20] })).toBe(
      'Layer 3 adds what enters it, unit by unit.',
    );
    expect(text(dense)).toBeUndefined();
  });

  it('draws a layer that adds to an image or to maps whole', () => {
    const maps: Experiment = { ...dense, hidden: [hiddenLayer('residual', { units: 784 }), 30] };
    expect(wiredOf(maps)).toEqual([false, true, true]);
    expect(linksOf(maps)).toEqual([['residual'], ['dense'], []]);
    expect(bordersOfChosen(maps)[1]?.shape).toEqual([1, 28, 28]);
    expect(skipText(skipsOf(maps), layout(maps).columns)).toBe('Layer 1 adds what enters it, unit by unit.');
  });

  it('is drawn as maps, with what lies between in words', () => {
    const { columns } = layout(deep, 600);
    expect(layout(deep, 360).columns[1]?.sizeText).toBe('4 maps');
    expect(columns.map(({ sizeText }) => sizeText)).toEqual([
      '28 × 28',
      '4 maps 28 × 28',
      '8 maps 7 × 7',
      '30',
      '10',
    ]);
    expect(columns[1]?.units.map(({ unit }) => unit)).toEqual([0, 1, 2, 3]);
    expect(columns[2]?.units.map(({ unit }) => unit)).toEqual([0, 2, 5, 7]);
    expect(columns.map(({ link }) => link)).toEqual([
      ['conv 5 × 5'],
      ['max 2 × 2', 'conv 3 × 3'],
      ['dense'],
      [],
      [],
    ]);
    for (const { maps = 0, units } of layout(deep, 300).columns)
      for (const [i, { y }] of units.entries())
        if (maps) expect(y - (units[i - 1]?.y ?? -100)).toBeGreaterThan(maps);
  });

  it('counts the weights that backpropagation copies: all parameters but biases, above the first layer', () => {
    for (const experiment of [dense, pooled, deep]) {
      const above = chainOfChosen(experiment).slice(1);
      const all = above.flatMap((link) => parameterSizes(link, false)).reduce((a, b) => a + b);
      expect(copiedWeights(rules.bp, shapesOf(experiment))).toBe(all);
    }
    expect(copiedWeights(rules.bp, shapesOf(pooled))).toBe(8 * 14 * 14 * 50 + 50 * 10);
    expect(copiedWeights(rules.bp, shapesOf(deep))).toBe(4 * 9 * 8 + 8 * 7 * 7 * 30 + 30 * 10);
  });

  it('names a pixel by its map, row and column', () => {
    expect(unitName([8, 5, 4], 3 * 20 + 2 * 4 + 1)).toBe('map 3, pixel (2, 1)');
    expect(unitName([500], 212)).toBe('unit 212');
  });
});
