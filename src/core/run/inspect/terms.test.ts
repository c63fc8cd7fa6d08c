/** Terms, checked against the trace of the same sample and against the steps that the run then takes. */
import { memory as tensorMemory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type RuleId, ruleIds, rules } from '../../rules';
import { tinyConfig, tinyData, useCpu } from '../../testSupport';
import { createRun } from '../run';
import type { RunSpec } from '../spec';
import type { RunState } from '../state';
import { inspectTerms, type Terms } from './terms';
import { traceSample } from './trace';

beforeAll(useCpu);
const data = tinyData();
const config = (rule: RuleId, changes: Partial<RunSpec> = {}): RunSpec =>
  tinyConfig({ rule, batchSize: 1, errorTransform: 'raw', ...changes });

/** Terms before each step of a run on one sample, beside what the trace says of that sample. */
async function steps(spec: RunSpec, ids: readonly RuleId[] = [spec.rule]) {
  const all: { readonly terms: Terms; readonly trace: Awaited<ReturnType<typeof traceSample>> }[] = [];
  const beforeBatch = async (run: RunState, [sample = -1]: Uint32Array) => {
    const terms = await inspectTerms(run, { rules: ids });
    expect(terms.sample).toBe(sample);
    all.push({ terms, trace: await traceSample(run, { layer: 1, sample }) });
  };
  for await (const _ of createRun(spec, data, { beforeBatch }).events);
  return all;
}
const valuesOf = ({ values }: Terms, name: string) => values[name]?.values;

describe.each(ruleIds)('%s', (id) => {
  it('agrees with the trace of the next step’s sample', async () => {
    const all = await steps(config(id));
    expect(all).toHaveLength(46);
    for (const { terms, trace } of all) {
      expect(valuesOf(terms, 'y')).toEqual(trace.sample.output);
      expect(valuesOf(terms, 'target')).toEqual(trace.sample.target);
      expect(valuesOf(terms, 'error')).toEqual(trace.sample.error);
      expect(terms.visited).toBe(trace.sample.visited);
      for (const { layer, h, slope, dh, dz } of trace.layers.filter((one) => one.layer > 0)) {
        expect(valuesOf(terms, `h ${layer}`)).toEqual(layer < 3 ? h : undefined);
        expect(valuesOf(terms, `slope ${layer}`)).toEqual(slope);
        expect(valuesOf(terms, `${id}/dh ${layer}`)).toEqual(dh);
        expect(valuesOf(terms, `${id}/dz ${layer}`)).toEqual(dz);
      }
      for (const { to, weights, gradients } of trace.wires.filter((one) => one.to > 1)) {
        expect(valuesOf(terms, `W ${to}`)).toEqual(weights);
        expect(valuesOf(terms, `${id}/gradient ${to}`)).toEqual(gradients);
      }
      if (rules[id].path === 'direct') expect(valuesOf(terms, `${id}/E`)).toEqual(trace.feedback?.fed);
      if (rules[id].path === 'direct') expect(valuesOf(terms, `${id}/B 1`)).toEqual(trace.feedback?.weights);
    }
  });
});

it('is what plain descent takes from W', async () => {
  const all = await steps(config('fa', { learningRate: 0.5 }));
  for (const [i, { terms }] of all.slice(0, -1).entries()) {
    const after = all[i + 1]?.terms as Terms;
    for (const W of [2, 3])
      for (const [place, before] of (valuesOf(terms, `W ${W}`) ?? []).entries())
        expect(valuesOf(after, `W ${W}`)?.[place]).toBeCloseTo(
          before - 0.5 * (valuesOf(terms, `fa/gradient ${W}`)?.[place] ?? Number.NaN),
          6,
        );
  }
});

it('is what the memory holds an epoch later', async () => {
  const all = await steps(config('f3-error'));
  for (const { terms } of all.slice(23)) {
    const before = all.find(({ terms: { sample } }) => sample === terms.sample)?.terms as Terms;
    expect(terms.values['f3-error/E']).toEqual(before.values.stored);
    expect(before.values['f3-error/E']).toEqual(before.values.target);
  }
});

it('gives several rules at the same weights, with the same B for direct ones', async () => {
  const [first] = await steps(config('f3-error'), ['f3-error', 'dfa', 'fa', 'bp']);
  const { values } = (first as NonNullable<typeof first>).terms;
  expect(values['dfa/B 2']).toEqual(values['f3-error/B 2']);
  expect(values['dfa/E']).toEqual(values.error);
  expect(values['bp/dz 3']).toEqual(values['fa/dz 3']);
  expect(values['fa/B 1']).toMatchObject({ rows: 5, columns: 7 });
  expect(values['bp/dh 1']).not.toEqual(values['fa/dh 1']);
});

it('after the last step takes the first sample of the last epoch; leaks no tensors', async () => {
  const first: number[] = [];
  const run = createRun(config('f3-error', { batchSize: 5 }), data, {
    beforeBatch: async (_run, [sample = -1]) => void first.push(sample),
  });
  for await (const event of run.events) {
    if (event.type !== 'summary') continue;
    const before = tensorMemory().numTensors;
    const terms = await run.inspect('terms', { rules: ['f3-error', 'pepita'] });
    expect(tensorMemory().numTensors).toBe(before);
    expect(terms).toMatchObject({ step: 10, epoch: 2, visited: 2, sample: first[5] });
  }
  expect.assertions(2);
});
