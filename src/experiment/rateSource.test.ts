import { describe, expect, it } from 'vitest';
import { ruleIds } from '../core/rules';
import type { Experiment } from '../core/run/spec';
import { datasetIds, datasets } from '../data';
import { defaultExperiment } from './defaults';
import { rateSource } from './rateSource';

const mnist = defaultExperiment('mnist');
const of = (part: Partial<Experiment>) => rateSource({ ...mnist, ...part });

describe('the source of a learning rate', () => {
  it.each(datasetIds)('%s: is the data set’s with its suggested settings', (id) => {
    expect(rateSource(defaultExperiment(id))).toBe(datasets[id].learningRateSource);
  });

  it('is not the data set’s for a changed rate', () => {
    const learningRate = { ...mnist.learningRate, 'f3-error': 0.01 };
    expect(of({ learningRate })).toBe('set here; the default for this data set with Adam is 0.001');
    expect(of({ learningRate })).not.toContain('paper');
    // The rate of a rule that is not chosen.
    expect(of({ learningRate, rules: ['bp'] })).toBe(datasets.mnist.learningRateSource);
  });

  it('lists rates that differ between rules', () => {
    const sgemm = defaultExperiment('sgemm');
    const learningRate = Object.fromEntries(ruleIds.map((id) => [id, 0.5])) as Experiment['learningRate'];
    expect(rateSource({ ...sgemm, learningRate })).toMatch(/Adam is 0\.0001,bp=0\.01/);
  });

  it('says that the rate was chosen for Adam if the optimizer or its options differ', () => {
    expect(of({ optimizer: 'sgd' })).toBe('chosen for Adam; no rate is known for SGD');
    expect(of({ optimizerOptions: { beta1: 0.5 } })).toBe('chosen for Adam with its usual settings');
  });

  it('lists the network and batch size that it was chosen for if they differ', () => {
    expect(of({ hidden: [100, 100], batchSize: 10 })).toBe(
      `${datasets.mnist.learningRateSource}; there with hidden layers 500, batch size 50`,
    );
  });
});
