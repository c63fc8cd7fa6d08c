import { expect, it } from 'vitest';
import { experimentSchema } from '../core/run/spec';
import { defaultExperiment } from './defaults';
import { expand, firstSeed } from './expand';
import { allChanged } from './testSupport';

const experiment = { ...allChanged, rules: ['bp' as const, 'dfa' as const], seeds: [9, 0, 1] };

it('orders runs by seed, then by rule', () => {
  expect(expand(experiment).map(({ id }) => id)).toEqual(['bp-9', 'dfa-9', 'bp-0', 'dfa-0', 'bp-1', 'dfa-1']);
  expect(expand(defaultExperiment()).map(({ id }) => id)).toEqual(['bp-0', 'dfa-0', 'drtp-0', 'f3-error-0']);
  expect(firstSeed(experiment)).toBe(9);
});

it('each run has all settings that determine it, with its own rule, seed and learning rate', () => {
  const { rules: _rules, seeds: _seeds, learningRate, ...rest } = experiment;
  const { backend: _backend, pipeline: _pipeline, microBatches: _parts, threads: _threads, ...shared } = rest;
  for (const { id, spec } of expand(experiment)) {
    expect(id).toBe(`${spec.rule}-${spec.seed}`);
    expect(spec).toEqual({
      ...shared,
      // Fair steps select the measure of their factor.
      measures: [...shared.measures, 'step-factor'],
      rule: spec.rule,
      seed: spec.seed,
      learningRate: learningRate[spec.rule],
    });
  }
});

it('run ids are unique: the schema rejects duplicate seeds', () => {
  const all = expand({ ...experiment, seeds: Array.from({ length: 100 }, (_, i) => i) });
  expect(new Set(all.map(({ id }) => id)).size).toBe(200);
  const twice = experimentSchema.safeParse({ ...experiment, seeds: [0, 4, 4] });
  expect(twice.error?.issues.map(({ message }) => message)).toEqual(['has 4 twice. Remove one']);
});
