/** What the page shows of the notebook while this tab and another change it. */
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { listNotebook } from '../../notebook/read';
import type { RunRecord } from '../../notebook/records';
import { experimentRecord, open, runRecord } from '../../notebook/testSupport';
import { addExperiment, changeExperiment, changeRuns, remove, restore } from '../../notebook/write';
import { openNotebook, useNotebook } from './notebook';

/** Objects read from the store of runs, and whether the whole store was. */
let read: (string | 'all')[] = [];
const { get, getAll } = IDBObjectStore.prototype;
IDBObjectStore.prototype.get = function (key) {
  if (this.name === 'runs') read.push(String((key as string[])[1]));
  return get.call(this, key);
};
IDBObjectStore.prototype.getAll = function (...of) {
  if (this.name === 'runs') read.push('all');
  return getAll.apply(this, of);
};

/** Another tab: modules, connection and channel of its own. */
let other: typeof import('../../notebook/write');

beforeAll(async () => {
  await addExperiment(
    experimentRecord(),
    ['a', 'b', 'c'].map((id) => runRecord(id)),
  );
  await openNotebook();
  vi.resetModules();
  other = await import('../../notebook/write');
});

const shown = () => useNotebook.getState().runs;
const inPlace = (run: RunRecord): RunRecord => ({ ...run, step: run.step + 1 });

/** Waits until the page shows what is stored. */
async function settled(): Promise<void> {
  await vi.waitFor(
    async () => {
      const { experiments, runs, damaged } = await listNotebook();
      expect(useNotebook.getState()).toMatchObject({ experiments, runs, damaged });
    },
    { timeout: 10_000, interval: 100 },
  );
}

/** @returns what the page has read by itself */
async function readDuring(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = shown();
  await work();
  read = [];
  await vi.waitFor(() => expect(shown()).not.toBe(before), { timeout: 10_000, interval: 10 });
  const own = [...read];
  await settled();
  return own;
}

afterEach(settled);

it('of runs that changed, here or in another tab, only their records are read', async () => {
  const [a, b, c] = shown();
  expect(await readDuring(() => changeRuns([['e1', 'b']], inPlace))).toEqual(['b']);
  expect(await readDuring(() => other.changeRuns([['e1', 'b']], inPlace))).toEqual(['b']);
  expect(shown()[0]).toBe(a);
  expect(shown()[1]).toEqual({ ...b, step: 2 });
  expect(shown()[2]).toBe(c);
});

it('changes between two readings are read together', async () => {
  const own = await readDuring(async () => {
    await changeRuns([['e1', 'a']], inPlace);
    await changeRuns([['e1', 'c']], inPlace);
    await changeRuns([['e1', 'a']], inPlace);
  });
  expect(own).toEqual(['a', 'c']);
  expect(shown().map(({ step }) => step)).toEqual([2, 2, 1]);
});

it('everything is read where runs or experiments come, go or have a new name', async () => {
  const changes: readonly (() => Promise<unknown>)[] = [
    () => other.addExperiment({ ...experimentRecord('e2'), created: 1 }, [runRecord('d', 'e2')]),
    () => other.remove(['e2'], []),
    () => restore(['e2'], []),
    () => other.changeExperiment('e2', (old) => ({ ...old, name: 'Other' })),
    () => changeExperiment('e1', (old) => ({ ...old, name: 'First' })),
    () => remove([], [['e2', 'd']]),
    () => other.restore([], [['e2', 'd']]),
  ];
  for (const change of changes) expect(await readDuring(change)).toEqual(['all']);
});

it('a run that has gone, or is damaged, since it changed is no longer shown', async () => {
  const database = await open();
  await changeRuns([['e1', 'a']], inPlace);
  await database.delete('runs', ['e1', 'a']);
  await vi.waitFor(() => expect(shown().map(({ id }) => id)).toEqual(['b', 'c', 'd']));
  await changeRuns([['e1', 'b']], inPlace);
  await database.put('runs', { ...runRecord('b'), epoch: 'two' } as never, ['e1', 'b']);
  await vi.waitFor(() => expect(useNotebook.getState().damaged).toBe(1));
  expect(shown().map(({ id }) => id)).toEqual(['c', 'd']);
  // Of a run that is not shown, there may be more to read than its record.
  expect(
    await readDuring(() =>
      other.changeRuns(
        [
          ['e1', 'c'],
          ['e1', 'gone'],
        ],
        inPlace,
      ),
    ),
  ).toEqual(['all']);
});
