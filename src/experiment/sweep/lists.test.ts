import { expect, it } from 'vitest';
import { defaultExperiment } from '../defaults';
import { fields } from '../fields/fields';
import { firstOf, isList, parseList } from './lists';
import type { SweepAxis } from './sweep';

const experiment = { ...defaultExperiment(), rules: ['bp' as const, 'f3-error' as const] };

/** The values as they would be typed. */
function texts(setting: SweepAxis['setting'], text: string): readonly string[] | string {
  const parsed = parseList(experiment, setting, text);
  if (!parsed.ok) return parsed.problem;
  return parsed.value.values.map((value) => fields[setting].format(value as never, experiment));
}

it('values stand between slashes; a part with a name has a list of its own; the last part changes first', () => {
  expect(texts('batchSize', '50/100')).toEqual(['50', '100']);
  expect(texts('hidden', '500,300/100x3 / none')).toEqual(['500,300', '100x3', 'none']);
  expect(texts('optimizer', 'adam/sgd')).toEqual(['adam', 'sgd']);
  expect(texts('learningRate', '0.01/0.1')).toEqual(['0.01', '0.1']);
  expect(texts('learningRate', '0.5,f3-error=1e-4/1e-3')).toEqual([
    '0.5,f3-error=0.0001',
    '0.5,f3-error=0.001',
  ]);
  const both = parseList(experiment, 'learningRate', 'bp=1/2,f3-error=3/4');
  const rates = both.ok ? (both.value.values as (typeof experiment.learningRate)[]) : [];
  expect(rates.map((rate) => [rate.bp, rate['f3-error']])).toEqual([
    [1, 3],
    [1, 4],
    [2, 3],
    [2, 4],
  ]);
  // The rates of the others are theirs.
  expect(rates.map(({ dfa }) => dfa)).toEqual(Array(4).fill(experiment.learningRate.dfa));
});

it('only settings that can have several values are lists, which begin with their first', () => {
  expect(isList('hidden', '500/100')).toBe(true);
  expect(isList('hidden', '500,100')).toBe(false);
  expect(isList('dataset', './a/b.csv')).toBe(false);
  expect(firstOf('hidden', '500,300/100')).toBe('500,300');
  expect(firstOf('learningRate', '0.5,bp=1/2')).toBe('0.5,bp=1');
});

it.each([
  ['batchSize', '50/', /Batch size: “50\/” has nothing on one side of a “\/”/],
  ['learningRate', 'bp=/0.1', /has nothing on one side/],
  ['batchSize', '50/many', /Batch size: “many”/],
  ['learningRate', '0.1/1e-1', /Learning rate: “0.1\/1e-1” means 1e-1 twice/],
] as const)('%s: %s is refused by name and value', (setting, text, problem) => {
  expect(texts(setting, text)).toMatch(problem);
});
