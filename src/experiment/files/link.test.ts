import { describe, expect, it } from 'vitest';
import { experimentSchema } from '../../core/run/spec';
import { conflicts } from '../conflicts';
import { defaultExperiment } from '../defaults';
import { fieldKeys } from '../fields/fields';
import { allChanged, changedInVersion1, oneIdEach } from '../testSupport';
import { fromQuery, toQuery } from './link';

describe('links', () => {
  it('are empty for the default experiment', () => {
    expect(toQuery(defaultExperiment())).toBe('');
    expect(fromQuery('')).toEqual({ experiment: defaultExperiment(), problems: [] });
  });

  it('round-trip every setting', () => {
    const defaults = defaultExperiment();
    expect(fieldKeys.filter((name) => allChanged[name] === defaults[name])).toEqual([]);
    expect(experimentSchema.parse(allChanged)).toEqual(allChanged);
    expect(conflicts(allChanged)).toEqual([]);
    expect(fromQuery(`?${toQuery(allChanged)}`)).toEqual({ experiment: allChanged, problems: [] });
  });

  it('are readable', () => {
    const query = toQuery(allChanged);
    for (const part of [
      'hidden=300,200,200',
      'optimizer-options=decay=0.9,epsilon=1e-7',
      'freeze=2,1:1-3,1:6,4:2-',
      'seed=4294967295,3-5,0',
      'bias=no',
      'measures=delta-angle,watch',
    ])
      expect(query.split('&')).toContain(part);
  });

  it.each(oneIdEach)('round-trip %s', (_name, experiment) => {
    expect(experimentSchema.parse(experiment)).toEqual(experiment);
    expect(fromQuery(`?${toQuery(experiment)}`)).toEqual({ experiment, problems: [] });
  });

  it('report what was dropped, and keep the rest', () => {
    const { experiment, problems } = fromQuery(
      '?optimizer=lion&warmup=200&batch-size=0&epochs=7&dataset=nope&rule=bp,zz',
    );
    expect(experiment).toEqual({ ...defaultExperiment(), epochs: 7 });
    expect(problems).toHaveLength(5);
    expect(problems.join('\n')).toMatch(/lion[\s\S]*warmup|warmup[\s\S]*lion/);
    expect(problems.join('\n')).toContain('Batch size: “0”');
  });

  it('reject a loss that does not fit the output activation', () => {
    const { experiment, problems } = fromQuery('?loss=ce');
    expect(experiment).toEqual(defaultExperiment());
    expect(problems[0]).toMatch(/Cross-entropy.*Softmax/);
  });

  it('read options after their optimizer or schedule, in any order of keys', () => {
    const { experiment, problems } = fromQuery('?optimizer-options=momentum=0.5&optimizer=nesterov');
    expect(problems).toEqual([]);
    expect(experiment).toMatchObject({ optimizer: 'nesterov', optimizerOptions: { momentum: 0.5 } });
    expect(fromQuery('?optimizer-options=momentum=0.5').problems[0]).toBe(
      'Optimizer options: “momentum” is not an option of Adam. It has beta1, beta2, epsilon.',
    );
  });

  it('from before there were several seeds keep their meaning', () => {
    const { learningRate } = defaultExperiment();
    const same = { ...changedInVersion1, dataset: 'digits', learningRate: { ...learningRate, dfa: 1e-7 } };
    const old =
      'rule=bp,f3-error,llo&hidden=300,200,200&activation=relu&output-activation=softmax&loss=ce&weight-init=xavier&bias=no&freeze=2,1:1-3,1:6,4:2-&feedback-init=trinomial&feedback-sharing=shared&feedback-redraw=copy-steps&feedback-redraw-steps=1&feedback-reduction=mean&error-transform=aggregate&error-init=inference-epoch&loss-error-scale=per-sample&optimizer=rmsprop&optimizer-options=decay=0.9,epsilon=1e-7&learning-rate=0.001,dfa=1e-7&schedule=step&schedule-options=factor=0.5,first=2,every=1&batch-size=64&epoch-share=0.1&epochs=3&seed=3&backend=cpu&measures=delta-angle,watch';
    expect(fromQuery(old)).toEqual({ experiment: { ...same, seeds: [3] }, problems: [] });
    // A single seed is written as before.
    expect(toQuery({ ...same, seeds: [3] })).toBe(old);
    expect(fromQuery('seed=42').experiment).toEqual({ ...defaultExperiment(), seeds: [42] });
  });

  it('suggest the key that was probably meant', () => {
    expect(fromQuery('?seeds=0-4').problems).toEqual(['Unknown setting: seeds = 0-4. Write seed.']);
  });
});
