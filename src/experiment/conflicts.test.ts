import { describe, expect, it } from 'vitest';
import { hiddenLayer } from '../core/blocks/hidden';
import type { Experiment } from '../core/run/spec';
import { conflicts } from './conflicts';
import { defaultExperiment } from './defaults';
import { fields } from './fields/fields';
import { withSetting } from './files/read';

const found = (part: Partial<Experiment>) => conflicts({ ...defaultExperiment(), ...part });

describe('conflicts', () => {
  it('are none by default', () => {
    expect(found({})).toEqual([]);
  });

  it.each([
    ['loss', { loss: 'ce' as const }],
    ['feedbackReduction', { feedbackReduction: 'mean' as const, rules: ['bp', 'f3-loss'] as const }],
    ['freeze', { freeze: [{ layer: 3, from: 1 }] }],
    ['inputScale', { dataset: 'moons', inputScale: 'unit' as const }],
    ['rules', { hidden: [500, hiddenLayer('transformer', {})], rules: ['bp', 'fa'] as const }],
    ['freeze', { hidden: [], freeze: [{ layer: 2, from: 1 }] }],
  ])('of %s name the field, and are resolved by their reset', (at, part) => {
    const experiment = { ...defaultExperiment(), ...part } as Experiment;
    const [conflict, ...others] = conflicts(experiment);
    expect(others).toEqual([]);
    expect(conflict?.at).toBe(at);
    expect(conflict?.problem).toContain(fields[at as 'freeze'].label);
    const reset = conflict?.reset.reduce(
      (so, name) => withSetting(so, name, defaultExperiment()[name]),
      experiment,
    );
    expect(conflicts(reset as Experiment)).toEqual([]);
  });

  it('of a network that does not fit its backend', () => {
    const hidden = Array(4).fill(8192);
    const small = { measures: [], rules: ['bp'] } satisfies Partial<Experiment>;
    expect(found({ hidden })).toMatchObject([{ at: 'hidden', reset: [] }]);
    expect(found({ hidden })[0]?.problem).toMatch(/^Hidden layers: 8192x4 needs .* WebAssembly can hold/);
    expect(found({ hidden, backend: 'cpu' })[0]?.problem).toMatch(/plain JavaScript can hold/);
    expect(found({ hidden, ...small })).toEqual([]);
    // The capacity of WebGPU is queried from the device that computes.
    expect(found({ hidden, backend: 'webgpu' })).toEqual([]);
    // Any of the rules may be the one that does not fit.
    const tight = { hidden: Array(4).fill(7200), rules: ['llo', 'dfa'] } satisfies Partial<Experiment>;
    expect(found(tight)).toHaveLength(1);
  });

  it('of FA with a transformer above the first layer, whose backward path is more than one matrix', () => {
    const hidden = [hiddenLayer('transformer', {}), hiddenLayer('transformer', { embedding: 0 })];
    expect(found({ hidden, rules: ['fa'] })[0]?.problem).toBe(
      'Algorithms: FA sends deltas back through one fixed matrix in place of each layer’s own, and layer 2, transformer:32:embedding=0, has several. Untick FA, or choose a dense layer there.',
    );
    expect(found({ hidden: hidden.slice(0, 1), rules: ['fa'] })).toEqual([]);
    const copied = found({ hidden, rules: ['bp', 'dfa'], feedbackRedraw: 'copy-epoch' });
    expect(copied.map(({ problem }) => problem)).toEqual([
      'Feedback redraw: “copy-epoch” copies the product of the weights above each layer into B of DFA, and there is none through transformers. Choose another redraw.',
    ]);
  });

  it('need both settings', () => {
    expect(found({ feedbackReduction: 'mean' })).toEqual([]);
    expect(found({ rules: ['f3-loss'] })).toEqual([]);
    expect(found({ freeze: [{ layer: 2, from: 1 }] })).toEqual([]);
  });
});
