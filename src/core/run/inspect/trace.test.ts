/** Traces, checked against the run's next step and against the formulas in plain JavaScript. */
import { memory as tensorMemory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type RuleId, ruleIds, rules } from '../../rules';
import type { Rule } from '../../rules/rule';
import { tinyConfig, tinyData, useCpu } from '../../testSupport';
import { createRun } from '../run';
import type { RunSpec } from '../spec';
import type { RunState } from '../state';
import { type Trace, type TracedLayer, type TraceRequest, traceSample } from './trace';

beforeAll(useCpu);
const data = tinyData();
const config = (rule: RuleId, changes: Partial<RunSpec> = {}): RunSpec =>
  tinyConfig({ rule, batchSize: 1, epochs: 2, errorTransform: 'raw', optimizer: 'adam', ...changes });

interface Step {
  readonly seen: Trace;
  /** Gradients of the following step, by layer from 1. */
  readonly gradients: Map<number, Record<string, number[]>>;
}

/** Traces every step of a run on one sample before it is taken. */
async function steps(spec: RunSpec, layer: number): Promise<Step[]> {
  const all: Step[] = [];
  const beforeBatch = async (run: RunState, [sample = 0]: Uint32Array) => {
    const gradients: Step['gradients'] = new Map();
    Object.assign(run.observer, {
      gradients: (i: number, of: Record<string, { dataSync: () => Float32Array }>) =>
        gradients.set(
          i + 1,
          Object.fromEntries(Object.entries(of).map(([name, one]) => [name, [...one.dataSync()]])),
        ),
    });
    all.push({ seen: await traceSample(run, { layer, sample }), gradients });
  };
  for await (const _ of createRun(spec, data, { beforeBatch }).events);
  return all;
}

const layerOf = ({ layers }: Trace, layer: number): TracedLayer =>
  layers.find((one) => one.layer === layer) as TracedLayer;
const numbers = (of: Float32Array | undefined): number[] => [...(of ?? [])];

/** fed · weights, in plain JavaScript. */
function carried({ feedback }: Trace): number[] {
  const { fed, units, weights } = feedback as NonNullable<Trace['feedback']>;
  return units.map((_, j) =>
    fed.reduce((sum, value, k) => sum + value * (weights[k * units.length + j] as number), 0),
  );
}

function expectClose(found: readonly number[], wanted: readonly number[], what: string): void {
  expect(found, what).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries()) expect(found[i], `${what} ${i}`).toBeCloseTo(value, 6);
}

/** What a rule uses as E, from its paper. */
function expectedFed(rule: Rule, all: readonly Step[], { seen }: Step, layer: number): number[] {
  if (rule.path === 'layerwise') return numbers(layerOf(seen, layer + 1).dz);
  const error = numbers(seen.sample.error);
  if (rule === rules.sdfa) return error.map(Math.sign);
  if (rule.signal === 'error') return error;
  const before = all.find(({ seen: one }) => one !== seen && one.sample.index === seen.sample.index);
  if (rule.signal === 'target' || !before || before.seen.step > seen.step) return numbers(seen.sample.target);
  const { output, target, error: then } = before.seen.sample;
  if (rule === rules['f3-error']) return numbers(then);
  // -dL/dy of binary cross-entropy, averaged over 3 outputs.
  return numbers(output).map((y, c) => -(y - (target[c] as number)) / (y * (1 - y)) / 3);
}

/** Checks the last hidden layer, whose path is one matrix: +Wᵀ for layerwise rules, −Wᵀ for direct ones. */
function expectPath(seen: Trace, rule: Rule, layer: number): void {
  const W = seen.wires.find(({ to }) => to === 3)?.weights as Float32Array;
  if (rule.path === 'input') expect(seen.feedback?.path).toBeUndefined();
  if (layer !== 2 || rule.path === 'input') return;
  const sign = rule.path === 'direct' ? -1 : 1;
  const across = Array.from({ length: 15 }, (_, i) => sign * (W[(i % 5) * 3 + Math.floor(i / 5)] as number));
  expectClose(numbers(seen.feedback?.path), across, 'path');
}

describe.each(ruleIds)('%s', (id) => {
  const rule: Rule = rules[id];

  it.each([1, 2])('layer %i: agrees with the next step and the formula', async (layer) => {
    const all = await steps(config(id), layer);
    expect(all).toHaveLength(46);
    for (const step of all) {
      const { seen, gradients } = step;
      for (const { layer: one, dz, units } of seen.layers) {
        const own = gradients.get(one);
        // The gradient of b is the sum of dz over the batch, here of one sample.
        expect(numbers(dz), `dz of layer ${one}`).toEqual(own ? units.map((unit) => own.b?.[unit]) : []);
      }
      for (const { to, gradients: part } of seen.wires) {
        // The network is so small that all units are shown.
        expect(numbers(part), `gradients of W ${to}`).toEqual(gradients.get(to)?.W ?? []);
      }
      if (rule.path === 'none') {
        expect(seen.feedback).toBeUndefined();
        continue;
      }
      expectClose(numbers(seen.feedback?.fed), expectedFed(rule, all, step, layer), 'fed');
      expectPath(seen, rule, layer);
      const { h, dh, dz, slope, second } = layerOf(seen, layer);
      if (rule.path === 'input') {
        const input = layerOf(seen, 0);
        expectClose(
          carried(seen),
          numbers(input.h).map((x, i) => x - (input.second?.[i] as number)),
          'x − x′',
        );
        expectClose(
          numbers(dz),
          numbers(h).map((one, i) => one - (second?.[i] as number)),
          'dz',
        );
        continue;
      }
      expectClose(numbers(dh), carried(seen), 'dh');
      expectClose(
        numbers(slope),
        numbers(h).map((one) => 1 - one * one),
        'f′',
      );
      expectClose(
        numbers(dz),
        carried(seen).map((one, j) => one * (slope?.[j] as number)),
        'dz',
      );
    }
  });

  it('traces another rule at a run’s weights as in its own run, before the first step', async () => {
    const first = async (own: RuleId, request: TraceRequest) => {
      // PEPITA has no biases.
      const run = createRun(config(own, { bias: false }), data);
      await run.events.next();
      const seen = await run.inspect('trace', request);
      await run.events.return();
      expect(await run.inspect('trace', request)).toBeUndefined();
      return { ...seen, seconds: 0 };
    };
    const request = { layer: 1, sample: 4, units: [5, 2] };
    const own = await first(id, request);
    expect(own.layers?.find(({ layer }) => layer === 1)?.units).toEqual([5, 2]);
    expect(await first(id === 'bp' ? 'dfa' : 'bp', { ...request, rule: id })).toEqual(own);
  });

  it('does not change training and leaks no tensors', async () => {
    const losses = async (looking: boolean): Promise<number[]> => {
      const run = createRun(config(id, { batchSize: 5 }), data);
      const seen: number[] = [];
      for await (const event of run.events) {
        if (event.type === 'loss') seen.push(event.trainingLoss);
        if (!looking) continue;
        const before = tensorMemory().numTensors;
        await run.inspect('trace', { layer: 2, sample: 1 });
        await run.inspect('trace', { layer: 2, sample: 1, rule: 'pepita' });
        expect(tensorMemory().numTensors).toBe(before);
      }
      return seen;
    };
    expect(await losses(true)).toEqual(await losses(false));
  });
});

it('returns B of the next step: for FA with W copied before each step, Wᵀ', async () => {
  const all = await steps(config('fa', { feedbackRedraw: 'copy-steps', feedbackRedrawSteps: 1 }), 1);
  for (const { seen } of all) {
    const W = seen.wires.find(({ to }) => to === 2)?.weights as Float32Array;
    // Transposed: [7, 5] to [5, 7].
    const across = Array.from({ length: 35 }, (_, i) => W[(i % 7) * 5 + Math.floor(i / 7)]);
    expect(numbers(seen.feedback?.weights)).toEqual(across);
  }
});

it('without hidden layers returns the gradients of the output layer', async () => {
  const [first] = await steps(config('dfa', { hidden: [] }), 1);
  expect(first?.seen.feedback).toBeUndefined();
  expect(first?.seen.layers.map(({ layer }) => layer)).toEqual([0, 1]);
  expect(numbers(first?.seen.wires[0]?.gradients)).toEqual(first?.gradients.get(1)?.W);
});
