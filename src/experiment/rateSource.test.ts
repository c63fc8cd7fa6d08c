import { describe, expect, it } from 'vitest';
import { ruleIds } from '../core/rules';
import type { Experiment } from '../core/run/spec';
import { datasetIds, datasets } from '../data';
import { defaultExperiment } from './defaults';
import { rateSource } from './rateSource';

const mnist = defaultExperiment('mnist');
const of = (part: Partial<Experiment>) => rateSource({ ...mnist, ...part });

describe('where a learning rate comes from', () => {
  it.each(datasetIds)('%s: its source, as long as all is as the data set suggests', (id) => {
    expect(rateSource(defaultExperiment(id))).toBe(datasets[id].learningRateSource);
  });

  it('of a rate that was changed it is not the source', () => {
    const learningRate = { ...mnist.learningRate, 'f3-error': 0.01 };
    expect(of({ learningRate })).toBe('set here; the default for this data set with Adam is 0.001');
    expect(of({ learningRate })).not.toContain('paper');
    // That rule is not chosen.
    expect(of({ learningRate, rules: ['bp'] })).toBe(datasets.mnist.learningRateSource);
  });

  it('says rates that differ among the rules', () => {
    const sgemm = defaultExperiment('sgemm');
    const learningRate = Object.fromEntries(ruleIds.map((id) => [id, 0.5])) as Experiment['learningRate'];
    expect(rateSource({ ...sgemm, learningRate })).toMatch(/Adam is 0\.0001,bp=0\.01/);
  });

  it('with another optimizer, or other numbers of it, it was chosen for Adam', () => {
    expect(of({ optimizer: 'sgd' })).toBe('chosen for Adam; no rate is known for SGD');
    expect(of({ optimizerOptions: { beta1: 0.5 } })).toBe('chosen for Adam with its usual settings');
  });

  it('in another network, or with other batches, it says those that it was chosen for', () => {
    expect(of({ hidden: [100, 100], batchSize: 10 })).toBe(
      `${datasets.mnist.learningRateSource}; there with hidden layers 500, batch size 50`,
    );
  });
});
