/** A run by several threads: the same bits as by one, with real threads, also when one of them dies. */
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { ready } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWasm } from '../../../cli/backend';
import { startHelper } from '../../../cli/threads';
import type { HiddenLayer } from '../../../core/blocks/hidden';
import type { Kernels } from '../../../core/kernels';
import { optimizerIds } from '../../../core/optimizers';
import { ruleIds } from '../../../core/rules';
import { computedOf, type TraceEvent } from '../../../core/run/events';
import { createRun } from '../../../core/run/run';
import type { RunSpec } from '../../../core/run/spec';
import type { Dataset } from '../../../core/samples/dataset';
import { tinyConfig, tinyData } from '../../../core/testSupport';
import {
  bytesData,
  convolved,
  convolvedData,
  convolvedRules,
  transformed,
  transformedRules,
} from '../../testSupport';
import { wasmKernels } from '../kernels';
import { wasmMemory } from '../memory';
import { FAILED, PIECE, pieceOf } from './control';
import type { Helper, StartHelper } from './helpers';
import { startTeam, type Team } from './team';

let kernels: Kernels = {};
beforeAll(async () => {
  await startWasm(true);
  await ready();
  kernels = wasmKernels();
});

const sparse = (): Dataset =>
  bytesData({ inputs: 70, outputs: 5, mean: 33, deviation: 79 }, { train: 61, test: 40 }, (stream) =>
    stream.below(10) < 7 ? 0 : 1 + stream.below(255),
  );

type Case = readonly [name: string, changes: Partial<RunSpec>, data: () => Dataset];
const blocks = (rules: readonly RunSpec['rule'][], name: string, hidden: readonly HiddenLayer[]): Case[] =>
  rules.map((rule) => [`${name}, ${rule}`, { rule, hidden: [...hidden], optimizer: 'adam' }, convolvedData]);
const cases: readonly Case[] = [
  ...ruleIds.map((rule): Case => [`dense, ${rule}`, { rule, hidden: [37, 21], optimizer: 'adam' }, tinyData]),
  ...ruleIds.map((rule): Case => [`sparse, ${rule}`, { rule, hidden: [41, 9], optimizer: 'adam' }, sparse]),
  ...optimizerIds.map(
    (optimizer): Case => [
      `sparse, f3-error by ${optimizer}`,
      { rule: 'f3-error', hidden: [67], optimizer },
      sparse,
    ],
  ),
  ...blocks(convolvedRules, 'convolutions', convolved),
  ...blocks(transformedRules, 'transformers', transformed),
];

/** All that a run computes, and a checksum of what it has learned: differences of whole networks take minutes to print. */
async function resultOf([, changes, data]: Case, epochs = 1) {
  const spec = tinyConfig({ batchSize: 11, epochs, ...changes });
  const run = createRun(spec, data(), { kernels, checkpoints: true });
  const events: unknown[] = [];
  let learned = '';
  for await (const event of run.events) {
    events.push(JSON.stringify(computedOf(event)));
    if (event.type === 'checkpoint')
      learned = createHash('sha256')
        .update(JSON.stringify(await run.checkpoint()))
        .digest('hex');
  }
  return { events, learned };
}
type Result = Awaited<ReturnType<typeof resultOf>>;

const alone = new Map<string, Result>();
async function aloneOf(one: Case, epochs = 1): Promise<Result> {
  const key = `${one[0]}, ${epochs}`;
  const known = alone.get(key) ?? (await resultOf(one, epochs));
  alone.set(key, known);
  return known;
}

/** Each rule, and each kind of layer once. */
const some = cases.filter(([name]) =>
  /^sparse, [^ ]*$|^dense, bp$|nesterov|^(convolutions|transformers), (f3-error|bp)$/.test(name),
);

describe.each([
  [2, 2, cases],
  [3, 1, some],
  [4, 1, some],
  // Of which each waits for all others, on two cores.
  [8, 1, some.slice(-4)],
] as const)('%i threads, epochs: %i', (threads, epochs, own) => {
  let team: Team;
  beforeAll(async () => {
    for (const one of own) await aloneOf(one, epochs);
    // Every call is shared, however small.
    team = await startTeam(threads, startHelper, { least: 0 });
  });
  afterAll(() => team.end());
  it.each(own)('%s: the same bits as one', async (name) => {
    const one = own.find((it) => it[0] === name) as Case;
    const before = team.pieces();
    expect(await resultOf(one, epochs)).toEqual(await aloneOf(one, epochs));
    expect(team.pieces()).toBeGreaterThan(before);
    expect(team.present()).toBe(threads);
  });
});

/** A step in which calls of all kinds are shared. */
const usual = cases.find(([name]) => name === 'convolutions, bp') as Case;

describe('a thread that is lost', () => {
  const started: Helper[] = [];
  const starting: StartHelper = (order, ended) => {
    const helper = startHelper(order, ended);
    started.push(helper);
    return helper;
  };
  const inTeam = async (threads: number, start: StartHelper, act: (team: Team) => Promise<void>) => {
    await aloneOf(usual);
    started.length = 0;
    const team = await startTeam(threads, start, { least: 0, late: 1 });
    try {
      await act(team);
    } finally {
      team.end();
    }
  };

  it('before it starts: the others do its work', () =>
    inTeam(
      3,
      (order, ended) =>
        order.rank === 1
          ? { ready: Promise.reject(new Error('no memory for it')), end: () => undefined }
          : startHelper(order, ended),
      async (team) => {
        expect(team.present()).toBe(2);
        expect(await resultOf(usual)).toEqual(await aloneOf(usual));
      },
    ));

  it('between two steps: the others do its work, at once where its end was told', () =>
    inTeam(3, starting, async (team) => {
      started[1]?.end();
      await vi.waitFor(() => expect(team.present()).toBe(2));
      expect(await resultOf(usual)).toEqual(await aloneOf(usual));
    }));

  it('between two steps, without a word: after a while', () =>
    inTeam(
      2,
      (order) => starting(order, () => undefined),
      async (team) => {
        expect(team.present()).toBe(2);
        started[0]?.end();
        await new Promise((resolve) => setTimeout(resolve, 200));
        expect(await resultOf(usual)).toEqual(await aloneOf(usual));
        expect(team.present()).toBe(1);
      },
    ));

  it('in the middle of a step: the run ends with an error, and the next one has one thread', () =>
    inTeam(
      2,
      (order) => {
        const worker = new Worker(failing, { eval: true, workerData: order, execArgv: [] });
        const ready = new Promise<void>((resolve) => worker.once('message', () => resolve()));
        return { ready, end: () => void worker.terminate() };
      },
      async (team) => {
        await expect(resultOf(usual)).rejects.toThrow(
          'Thread 2 of this run stopped in the middle of a step. Train again, with fewer threads if it stops again.',
        );
        expect(team.present()).toBe(1);
        expect(await resultOf(usual)).toEqual(await aloneOf(usual));
      },
    ));
});

/** Begins the first piece, and fails in it. */
const failing = `
const { parentPort, workerData } = require('node:worker_threads');
const words = new Int32Array(workerData.memory.buffer, workerData.control);
parentPort.postMessage('ready');
Atomics.wait(words, ${PIECE}, 0);
Atomics.store(words, ${pieceOf(1)}, 1);
Atomics.store(words, ${FAILED}, 2);
`;

it('a traced run gives the same bits, and every work of its batches has its time, in order', async () => {
  const traced: Case = [
    'traced',
    { rule: 'f3-error', hidden: [48, 40], optimizer: 'adam', batchSize: 5 },
    sparse,
  ];
  const team = await startTeam(2, startHelper, { least: 0 });
  const spec = tinyConfig({ ...traced[1], epochs: 2 });
  const events = createRun(spec, sparse(), { kernels, traceClock: () => performance.now() }).events;
  const found: unknown[] = [];
  const traces: TraceEvent[] = [];
  for await (const event of events) {
    if (event.type === 'trace') traces.push(event);
    else found.push(JSON.stringify(computedOf(event)));
  }
  team.end();
  const alone: unknown[] = [];
  for await (const event of createRun(spec, sparse(), { kernels }).events)
    alone.push(JSON.stringify(computedOf(event)));
  expect(found).toEqual(alone);
  expect(traces).toHaveLength(2);
  for (const { lanes } of traces) {
    const [{ works, seconds }] = lanes as [TraceEvent['lanes'][number]];
    expect(works.map(({ layer, work }) => `${layer} ${work}`)).toEqual(
      [0, 1, 2].flatMap((layer) => [`${layer} forward`, `${layer} update`]),
    );
    // 61 samples are 12 whole batches, and one of a single sample.
    expect(seconds).toHaveLength(13 * (1 + works.length));
    expect([...seconds]).toEqual([...seconds].sort((a, b) => a - b));
  }
});

it('memory that has grown is the threads’, too', async () => {
  const team = await startTeam(3, startHelper, { least: 0 });
  const wide: Case = ['wide', { rule: 'f3-error', hidden: [40], optimizer: 'adam' }, sparse];
  const before = wasmMemory().heapBytes();
  // Beyond what is there: the run's tensors lie in what is new.
  const blocks = Array.from({ length: 3 }, () => wasmMemory().allocate(before));
  expect(wasmMemory().heapBytes()).toBeGreaterThan(3 * before);
  const found = await resultOf(wide);
  team.end();
  expect(found).toEqual(await resultOf(wide));
  expect(blocks.every((place) => place > 0)).toBe(true);
});
