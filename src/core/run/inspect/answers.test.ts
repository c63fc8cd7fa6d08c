/** Answers, surfaces and mistakes, checked against `predict` and against an evaluation of the whole test set. */
import { memory as tensorMemory, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ruleIds } from '../../rules';
import { gatherBatch } from '../../samples/batches';
import type { Dataset } from '../../samples/dataset';
import { tinyConfig, tinyData, useCpu } from '../../testSupport';
import { evaluate, predict } from '../../trainer/evaluate';
import { everyOne, fixedSample } from '../../trainer/places';
import { createRun, type Run } from '../run';
import type { RunSpec } from '../spec';
import type { RunState } from '../state';
import { inspectRun } from '.';
import { cellCentres } from './surface';

beforeAll(useCpu);

/** Bytes with one mean and deviation for all inputs; or numbers with one of each per input. */
const bytes: Dataset = (() => {
  const data = tinyData();
  const raw = (inputs: ArrayLike<number>) => Uint8Array.from(inputs, (x) => 128 + 40 * x);
  return {
    ...data,
    ...{ mean: 33.5, deviation: 78.25 },
    train: { ...data.train, inputs: raw(data.train.inputs) },
    test: { ...data.test, inputs: raw(data.test.inputs) },
  };
})();
const columns: Dataset = {
  ...tinyData(),
  mean: Float32Array.of(0.1, -3, 2, 0, 0.7, 1),
  deviation: Float32Array.of(0.5, 2, 3, 1, 0.3, 0.9),
};
/** Two inputs, three classes, 1,300 test samples: more than one chunk, and more than the fixed sample. */
const plane: Dataset = (() => {
  const split = (size: number, from: number) => ({
    size,
    inputs: Float32Array.from({ length: 2 * size }, (_, i) => Math.sin(from + 12.9898 * i) * 3),
    targets: { kind: 'classes' as const, labels: Uint8Array.from({ length: size }, (_, i) => (i * 7) % 3) },
  });
  return {
    ...{
      id: 'plane',
      inputs: 2,
      outputs: 3,
      mean: Float32Array.of(0.5, -1),
      deviation: Float32Array.of(2, 3),
    },
    ...{ train: split(40, 1), test: split(1300, 5) },
  };
})();

/** The state of a run before its last batch, and the run at its end. */
async function trained(spec: RunSpec, data: Dataset): Promise<{ state: RunState; run: Run }> {
  let state: RunState | undefined;
  const run = createRun(spec, data, {
    beforeBatch: async (own) => {
      state = own;
    },
  });
  let last: string | undefined;
  while (last !== 'summary') last = ((await run.events.next()).value ?? { type: 'summary' }).type;
  if (!state) throw new Error('Nothing was trained.');
  return { state, run };
}

/** y of all samples of the test set, by `predict` itself. */
const predicted = ({ net, data }: RunState): number[] =>
  tidy(() => [...predict(net, gatherBatch(data, data.test, everyOne(data.test.size)).x).dataSync()]);

describe.each(ruleIds)('%s', (rule) => {
  it.each([
    ['one mean', bytes],
    ['a mean per input', columns],
  ] as const)('answers what predict says of the same samples, after the end too: %s', async (_, data) => {
    const { state, run } = await trained(tinyConfig({ rule }), data);
    const answers = await run.inspect('answers', { inputs: [...data.test.inputs] });
    expect([...(answers?.outputs ?? [])]).toEqual(predicted(state));
    expect(answers).toMatchObject({ step: 10, epoch: 2 });
    await run.events.next();
    expect(await run.inspect('answers', { inputs: [...data.test.inputs] })).toBeUndefined();
  });

  it('names the class of every cell of a surface as predict does', async () => {
    const { state, run } = await trained(tinyConfig({ rule, activation: 'relu' }), plane);
    const request = { bounds: [-2, 3, -4, 1], cells: 9 } as const;
    const surface = await run.inspect('surface', request);
    const inputs = Float32Array.from(cellCentres(request));
    const own = gatherBatch(plane, { ...plane.test, size: 81, inputs }, everyOne(81));
    const y = tidy(() => predict(state.net, own.x).arraySync());
    expect(y).toHaveLength(81);
    for (const [i, row] of y.entries()) {
      expect(surface?.certainty[i]).toBeCloseTo(Math.max(...row), 6);
      expect(surface?.labels[i]).toBe(row.indexOf(Math.max(...row)));
    }
    await run.events.return();
  });

  it('finds the mistakes that an evaluation counts, the most certain first', async () => {
    const { state, run } = await trained(tinyConfig({ rule }), plane);
    const y = predicted(state);
    for (const [all, places] of [
      [true, everyOne(1300)],
      [false, fixedSample(everyOne(1300))],
    ] as const) {
      const { accuracy } = await evaluate(state.net, plane, plane.test, places);
      const seen = await run.inspect('mistakes', { most: 1300, all });
      expect(seen?.samples).toBe(all ? 1300 : 500);
      expect(1 - (seen?.wrong ?? 0) / places.length).toBeCloseTo(accuracy, 6);
      expect(seen?.worst).toHaveLength(seen?.wrong ?? -1);
      for (const [i, { sample, label, answer, certainty, right }] of (seen?.worst ?? []).entries()) {
        expect(places).toContain(sample);
        expect(label).toBe((sample * 7) % 3);
        expect(answer).not.toBe(label);
        expect(certainty).toBeCloseTo(y[3 * sample + answer] as number, 6);
        expect(certainty).toBeCloseTo(Math.max(...y.slice(3 * sample, 3 * sample + 3)), 6);
        expect(right).toBeCloseTo(y[3 * sample + label] as number, 6);
        expect(certainty).toBeLessThanOrEqual(seen?.worst[i - 1]?.certainty ?? Number.POSITIVE_INFINITY);
      }
      expect((await run.inspect('mistakes', { most: 3, all }))?.worst).toEqual(seen?.worst.slice(0, 3));
    }
    await run.events.return();
  });

  it('does not change training and leaks no tensors', async () => {
    const losses = async (looking: boolean): Promise<number[]> => {
      const run = createRun(tinyConfig({ rule }), plane);
      const seen: number[] = [];
      for await (const event of run.events) {
        if (event.type === 'loss') seen.push(event.trainingLoss);
        if (!looking) continue;
        const before = tensorMemory().numTensors;
        await run.inspect('answers', { inputs: [1, 2, 3, 4] });
        await run.inspect('surface', { bounds: [0, 1, 0, 1], cells: 4 });
        await run.inspect('mistakes', { most: 5, all: true });
        expect(tensorMemory().numTensors).toBe(before);
      }
      return seen;
    };
    expect(await losses(true)).toEqual(await losses(false));
  });
});

describe('a surface', () => {
  it('begins at the top left, its cells’ centres half a cell from the edges', () => {
    expect([...cellCentres({ bounds: [0, 4, 10, 14], cells: 2 })]).toEqual([1, 13, 3, 13, 1, 11, 3, 11]);
  });

  it('is one of two inputs with classes', async () => {
    const { run } = await trained(tinyConfig(), tinyData());
    expect(await run.inspect('surface', { bounds: [0, 1, 0, 1], cells: 4 })).toBeUndefined();
    await run.events.return();
  });
});

describe('requests that cannot be answered', () => {
  it.each([
    [{ inputs: [1, 2, 3] }, /inputs: 3 numbers are no whole number of samples; a sample of plane has 2/],
    [{ inputs: [] }, /inputs: 0 numbers/],
    [{ inputs: Array.from({ length: 514 }, () => 0) }, /inputs: 257 samples; at most 256 .* ask again/],
  ])('name what is wrong: %#', async (request, message) => {
    const { run } = await trained(tinyConfig(), plane);
    await expect(run.inspect('answers', request)).rejects.toThrow(message);
    await expect(run.inspect('surface', { bounds: [0, 1, 0, 1], cells: 129 })).rejects.toThrow(
      /cells: 129 must be a whole number from 1 to 128/,
    );
    await run.events.return();
  });

  it('have no answer where a network’s outputs are no numbers', async () => {
    const { state, run } = await trained(tinyConfig(), plane);
    const { labels, certainty } = (await inspectRun(
      {
        ...state,
        net: {
          ...state.net,
          head: { ...state.net.head, output: (last) => ({ y: last.mul(Number.NaN), z: undefined }) },
        },
      },
      'surface',
      { bounds: [0, 1, 0, 1], cells: 2 },
    )) ?? { labels: [], certainty: [] };
    expect([...labels]).toEqual([-1, -1, -1, -1]);
    expect([...certainty].every(Number.isNaN)).toBe(true);
    await run.events.return();
  });
});
