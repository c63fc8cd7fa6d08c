import { beforeAll, describe, expect, it } from 'vitest';
import { type DatasetInfo, regressionSettings } from '../data/spec';
import { addOwnDataset } from '../data/storage/ownDatasets';
import { conflicts } from './conflicts';
import { defaultExperiment, onDataset } from './defaults';
import { fields } from './fields/fields';
import { fromQuery, toQuery } from './files/link';

const digits = defaultExperiment('digits');

function info(id: string, changes: Partial<DatasetInfo>): DatasetInfo {
  return {
    id,
    name: 'Prices',
    task: 'regression',
    trainSize: 80,
    testSize: 20,
    inputs: 3,
    outputs: 1,
    sentence: '',
    source: '',
    licence: '',
    settings: { ...regressionSettings, hidden: [32], batchSize: 10 },
    learningRates: { ...digits.learningRate, bp: 0.03 },
    learningRateSource: '',
    ...changes,
  };
}

beforeAll(() => {
  addOwnDataset(info('own-prices', {}));
  addOwnDataset(info('own-kinds', { task: 'classification', settings: { batchSize: 20 } }));
});

describe('an experiment on another data set', () => {
  it('takes its learning rates, and its defaults for unchanged settings', () => {
    const moved = onDataset(digits, 'own-prices');
    expect(moved).toEqual(defaultExperiment('own-prices'));
    expect(moved).toMatchObject({
      loss: 'mse',
      outputActivation: 'linear',
      errorTransform: 'raw',
      hidden: [32],
      batchSize: 10,
      epochs: 10,
    });
    expect(onDataset(moved, 'digits')).toEqual(digits);
  });

  it('keeps changed settings', () => {
    const tuned = { ...digits, hidden: [7, 7], batchSize: 99, seeds: [5], rules: ['bp' as const] };
    expect(onDataset(tuned, 'own-prices')).toMatchObject({
      hidden: [7, 7],
      batchSize: 99,
      seeds: [5],
      rules: ['bp'],
      loss: 'mse',
    });
  });

  it('resets changed settings only if they conflict with it', () => {
    const tuned = { ...digits, loss: 'ce' as const, outputActivation: 'softmax' as const, epochs: 3 };
    const moved = onDataset({ ...tuned, errorTransform: 'aggregate' }, 'own-prices');
    expect(moved).toMatchObject({
      loss: 'mse',
      outputActivation: 'linear',
      errorTransform: 'raw',
      epochs: 3,
    });
    expect(conflicts(moved)).toEqual([]);
    expect(onDataset(tuned, 'own-kinds')).toMatchObject({ loss: 'ce', outputActivation: 'softmax' });
  });

  it('does not modify the previous experiment', () => {
    const before = structuredClone(digits);
    onDataset(digits, 'own-prices').hidden.push(1);
    expect(digits).toEqual(before);
    expect(defaultExperiment('own-prices').hidden).toEqual([32]);
  });
});

describe('conflicts with regression', () => {
  const regression = () => defaultExperiment('own-prices');

  it.each([
    ['loss', { loss: 'bce', outputActivation: 'linear' }, 'Loss: Binary cross-entropy', 'Squared error'],
    ['outputActivation', { outputActivation: 'sigmoid' }, 'Output activation: ', 'Linear'],
    ['errorTransform', { errorTransform: 'one-hot' }, 'Error information: ', 'Choose'],
    ['errorTransform', { errorTransform: 'aggregate' }, 'Error information: ', 'Choose'],
  ] as const)('%s: %j', (at, changes, start, wayOut) => {
    const found = conflicts({ ...regression(), ...changes }).find((one) => one.at === at);
    expect(found?.problem.startsWith(start)).toBe(true);
    expect(found?.problem).toContain('Prices has numbers to predict, not classes');
    expect(found?.problem).toContain(wayOut);
  });

  it('error information conflicts only if a rule has a memory', () => {
    expect(conflicts({ ...regression(), errorTransform: 'one-hot', rules: ['bp', 'dfa'] })).toEqual([]);
    expect(conflicts(regression())).toEqual([]);
  });

  it('squared error on classes is allowed', () => {
    expect(conflicts({ ...digits, loss: 'mse', outputActivation: 'linear' })).toEqual([]);
  });
});

describe('links', () => {
  it('to an imported data set contain its id, and omit its suggested settings', () => {
    const query = toQuery({ ...defaultExperiment('own-prices'), epochs: 3 });
    expect(query).toBe('dataset=own-prices&epochs=3');
    expect(fromQuery(query)).toEqual({
      experiment: { ...defaultExperiment('own-prices'), epochs: 3 },
      problems: [],
    });
  });

  it('to an imported data set that is not on this computer report it', () => {
    const { experiment, problems } = fromQuery('dataset=own-elsewhere&epochs=3');
    expect(experiment).toEqual({ ...digits, epochs: 3 });
    expect(problems).toEqual([
      'Data set: “own-elsewhere” is an imported data set that is not on this computer. Open its file on the Data page, or choose another.',
    ]);
    expect(fields.dataset.parse('toString', digits).ok).toBe(false);
  });
});
