import { describe, expect, it } from 'vitest';
import { hiddenLayer } from '../core/blocks/hidden';
import type { Experiment } from '../core/run/spec';
import { cautions, waysText } from './cautions';
import { defaultExperiment } from './defaults';
import { fromQuery } from './files/link';
import { withSetting } from './files/read';
import { presets } from './presets';

const deep = { hidden: [500, 500, 500], errorTransform: 'raw' } as const satisfies Partial<Experiment>;
const found = (part: object, dataset?: string) =>
  cautions({ ...defaultExperiment(dataset), ...deep, ...part } as Experiment);

describe('raw error information in deep networks', () => {
  it('has a caution at both settings from three hidden layers on', () => {
    expect(found({})[0]?.at).toEqual(['errorTransform', 'hidden']);
    expect(found({ hidden: [100, 100, 100, 100] })).toHaveLength(1);
    expect(found({ hidden: [500, 500] })).toEqual([]);
    expect(cautions(defaultExperiment())).toEqual([]);
  });

  it('has a caution only for rules with delayed errors, on classes with sigmoid outputs', () => {
    expect(found({ rules: ['bp', 'dfa', 'drtp'] })).toEqual([]);
    expect(found({ rules: ['f3-loss'] })).toHaveLength(1);
    expect(found({ outputActivation: 'softmax', loss: 'ce' })).toEqual([]);
    expect(found({ outputActivation: 'sigmoid' }, 'wine')).toEqual([]);
    // Thirty layers with raw errors and a softmax.
    expect(cautions(fromQuery(presets.depth.query).experiment)).toEqual([]);
  });

  it('offers remedies of one setting each: one-hot removes the caution, the pass without learning does not', () => {
    const experiment = { ...defaultExperiment(), ...deep, hidden: [...deep.hidden] };
    const [caution] = cautions(experiment);
    const after = caution?.ways.map((way) => cautions(withSetting(experiment, way.field, way.value)));
    expect(after?.[0]).toEqual([]);
    expect(after?.[1]?.[0]?.ways).toEqual([caution?.ways[0]]);
    expect(caution && waysText(caution)).toBe('--error-transform one-hot or --error-init inference-epoch');
  });
});

it('blocks without programs of their own on WebGPU run in plain operations there', () => {
  const hidden = [hiddenLayer('transformer', {}), 100];
  const [caution] = found({ hidden, backend: 'webgpu', errorTransform: 'one-hot' });
  expect(caution?.at).toEqual(['backend']);
  expect(caution?.text).toMatch(
    /^On WebGPU this lab has no programs of its own for Transformer: plain operations compute the same there/,
  );
  expect(found({ hidden, backend: 'wasm', errorTransform: 'one-hot' })).toEqual([]);
  for (const fused of [100, hiddenLayer('convolution', {}), hiddenLayer('residual', {})])
    expect(found({ hidden: [fused], backend: 'webgpu', errorTransform: 'one-hot' })).toEqual([]);
});

describe('stages of a pipeline', () => {
  const staged = { hidden: [20, 20], pipeline: 2, errorTransform: 'one-hot' } as const;
  it('says which algorithms train in one worker, unless all of them do', () => {
    const textOf = (...chosen: string[]) =>
      found({ ...staged, rules: chosen })
        .filter(({ at }) => at.includes('pipeline'))
        .map(({ text }) => text);
    expect(textOf('bp', 'pepita')).toEqual([
      'PEPITA trains in one worker: it sends its input through the network twice.',
    ]);
    expect(textOf('bp', 'f3-error')).toEqual([]);
    expect(textOf('pepita')).toEqual([]);
  });

  it('says that a batch has no more parts than samples', () => {
    const textOf = (part: object) =>
      found({ ...staged, rules: ['bp'], ...part })
        .filter(({ at }) => at.includes('microBatches'))
        .map(({ text }) => text);
    expect(textOf({ batchSize: 8, microBatches: 16 })).toEqual([
      'A batch of 8 samples has no more than 8 parts: that many are passed on, not 16.',
    ]);
    expect(textOf({ batchSize: 16, microBatches: 16 })).toEqual([]);
    expect(textOf({ batchSize: 8, microBatches: 16, pipeline: 1 })).toEqual([]);
    expect(textOf({ batchSize: 8, microBatches: 16, rules: ['f3-error'] })).toEqual([]);
  });
});
