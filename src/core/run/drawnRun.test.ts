/** What is drawn for other programs is what the run itself draws. */
import { beforeAll, expect, it } from 'vitest';
import { tinyConfig, tinyData, useCpu, valuesOf } from '../testSupport';
import { drawnRun } from './drawnRun';
import { createRun } from './run';
import type { RunSpec } from './spec';

beforeAll(useCpu);

const plain = { rule: 'dfa', epochs: 3 } as const;
const cases: readonly (readonly [string, Partial<RunSpec>])[] = [
  ['plain', plain],
  [
    'some samples, a share of them, some classes',
    { ...plain, trainingSamples: 12, epochShare: 0.5, classes: [0, 2] },
  ],
  ['one order', { ...plain, batchOrder: 'fixed' }],
  ['wrong labels', { ...plain, labelNoise: 0.5 }],
];

it.each(cases)('%s: batches, weights, B and targets of the run', async (_, changes) => {
  const spec = tinyConfig(changes);
  const { data, initial, orders, test } = drawnRun(spec, tinyData());
  const own = orders.flatMap((order) =>
    Array.from({ length: Math.ceil(order.length / spec.batchSize) }, (_, i) => [
      ...order.slice(i * spec.batchSize, (i + 1) * spec.batchSize),
    ]),
  );
  const visited: number[][] = [];
  const run = createRun(spec, tinyData(), {
    beforeBatch: async (state, places) => {
      if (visited.length === 0) {
        expect(await valuesOf(state.net)).toEqual(
          initial.layers.flatMap((layer) => Object.values(layer).flatMap((one) => [...one])),
        );
        const B = await Promise.all(state.net.feedback.map((one) => one.data()));
        expect(B.map((one) => [...one])).toEqual(initial.feedback.map((one) => [...one]));
        expect(state.data.train.targets).toEqual(data.train.targets);
        expect(state.sampler.test).toEqual(test);
      }
      visited.push([...places]);
    },
  });
  for await (const _event of run.events);
  expect(visited.length).toBeGreaterThan(3);
  expect(own).toEqual(visited);
});

it('settings that do not match the data are refused as by a run', () => {
  expect(() => drawnRun(tinyConfig({ inputScale: 'unit' }), tinyData())).toThrow(
    'Inputs: “unit” needs pixels',
  );
});
