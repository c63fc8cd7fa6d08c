/** Pictures of feature maps and filters, against a convolution in plain JavaScript; and every rule's figures of one. */
import { memory as tensorMemory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HiddenLayer } from '../../blocks/hidden';
import { drawInitialValues } from '../../network/network';
import { createStream } from '../../random/rng';
import { ruleIds, rules } from '../../rules';
import type { Rule } from '../../rules/rule';
import type { Dataset } from '../../samples/dataset';
import { tinyConfig, useCpu } from '../../testSupport';
import { createRun } from '../run';
import type { RunSpec } from '../spec';

beforeAll(useCpu);

/** Two channels of 5 × 4 pixels, three classes. */
const shape = [2, 5, 4] as const;
const images: Dataset = (() => {
  const stream = createStream(1, 'images');
  const split = (size: number) => ({
    size,
    inputs: Float32Array.from({ length: size * 40 }, () => stream.normal()),
    targets: { kind: 'classes' as const, labels: Uint8Array.from({ length: size }, () => stream.below(3)) },
  });
  const ends = { inputs: 40, outputs: 3, shape, mean: 0, deviation: 1 };
  return { id: 'images', ...ends, train: split(12), test: split(6) };
})();

const layer = (channels: number, options: object = {}): HiddenLayer => ({
  block: 'convolution',
  options: { channels, kernel: 3, stride: 1, padding: 1, pool: 2, ...options },
});
const config = (changes: Partial<RunSpec>): RunSpec =>
  tinyConfig({ dataset: 'images', hidden: [layer(10), 4], batchSize: 4, epochs: 1, ...changes });

const initialOf = (spec: RunSpec) =>
  drawInitialValues(spec, images).layers as Record<'W' | 'b', Float32Array>[];

/** tanh of a filter at a place of a zero-padded sample, as in a textbook. */
function mapAt(
  { W, b }: Record<'W' | 'b', Float32Array>,
  map: number,
  y: number,
  x: number,
  sample: number,
): number {
  const [channels, height, width] = shape;
  let z = b[map] as number;
  for (let c = 0; c < channels; c++)
    for (let v = 0; v < 3; v++)
      for (let u = 0; u < 3; u++) {
        const [row, column] = [y + v - 1, x + u - 1];
        if (row < 0 || row >= height || column < 0 || column >= width) continue;
        const pixel = images.train.inputs[
          ((sample * channels + c) * height + row) * width + column
        ] as number;
        z += pixel * (W[((c * 3 + v) * 3 + u) * b.length + map] as number);
      }
  return Math.tanh(z);
}

async function look(spec: RunSpec, at: number, steps = 0) {
  const run = createRun(spec, images);
  await run.events.next();
  for (let i = 0; i < steps; i++) await run.events.next({ maxSteps: 1 });
  const seen = await run.inspect('network', { layer: at, sample: 7 });
  await run.events.return();
  if (!seen) throw new Error('There was nothing to see.');
  return seen;
}

describe('a convolution', () => {
  it('is inspected as maps of the sample before pooling, and their means', async () => {
    const spec = config({ rule: 'dfa' });
    const [own] = initialOf(spec);
    if (!own) throw new Error('There are no values.');
    const { layers, wires } = await look(spec, 1);
    const { maps, units, activations, size } = layers[1] ?? {};
    expect(size).toBe(200);
    expect(maps?.channels).toEqual([0, 1, 3, 4, 5, 6, 8, 9]);
    expect(units).toEqual(maps?.channels);
    expect([maps?.rows, maps?.columns]).toEqual([
      [0, 1, 2, 3, 4],
      [0, 1, 2, 3],
    ]);
    for (const [c, channel] of (maps?.channels ?? []).entries()) {
      const map = Array.from({ length: 20 }, (_, i) => mapAt(own, channel, Math.floor(i / 4), i % 4, 7));
      for (const [i, value] of map.entries()) expect(maps?.values[c * 20 + i]).toBeCloseTo(value, 5);
      expect(activations?.[c]).toBeCloseTo(map.reduce((a, b) => a + b) / 20, 5);
    }
    // Neither a convolution nor pooled maps have wires.
    expect(wires.map(({ from, to }) => [from, to])).toEqual([[2, 3]]);
  });

  it('shows its filters, which are the columns of W', async () => {
    const spec = config({ rule: 'dfa', hidden: [layer(10), layer(6, { pool: 1 }), 4] });
    const [first = new Float32Array(), second = new Float32Array()] = initialOf(spec).map(({ W }) => W);
    const one = await look(spec, 1);
    expect(one.filters).toMatchObject({ channels: [0, 1], size: [3, 3] });
    for (const [f, filter] of (one.filters?.filters ?? []).entries())
      for (let row = 0; row < 18; row++)
        expect(one.filters?.values[f * 18 + row]).toBe(first[row * 10 + filter]);
    expect(one.filters?.largest).toBe(Math.max(...first.map(Math.abs)));
    const two = await look(spec, 2);
    expect(two.filters?.channels).toEqual([0, 3, 6, 9]);
    for (const [f, filter] of (two.filters?.filters ?? []).entries())
      for (const [c, channel] of (two.filters?.channels ?? []).entries())
        for (let i = 0; i < 9; i++)
          expect(two.filters?.values[(f * 4 + c) * 9 + i]).toBe(second[(channel * 9 + i) * 6 + filter]);
    expect((await look(spec, 3)).filters).toBeUndefined();
  });

  it('is sent as at most 8 maps of 32 × 32 pixels', async () => {
    const large: Dataset = {
      ...images,
      ...{ inputs: 4900, shape: [1, 70, 70] },
      train: { ...images.train, inputs: new Float32Array(12 * 4900) },
      test: { ...images.test, inputs: new Float32Array(6 * 4900) },
    };
    const run = createRun(config({ rule: 'dfa', hidden: [layer(9)] }), large);
    await run.events.next();
    const seen = await run.inspect('network', { layer: 1, sample: 0 });
    await run.events.return();
    expect(seen?.layers[1]?.maps?.values).toHaveLength(8 * 32 * 32);
    expect(seen?.layers[1]?.maps?.rows.at(-1)).toBe(69);
  });
});

const nets: Readonly<Record<string, HiddenLayer[]>> = {
  'one convolution': [layer(3)],
  'a convolution below a dense layer': [layer(3), 4],
  'two convolutions, the upper one not pooled': [layer(3, { pool: 1 }), layer(5, { pool: 1, stride: 2 }), 4],
};

describe.each(Object.entries(nets))('%s', (_, hidden) => {
  it.each(ruleIds)(
    '%s: every inspection answers with numbers, by its right size, and leaks nothing',
    async (id) => {
      const rule: Rule = rules[id];
      const spec = config({ rule: id, hidden, epochs: 2 });
      const run = createRun(spec, images);
      await run.events.next();
      for (let step = 0; step < 4; step++) {
        await run.events.next({ maxSteps: 1 });
        const before = tensorMemory().numTensors;
        for (let at = 1; at <= hidden.length; at++) {
          const seen = await run.inspect('network', { layer: at, sample: 3 });
          const { heatmap } = seen ?? {};
          for (const matrix of [heatmap?.feedback, heatmap?.path])
            if (matrix)
              expect(matrix).toHaveLength((heatmap?.rows.length ?? 0) * (heatmap?.columns.length ?? 0));
          const trace = await run.inspect('trace', { layer: at, sample: 3 });
          const { feedback, layers = [] } = trace ?? {};
          if (feedback) expect(feedback.weights).toHaveLength(feedback.fed.length * feedback.units.length);
          if (rule.path === 'direct') expect(feedback?.to).toBe(at);
          const own = layers.find((one) => one.layer === at);
          if (rule.path === 'direct' && own)
            for (const [j, unit] of (feedback?.units ?? []).entries()) {
              const sum = (feedback?.fed ?? new Float32Array()).reduce(
                (all, value, k) => all + value * (feedback?.weights[k * own.units.length + j] as number),
                0,
              );
              expect(own.units[j]).toBe(unit);
              expect(own.dh?.[j]).toBeCloseTo(sum, 6);
            }
          const numbers = JSON.stringify([seen, trace], (_key, value) =>
            value instanceof Float32Array ? [...value] : value,
          );
          expect(numbers).not.toContain('NaN');
          for (const one of layers)
            for (const values of [one.h, one.slope, one.dh, one.dz, one.second])
              if (values) expect([...values].every(Number.isFinite)).toBe(true);
        }
        await run.inspect('terms', { rules: [id] });
        expect(tensorMemory().numTensors).toBe(before);
      }
      await run.events.return();
    },
  );
});

it('inspecting maps does not change training', async () => {
  const losses = async (looking: boolean): Promise<number[]> => {
    const run = createRun(config({ rule: 'f3-error', epochs: 2 }), images);
    const seen: number[] = [];
    for await (const event of run.events) {
      if (event.type === 'loss') seen.push(event.trainingLoss);
      if (looking) await run.inspect('network', { layer: 1, sample: 1 });
    }
    return seen;
  };
  expect(await losses(true)).toEqual(await losses(false));
});
