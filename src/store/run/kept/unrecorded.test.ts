/** An experiment that trains while the browser's storage is full. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Experiment } from '../../../core/run/spec';
import { defaultExperiment } from '../../../experiment/defaults';
import { tell } from '../../../notebook/channel';
import { readExperiment } from '../../../notebook/read';
import { open } from '../../../notebook/testSupport';
import { keepWhatTrains, noteState, orderOf } from './keeping';
import { dismissNotKept, isMissing, useNotKept, watchNotKept } from './notKept';
import { RETRY } from './unrecorded';

vi.stubGlobal('navigator', {});
watchNotKept();

/** Adding records fails. */
function fill(name = 'QuotaExceededError'): () => void {
  const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('no room', name);
  });
  return () => add.mockRestore();
}
const problem = () => useNotKept.getState().problem;

beforeEach(async () => {
  const database = await open();
  for (const store of database.objectStoreNames) await database.clear(store);
  dismissNotKept();
  vi.useFakeTimers({ toFake: ['setTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const experiment: Experiment = { ...defaultExperiment(), rules: ['bp', 'dfa'], seeds: [0] };

it('trains, is added with its runs’ states when there is room, and the message goes when all is kept', async () => {
  const free = fill();
  const kept = (await keepWhatTrains(experiment, 'cpu'))!;
  expect(problem()).toMatchObject({
    title: 'The browser’s storage is full.',
    detail: expect.stringContaining('The experiment is kept as soon as there is room.'),
  });
  const [bp, dfa] = ['bp-0', 'dfa-0'] as const;
  expect(orderOf(kept)(bp)).toMatchObject({ key: [kept.id, bp], resume: false, unrecorded: true });
  await noteState(kept, [dfa], 'stopped');
  await vi.advanceTimersByTimeAsync(RETRY);
  expect(await readExperiment(kept.id)).toBeUndefined();
  expect(isMissing(kept.id)).toBe(true);
  // A run's worker finds no room, either.
  tell({
    what: 'refused',
    key: [kept.id, bp],
    problem: { title: 'The browser’s storage is full.', detail: '' },
  });
  free();
  await vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(RETRY);
    expect((await readExperiment(kept.id))?.runs.map(({ id, state }) => [id, state])).toEqual([
      [bp, 'waiting'],
      [dfa, 'stopped'],
    ]);
  });
  expect(orderOf(kept)(bp)).toMatchObject({ unrecorded: false });
  await vi.waitFor(() => expect(useNotKept.getState().missing.size).toBe(1));
  expect(problem()).toBeDefined();
  tell({ what: 'kept', key: [kept.id, bp] });
  expect(problem()).toBeUndefined();
  expect(isMissing(kept.id)).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});

it('is given up where the browser keeps nothing at all', async () => {
  const free = fill('SecurityError');
  expect(await keepWhatTrains(experiment, 'cpu')).toBeUndefined();
  expect(problem()?.title).toBe('The browser cannot keep runs here.');
  expect(vi.getTimerCount()).toBe(0);
  free();
});

it('two that wait are both added', async () => {
  const free = fill();
  const one = (await keepWhatTrains(experiment, 'cpu'))!;
  const two = (await keepWhatTrains(experiment, 'cpu'))!;
  free();
  await vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(RETRY);
    for (const { id } of [one, two]) expect((await readExperiment(id))?.runs).toHaveLength(2);
  });
  await vi.waitFor(() => expect(problem()).toBeUndefined());
});
