import { describe, expect, it } from 'vitest';
import type { ruleIds } from '../core/rules';
import { experimentSchema } from '../core/run';
import { datasetIds } from '../data';
import {
  conflicts,
  defaultExperiment,
  fieldKeys,
  fields,
  formatHidden,
  fromQuery,
  parseHidden,
  toQuery,
} from './fields';

describe('links', () => {
  it('are empty for the default experiment', () => {
    expect(toQuery(defaultExperiment())).toBe('');
    expect(fromQuery('')).toEqual({ experiment: defaultExperiment(), problems: [] });
  });

  it.each(datasetIds)('bring back what was set on %s', (dataset) => {
    const experiment = {
      ...defaultExperiment(dataset),
      rules: ['bp', 'llo'] as typeof ruleIds,
      hidden: [300, 200, 200],
      activation: 'relu' as const,
      outputActivation: 'softmax' as const,
      loss: 'ce' as const,
      feedbackInit: 'trinomial' as const,
      errorTransform: 'raw' as const,
      optimizer: 'sgd' as const,
      learningRate: { ...defaultExperiment(dataset).learningRate, dfa: 1e-7 },
      batchSize: 64,
      epochs: 3,
      seed: 4294967295,
      backend: 'cpu' as const,
    };
    expect(experimentSchema.parse(experiment)).toEqual(experiment);
    const query = toQuery(experiment);
    expect(query).toContain('hidden=300,200,200');
    expect(fromQuery(`?${query}`)).toEqual({ experiment, problems: [] });
  });

  it('say what was dropped, and keep the rest', () => {
    const { experiment, problems } = fromQuery(
      '?optimizer=lion&warmup=200&batch-size=0&epochs=7&dataset=nope&rule=bp,zz',
    );
    expect(experiment).toEqual({ ...defaultExperiment(), epochs: 7 });
    expect(problems).toHaveLength(5);
    expect(problems.join('\n')).toMatch(/lion[\s\S]*warmup|warmup[\s\S]*lion/);
    expect(problems.join('\n')).toContain('Batch size: “0”');
  });

  it('refuse a loss that does not fit the output', () => {
    const { experiment, problems } = fromQuery('?loss=ce');
    expect(experiment.loss).toBe('bce');
    expect(problems[0]).toMatch(/Cross-entropy.*Softmax/);
    expect(conflicts(experiment)).toEqual([]);
  });
});

describe('fields', () => {
  it('write each default so that it reads back', () => {
    const defaults = defaultExperiment();
    for (const name of fieldKeys) {
      const field = fields[name] as (typeof fields)['epochs'];
      const text = field.format(defaults[name] as number);
      expect(field.parse(text, defaults)).toEqual({ ok: true, value: defaults[name] });
    }
  });

  it.each([
    ['500', [500]],
    ['500,300', [500, 300]],
    ['500x5', [500, 500, 500, 500, 500]],
    ['64×2, 10', [64, 64, 10]],
    ['none', []],
  ])('hidden %s', (text, sizes) => {
    expect(parseHidden(text)).toEqual({ ok: true, value: sizes });
    expect(parseHidden(formatHidden(sizes))).toEqual({ ok: true, value: sizes });
  });

  it.each(['', 'abc', '500,', '0', '-5', '1.5', '64x100000', '9999999'])(
    'refuses hidden “%s” and names it',
    (text) => {
      const parsed = parseHidden(text);
      expect(parsed.ok).toBe(false);
      if (!parsed.ok) expect(parsed.problem).toContain('Hidden layers');
    },
  );

  it.each(['', '0', '-1', 'abc', 'bp=', 'xx=0.1', 'NaN', '1e9'])('refuses learning rate “%s”', (text) => {
    const parsed = fields.learningRate.parse(text, defaultExperiment());
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.problem).toContain('Learning rate');
  });

  it('one rate for all but one is written short, and read back', () => {
    const parsed = fields.learningRate.parse('0.01,dfa=0.0001', defaultExperiment());
    expect(parsed).toMatchObject({ ok: true, value: { bp: 0.01, dfa: 0.0001, llo: 0.01 } });
    if (parsed.ok) expect(fields.learningRate.format(parsed.value)).toBe('0.01,dfa=0.0001');
  });

  it('a rate for one rule leaves the others', () => {
    const parsed = fields.learningRate.parse('bp=0.01', defaultExperiment());
    expect(parsed).toMatchObject({ ok: true, value: { bp: 0.01, dfa: 0.001 } });
  });
});
