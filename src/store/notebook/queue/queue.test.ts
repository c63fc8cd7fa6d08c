/** The queue over sessions that a test ends by hand, and a real IndexedDB. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import type { NamedRun, SessionListener } from '../../../client/types';
import type { RunEvent } from '../../../core/run/events';
import { defaultExperiment } from '../../../experiment/defaults';
import { keyText } from '../../../notebook/keys';
import { readExperiment } from '../../../notebook/read';
import type { RunKey } from '../../../notebook/records';
import type { LabBackend } from '../../run/backend';
import { keepExperiment } from '../../run/kept/keeping';
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
  return { queue, id: kept.id, key, shown };
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

it('leaves alone what the Lab trains itself', async () => {
  const kept = await keepExperiment(defaultExperiment(), []);
  if (!kept) throw new Error('The notebook did not keep it.');
  const queue = createRunQueue(backend, () => true);
  await queue.enqueue(kept.id);
  expect(queue.useQueue.getState().training).toEqual([]);
});
