/** The queue over sessions that a test ends by hand, and a real IndexedDB. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import type { NamedRun, SessionListener } from '../../../client/types';
import type { RunEvent } from '../../../core/run/events';
import { runSpec } from '../../../core/run/spec';
import { defaultExperiment } from '../../../experiment/defaults';
import { keyText } from '../../../notebook/keys';
import { readExperiment } from '../../../notebook/read';
import type { RunKey } from '../../../notebook/records';
import type { LabBackend } from '../../run/backend';
import { keepExperiment } from '../../run/kept/keeping';
import { type Job, samplesLeft } from './job';
import { createRunQueue } from './queue';

interface FakeSession {
  readonly run: NamedRun;
  readonly listener: SessionListener;
  running: boolean;
  stopped: boolean;
}
const state = vi.hoisted(() => ({ sessions: [] as FakeSession[] }));

vi.mock('../../../client/session', () => ({
  createSession: ([run]: NamedRun[], _data: unknown, _backend: unknown, listener: SessionListener) => {
    const own = { run, listener, running: false, stopped: false } as FakeSession;
    state.sessions.push(own);
    return {
      run: () => {
        own.running = true;
      },
      pause: () => {
        own.running = false;
      },
      stop: () => {
        own.stopped = true;
      },
    };
  },
}));
vi.mock('../../data/data', () => ({ requestDataset: async () => ({ id: 'digits' }) }));
vi.stubGlobal('navigator', {});
vi.mock('../../run/machine', () => ({ cores: () => 2 }));

const choice = { backend: 'wasm' as const };
const backend = {
  requestBackend: async () => choice,
  backendFor: async () => choice,
  recordedBackend: async () => choice,
} as unknown as LabBackend;

/** A queue with an experiment of BP and DFA with two seeds: bp-0, dfa-0, bp-1, dfa-1. */
async function filled() {
  const kept = await keepExperiment({ ...defaultExperiment(), rules: ['bp', 'dfa'], seeds: [0, 1] }, []);
  if (!kept) throw new Error('The notebook did not keep it.');
  const queue = createRunQueue(backend, () => false);
  await queue.enqueue(kept.id);
  await vi.waitFor(() => expect(going()).toHaveLength(2));
  const key = (run: string): RunKey => [kept.id, run];
  const shown = () => {
    const { waiting, training } = queue.useQueue.getState();
    const idOf = (text: string) => text.slice(kept.id.length + 1);
    return { waiting: waiting.map(idOf), training: training.map(idOf) };
  };
  const held = () => queue.useQueue.getState().held.map((text) => text.slice(kept.id.length + 1));
  const stateOf = async (run: string) =>
    (await readExperiment(kept.id))?.runs.find((one) => one.id === run)?.state;
  return { queue, id: kept.id, key, shown, held, stateOf };
}
const going = (): FakeSession[] => state.sessions.filter(({ stopped }) => !stopped);
const sessionOf = (id: string): FakeSession => {
  const found = state.sessions.findLast(({ run }) => run.id === id);
  if (!found) throw new Error(`There is no session of ${id}.`);
  return found;
};
const finish = (id: string): void =>
  sessionOf(id).listener.onEvent({ type: 'summary', run: id, step: 10 } as RunEvent);

beforeEach(() => {
  state.sessions = [];
});

it('trains as many at once as there are cores, in order, and begins the next when one ends', async () => {
  const { shown } = await filled();
  expect(shown()).toEqual({ waiting: ['bp-1', 'dfa-1'], training: ['bp-0', 'dfa-0'] });
  expect(state.sessions.every(({ running }) => running)).toBe(true);
  finish('dfa-0');
  await vi.waitFor(() => expect(sessionOf('bp-1').running).toBe(true));
  expect(shown()).toEqual({ waiting: ['dfa-1'], training: ['bp-0', 'bp-1'] });
});

it('a run moved to the front begins first, and the notebook keeps the order', async () => {
  const { queue, id, key, shown } = await filled();
  queue.move(key('dfa-1'), key('bp-1'));
  expect(shown().waiting).toEqual(['dfa-1', 'bp-1']);
  finish('bp-0');
  await vi.waitFor(() => expect(sessionOf('dfa-1').running).toBe(true));
  expect(shown().training).toEqual(['dfa-0', 'dfa-1']);
  await vi.waitFor(async () => {
    const places = new Map((await readExperiment(id))?.runs.map((run) => [run.id, run.place]));
    expect(places.get('dfa-1')).toBeLessThan(places.get('bp-1') ?? -1);
  });
});

it('paused, nothing trains or begins; resumed, it goes on', async () => {
  const { queue, id, key, shown } = await filled();
  queue.pause();
  expect(going().some(({ running }) => running)).toBe(false);
  await vi.waitFor(async () => {
    const states = (await readExperiment(id))?.runs.map((run) => run.state);
    expect(states).toEqual(['paused', 'paused', 'waiting', 'waiting']);
  });
  queue.cancel(key('bp-0'));
  expect(shown()).toEqual({ waiting: ['bp-1', 'dfa-1'], training: ['dfa-0'] });
  queue.resume();
  await vi.waitFor(() => expect(sessionOf('bp-1').running).toBe(true));
  expect(shown().training).toEqual(['dfa-0', 'bp-1']);
  expect(sessionOf('dfa-0').running).toBe(true);
});

it('a cancelled run is stopped and noted as such; it does not come back with the others', async () => {
  const { queue, id, key, shown } = await filled();
  expect(queue.cancel(key('dfa-1'))).toBe(true);
  expect(queue.cancel(key('nobody'))).toBe(false);
  await vi.waitFor(async () => {
    const run = (await readExperiment(id))?.runs.find((one) => one.id === 'dfa-1');
    expect(run?.state).toBe('stopped');
  });
  await queue.enqueue(id);
  expect(shown()).toEqual({ waiting: ['bp-1'], training: ['bp-0', 'dfa-0'] });
});

it('a worker that breaks is replaced once; the second time the run counts as failed, and says why', async () => {
  const { queue, id, key, shown } = await filled();
  const breakIt = () => sessionOf('bp-0').listener.onFailure('bp-0', { kind: 'ended', details: 'closed' });
  breakIt();
  await vi.waitFor(() => expect(state.sessions.filter(({ run }) => run.id === 'bp-0')).toHaveLength(2));
  expect(shown().training).toContain('bp-0');
  breakIt();
  await vi.waitFor(() => expect(sessionOf('bp-1').running).toBe(true));
  expect(shown().training).toEqual(['dfa-0', 'bp-1']);
  expect(queue.useQueue.getState().problems).toEqual({ [keyText(key('bp-0'))]: 'closed' });
  await vi.waitFor(async () => {
    const run = (await readExperiment(id))?.runs.find((one) => one.id === 'bp-0');
    expect(run?.state).toBe('failed');
  });
});

it('a run paused by itself gives its core to the next; released, it goes on first, with its own session', async () => {
  const { queue, key, shown, held, stateOf } = await filled();
  queue.hold(key('dfa-0'));
  expect(sessionOf('dfa-0').running).toBe(false);
  expect(held()).toEqual(['dfa-0']);
  expect(shown()).toEqual({ waiting: ['dfa-0', 'dfa-1'], training: ['bp-0', 'bp-1'] });
  await vi.waitFor(async () => expect(await stateOf('dfa-0')).toBe('paused'));
  await vi.waitFor(() => expect(sessionOf('bp-1').running).toBe(true));
  queue.release(key('dfa-0'));
  expect(held()).toEqual([]);
  expect(sessionOf('dfa-0').running).toBe(false);
  finish('bp-0');
  expect(shown()).toEqual({ waiting: ['dfa-1'], training: ['bp-1', 'dfa-0'] });
  expect(sessionOf('dfa-0').running).toBe(true);
  expect(state.sessions.filter(({ run }) => run.id === 'dfa-0')).toHaveLength(1);
  await vi.waitFor(async () => expect(await stateOf('dfa-0')).toBe('training'));
});

it('a held run that waits does not begin; the others pass it', async () => {
  const { queue, key, shown, stateOf } = await filled();
  queue.hold(key('bp-1'));
  finish('bp-0');
  finish('dfa-0');
  expect(shown()).toEqual({ waiting: ['bp-1'], training: ['dfa-1'] });
  await vi.waitFor(async () => expect(await stateOf('bp-1')).toBe('paused'));
  await vi.waitFor(() => expect(going().some(({ run }) => run.id === 'dfa-1')).toBe(true));
  finish('dfa-1');
  expect(shown()).toEqual({ waiting: ['bp-1'], training: [] });
  expect(queue.useQueue.getState().secondsLeft).toBeUndefined();
  queue.release(key('bp-1'));
  await vi.waitFor(() => expect(sessionOf('bp-1').running).toBe(true));
});

it('the queue resumes only what its own pause stopped', async () => {
  const { queue, key, held, shown } = await filled();
  queue.hold(key('dfa-0'));
  await vi.waitFor(() => expect(sessionOf('bp-1').running).toBe(true));
  queue.pause();
  expect(state.sessions.some(({ running }) => running)).toBe(false);
  queue.resume();
  expect(held()).toEqual(['dfa-0']);
  expect(shown().training).toEqual(['bp-0', 'bp-1']);
  expect(state.sessions.map(({ run, running }) => [run.id, running])).toEqual([
    ['bp-0', true],
    ['dfa-0', false],
    ['bp-1', true],
  ]);
});

it('a run held before its data is there begins once, when it is released', async () => {
  const { queue, key } = await filled();
  finish('bp-0');
  queue.hold(key('bp-1'));
  queue.release(key('bp-1'));
  queue.cancel(key('dfa-1'));
  finish('dfa-0');
  await vi.waitFor(() => expect(sessionOf('bp-1').running).toBe(true));
  expect(state.sessions.filter(({ run }) => run.id === 'bp-1')).toHaveLength(1);
});

it('a held run whose worker breaks gets another one, but not before it is released', async () => {
  const { queue, key, held } = await filled();
  queue.hold(key('dfa-0'));
  sessionOf('dfa-0').listener.onFailure('dfa-0', { kind: 'ended', details: 'closed' });
  await vi.waitFor(() => expect(sessionOf('bp-1').running).toBe(true));
  expect(held()).toEqual(['dfa-0']);
  expect(state.sessions.filter(({ run }) => run.id === 'dfa-0')).toHaveLength(1);
  queue.release(key('dfa-0'));
  finish('bp-0');
  await vi.waitFor(() => expect(sessionOf('dfa-0').running).toBe(true));
  expect(state.sessions.filter(({ run }) => run.id === 'dfa-0')).toHaveLength(2);
});

it('the time left is that of the runs that are not held', () => {
  const job = (held: boolean) =>
    ({ held, step: 0, run: { spec }, experiment: { data: { trainSize: 1000 } } }) as unknown as Job;
  const spec = runSpec({ ...defaultExperiment(), epochs: 3, batchSize: 100 }, 'bp', 0);
  expect(samplesLeft([job(false), job(true), job(false)])).toBe(2 * samplesLeft([job(false)]));
  expect(samplesLeft([job(true)])).toBe(0);
  expect(samplesLeft([job(false)])).toBe(3000);
});

it('leaves alone what the Lab trains itself', async () => {
  const kept = await keepExperiment(defaultExperiment(), []);
  if (!kept) throw new Error('The notebook did not keep it.');
  const queue = createRunQueue(backend, () => true);
  await queue.enqueue(kept.id);
  expect(queue.useQueue.getState().training).toEqual([]);
});
