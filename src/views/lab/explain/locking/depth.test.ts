import { expect, it } from 'vitest';
import { hiddenLayer } from '../../../../core/blocks/hidden';
import { pipeline } from '../../../../core/cost/timeline';
import { ruleIds, rules } from '../../../../core/rules';
import { defaultExperiment } from '../../../../experiment/defaults';
import { shapeOf } from '../../inside/cost/costText';
import { curvesOf, deepShape, denseText, MOST_LAYERS } from './depth';

it('draws one curve for rules with the same slots at every depth, and names each rule once', () => {
  const curves = curvesOf(ruleIds, 4, ({ slots }) => slots);
  expect(curves.flatMap((curve) => curve.rules).sort()).toEqual([...ruleIds].sort());
  for (const { rules: of, values } of curves)
    for (const id of of)
      expect(values, id).toEqual(
        Array.from({ length: MOST_LAYERS }, (_, i) => pipeline(rules[id], i + 1, 4).slots),
      );
  expect(curves.find((curve) => curve.rules.includes('bp'))?.values[3]).toBe(32);
  expect(curves.find((curve) => curve.rules.includes('dfa'))?.values[3]).toBe(20);
  expect(curves.find((curve) => curve.rules.includes('f3-error'))?.values[3]).toBe(11);
});

it('the model of a step has dense layers only, and says so where the settings have others', () => {
  const shape = shapeOf(defaultExperiment('digits'));
  const maps = { ...shape, hidden: [hiddenLayer('convolution', {}), 70] };
  expect(denseText(shape)).toBe('');
  expect(denseText(maps)).toBe(', all layers dense, unlike the settings’');
  expect(deepShape(maps, 4).hidden).toEqual([70, 70, 70]);
  expect(deepShape({ ...shape, hidden: maps.hidden.slice(0, 1) }, 2).hidden).toEqual([500]);
});
