import { describe, expect, it } from 'vitest';
import { hiddenLayer } from '../../../core/blocks/hidden';
import { ruleIds, rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run/spec';
import { datasets } from '../../../data';
import { addOwnDataset } from '../../../data/storage/ownDatasets';
import { defaultExperiment } from '../../../experiment/defaults';
import { networkText } from '../../../experiment/fields/networkText';
import { memoryText, operationsText, shapeOf } from '../inside/cost/costText';
import { drawnFeedback } from '../inside/heatmaps/drawnFeedback';
import { linksOf, shapesOf, sizesOf } from '../inside/sizes';
import { fitting } from './fitting';

const flat = {
  ...datasets.digits,
  id: 'own-flat-aaaaaaaaaaaa',
  name: 'Flat',
  image: { width: 40, height: 10, channels: 1 },
  inputs: 400,
};
addOwnDataset(flat as never);
const convolution = (options: object) => hiddenLayer('convolution', { channels: 32, ...options });
const on = (dataset: string, hidden: Experiment['hidden']): Experiment => ({
  ...defaultExperiment(),
  dataset,
  hidden,
});

describe.each([
  ['a kernel higher than the image', on(flat.id, [convolution({ kernel: 20 })]), []],
  ['a kernel wider than the image', on('digits', [convolution({ kernel: 31, padding: 1 }), 50]), [50]],
  ['a convolution on a dense layer', on('digits', [40, convolution({ kernel: 3 }), 50]), [40, 50]],
])('%s', (_, draft, kept) => {
  it('is left out of what is drawn, which has no sizes below 1', () => {
    const shown = fitting(draft);
    expect(shown.hidden).toEqual(kept);
    expect(fitting(draft)).toBe(shown);
    const shape = shapeOf(shown);
    const texts = [networkText(shape), memoryText(shape), operationsText(shape), ...linksOf(shown).flat()];
    expect(texts.join(' ')).not.toMatch(/[-−]\d|NaN/);
    expect(Math.min(...sizesOf(shown))).toBeGreaterThan(0);
    for (const rule of ruleIds)
      for (const one of [shown, draft])
        for (const layer of [1, 2])
          expect(() => drawnFeedback({ ...one, seed: 0 }, rules[rule], shapesOf(one), layer)).not.toThrow();
  });
});

it('a network that fits is drawn as it is', () => {
  const draft = on('digits', [convolution({ kernel: 3 }), 50]);
  expect(fitting(draft)).toBe(draft);
});
