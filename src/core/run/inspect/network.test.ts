import { beforeAll, describe, expect, it } from 'vitest';
import { denseShapes } from '../../blocks/chain';
import { drawFeedback } from '../../feedback/feedbackWeights';
import { drawInitialValues } from '../../network/network';
import { createStream } from '../../random/rng';
import { ruleIds, rules } from '../../rules';
import { tinyConfig, tinyData, useCpu } from '../../testSupport';
import { createRun } from '../run';
import type { RunSpec } from '../spec';
import type { Inspection } from './network';

beforeAll(useCpu);
const data = tinyData();

async function look(config: RunSpec, layer = 1, steps = 0): Promise<Inspection> {
  const training = createRun(config, data);
  expect(await training.inspect('network', { layer, sample: 4 })).toBeUndefined();
  await training.events.next();
  for (let i = 0; i < steps; i++) await training.events.next({ maxSteps: 1 });
  const seen = await training.inspect('network', { layer, sample: 4 });
  await training.events.return();
  expect(await training.inspect('network', { layer, sample: 4 })).toBeUndefined();
  if (!seen) throw new Error('There was nothing to see.');
  return seen;
}

describe('inspecting a network', () => {
  it('returns B and the weights as they were initialized', async () => {
    const config = tinyConfig({ rule: 'dfa', hidden: [60, 5] });
    const { heatmap, layers, wires } = await look(config, 1);
    const [B = new Float32Array()] = drawFeedback(config, rules.dfa, denseShapes([6, 60, 5, 3]));
    expect(heatmap?.shape).toEqual([3, 60]);
    expect(heatmap?.columns).toHaveLength(40);
    for (const [r, row] of (heatmap?.rows ?? []).entries())
      for (const [c, column] of (heatmap?.columns ?? []).entries())
        expect(heatmap?.feedback?.[r * 40 + c]).toBe(B[row * 60 + column]);
    expect(heatmap?.largest.feedback).toBe(Math.max(...B.map(Math.abs)));
    const W = drawInitialValues(config, { inputs: 6, outputs: 3 }).layers.map((layer) => layer.W);
    expect(layers.map(({ layer, size }) => [layer, size])).toEqual([
      [0, 6],
      [1, 60],
      [2, 5],
      [3, 3],
    ]);
    const [, first] = layers;
    expect(first?.units).toHaveLength(11);
    const second = wires.find(({ to }) => to === 2);
    for (const [f, from] of (first?.units ?? []).entries())
      for (let to = 0; to < 5; to++) expect(second?.weights[f * 5 + to]).toBe(W[1]?.[from * 5 + to]);
  });

  it('compares B with minus the forward path for direct rules, with the plain one for FA', async () => {
    for (const rule of ['dfa', 'fa'] as const) {
      const config = tinyConfig({ rule, hidden: [7, 5] });
      const W3 = drawInitialValues(config, { inputs: 6, outputs: 3 }).layers[2]?.W ?? new Float32Array();
      const { heatmap } = await look(config, 2);
      expect(heatmap?.shape).toEqual([3, 5]);
      const sign = rule === 'fa' ? 1 : -1;
      for (let c = 0; c < 3; c++)
        for (let n = 0; n < 5; n++)
          expect(heatmap?.path?.[c * 5 + n]).toBeCloseTo(sign * (W3[n * 3 + c] as number), 6);
    }
    const copied = await look(tinyConfig({ rule: 'dfa', feedbackRedraw: 'copy-epoch' }), 1, 1);
    expect(copied.heatmap?.correlation).toBeGreaterThan(0.99);
    expect(Math.abs((await look(tinyConfig({ rule: 'dfa' }))).heatmap?.correlation ?? 1)).toBeLessThan(0.9);
  });

  it.each(ruleIds)('%s: returns exactly what the rule has', async (rule) => {
    const config = tinyConfig({ rule, errorTransform: 'one-hot' });
    const { heatmap, sample } = await look(config, 1, 1);
    expect(heatmap === undefined).toBe(rule === 'llo');
    expect(heatmap?.feedback === undefined).toBe(['bp', 'llo'].includes(rule));
    expect(heatmap?.path === undefined).toBe(['pepita', 'llo'].includes(rule));
    expect(sample.output).toHaveLength(3);
    expect(sample.target.reduce((a, b) => a + b)).toBe(1);
    if (rules[rule].signal === 'delayed-error') expect(sample.remembered).toHaveLength(1);
    else expect(sample.remembered).toBeUndefined();
  });

  it.each(['target', 'inference-epoch'] as const)(
    'reports the visit that stored a memory row (%s): e₀ = y* before the first',
    async (errorInit) => {
      const config = tinyConfig({ rule: 'f3-error', errorTransform: 'raw', errorInit });
      const training = createRun(config, data);
      await training.events.next();
      const seen: Inspection[] = [];
      for (let step = 0; step < 10; step++) {
        await training.events.next({ maxSteps: 1 });
        const one = await training.inspect('network', { layer: 1, sample: 4 });
        if (one?.step === step + 1) seen.push(one);
        else step -= 1;
      }
      await training.events.return();
      expect(seen.map(({ epoch }) => epoch)).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
      const batchOfSample = (epoch: number) =>
        Math.floor(createStream(config.seed, 'batches', epoch).permutation(23).indexOf(4) / 5);
      const visits = [batchOfSample(1), 5 + batchOfSample(2)] as [number, number];
      const before = errorInit === 'target' ? undefined : 0;
      expect(seen.map(({ sample }) => sample.visited)).toEqual(
        seen.map((_, i) => (i < visits[0] ? before : i < visits[1] ? 1 : 2)),
      );
      for (const [i, { sample }] of seen.entries()) {
        const isLabel = String(sample.remembered) === String(sample.target);
        expect(isLabel, `step ${i + 1}`).toBe(sample.visited === undefined);
        const same = i > 0 && String(sample.remembered) === String(seen[i - 1]?.sample.remembered);
        if (i > 0) expect(same).toBe(!visits.includes(i));
      }
    },
  );

  it('selects the first, the requested and the last of many layers, and wires between adjacent ones only', async () => {
    const config = tinyConfig({ rule: 'drtp', hidden: Array.from({ length: 30 }, () => 4) });
    const { layers, wires } = await look(config, 12);
    expect(layers.map(({ layer }) => layer)).toEqual([0, 1, 12, 30, 31]);
    expect(wires.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [30, 31],
    ]);
    const none = await look(tinyConfig({ rule: 'dfa', hidden: [] }), 3);
    expect(none.heatmap).toBeUndefined();
    expect(none.layers.map(({ layer }) => layer)).toEqual([0, 1]);
  });

  it('does not change training', async () => {
    const config = tinyConfig({ rule: 'f3-error', optimizer: 'adam' });
    const losses = async (looking: boolean): Promise<number[]> => {
      const training = createRun(config, data);
      const seen: number[] = [];
      for await (const event of training.events) {
        if (event.type === 'loss') seen.push(event.trainingLoss);
        if (looking) await training.inspect('network', { layer: 2, sample: 1 });
      }
      return seen;
    };
    expect(await losses(true)).toEqual(await losses(false));
  });
});
