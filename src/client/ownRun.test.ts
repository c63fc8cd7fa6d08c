/** Which backend trains a person's own network faster, measured by fake workers. */
import { beforeEach, expect, it, vi } from 'vitest';
import type { RunSpec } from '../core/run/spec';
import type { Dataset } from '../core/samples/dataset';
import { fastestFor, forgetOwnTimes } from './ownRun';
import type { BackendChoice } from './types';

/** Milliseconds per step of a network of so many units; undefined: its worker breaks. */
let speeds: Readonly<Record<string, (units: number) => number | undefined>>;
/** What was measured: backend and units. */
const asked: [string, number][] = [];
const workers = vi.hoisted(() => ({ terminated: 0 }));

vi.mock('./workers', () => ({
  createTrainWorker: () => {
    let own = '';
    return {
      broken: new Promise(() => undefined),
      terminate: () => {
        workers.terminated += 1;
      },
      api: {
        isReady: async () => true,
        startBackend: async (backend: string) => {
          own = backend;
        },
        measureRun: async (_budget: number, { hidden: [units] }: { hidden: number[] }) => {
          asked.push([own, units as number]);
          const milliseconds = speeds[own]?.(units as number);
          if (milliseconds === undefined) throw new Error('lost');
          return milliseconds;
        },
      },
    };
  },
}));

const both: BackendChoice = {
  backend: 'wasm',
  msPerStep: 1,
  reason: 'fastest of 2 in a short test',
  measured: [
    { backend: 'webgpu', msPerStep: 2 },
    { backend: 'wasm', msPerStep: 1 },
    { backend: 'cpu', note: 'used if nothing else works' },
  ],
};
const data = (id: string) => ({ id }) as Dataset;
const specOf = (units: number, changes: Partial<RunSpec> = {}) =>
  ({ rule: 'bp', hidden: [units], ...changes }) as unknown as RunSpec;

beforeEach(() => {
  speeds = { webgpu: () => 2, wasm: (units) => units / 100 };
  asked.length = 0;
  workers.terminated = 0;
});

it('chooses what is faster with the run’s own network, and says both times', async () => {
  const small = await fastestFor(both, specOf(100), data('one'));
  expect(small).toMatchObject({ backend: 'wasm', msPerStep: 1 });
  const large = await fastestFor(both, specOf(1000), data('one'));
  expect(large).toMatchObject({
    backend: 'webgpu',
    msPerStep: 2,
    reason: 'faster with this network, batch and data',
    measured: [
      { backend: 'webgpu', msPerStep: 2, ownMsPerStep: 2 },
      { backend: 'wasm', msPerStep: 1, ownMsPerStep: 10 },
      { backend: 'cpu' },
    ],
  });
  expect(asked).toEqual([
    ['webgpu', 100],
    ['wasm', 100],
    ['webgpu', 1000],
    ['wasm', 1000],
  ]);
});

it('measures once for runs that differ in what takes no time, until it is asked to measure again', async () => {
  await fastestFor(both, specOf(200), data('two'));
  await fastestFor(both, specOf(200, { seed: 7, epochs: 3, learningRate: 0.5 }), data('two'));
  expect(asked).toHaveLength(2);
  await fastestFor(both, specOf(200, { batchSize: 5 }), data('two'));
  await fastestFor(both, specOf(200), data('three'));
  expect(asked).toHaveLength(6);
  forgetOwnTimes();
  await fastestFor(both, specOf(200), data('three'));
  expect(asked).toHaveLength(8);
});

it('a backend that fails on it is left out', async () => {
  speeds = { ...speeds, wasm: () => undefined };
  const { backend, reason } = await fastestFor(both, specOf(100), data('four'));
  expect([backend, reason]).toEqual(['webgpu', both.reason]);
  expect(workers.terminated).toBe(1);
  speeds = { webgpu: () => undefined, wasm: () => undefined };
  expect(await fastestFor(both, specOf(300), data('four'))).toBe(both);
});

it.each([
  [
    'no GPU',
    [
      { backend: 'webgpu', note: 'not offered by this browser' },
      { backend: 'wasm', msPerStep: 1 },
    ],
  ],
  [
    'wrong results there',
    [
      { backend: 'webgpu', msPerStep: 1, note: 'wrong results' },
      { backend: 'wasm', msPerStep: 1 },
    ],
  ],
] as const)('with %s nothing is measured', async (_, measured) => {
  const choice: BackendChoice = { ...both, measured };
  expect(await fastestFor(choice, specOf(100), data('five'))).toBe(choice);
  expect(asked).toEqual([]);
});
