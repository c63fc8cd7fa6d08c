/** What the worker keeps, while the storage is full, in another tab's hands, or the run is deleted. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../core/run/events';
import { listen, type NotebookNews } from '../notebook/channel';
import { keyText } from '../notebook/keys';
import { createPieceCollector, curvesOf } from '../notebook/pieces';
import { listNotebook, readCheckpoint, readCurves } from '../notebook/read';
import type { RunKey } from '../notebook/records';
import {
  checkpointAt,
  epochEvents,
  experimentRecord,
  open,
  resumedEvent,
  runRecord,
  startEvents,
} from '../notebook/testSupport';
import { addExperiment, purge, remove } from '../notebook/write';
import { createKeeper, type Keeper, RETRY } from './keep';

const key: RunKey = ['e1', 'dfa-0'];
const news: NotebookNews[] = [];
listen((one) => news.push(one));

const EPOCHS = 6;
beforeEach(async () => {
  vi.restoreAllMocks();
  news.length = 0;
  const database = await open();
  for (const store of database.objectStoreNames) await database.clear(store);
  await addExperiment(experimentRecord(), [runRecord()]);
});

const eventsOf = (epoch: number): RunEvent[] => [
  ...epochEvents(epoch),
  { type: 'checkpoint', run: 'dfa-0', step: 2 * epoch, epoch },
];
const summary = { type: 'summary', run: 'dfa-0', step: 2 * EPOCHS } as RunEvent;
/** Every checkpoint is due. */
let clock = 0;

async function train(keeper: Keeper, from: number, to: number): Promise<void> {
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  for (const event of from === 0 ? startEvents : [resumedEvent(from)]) await note(keeper, event, 0);
  for (let epoch = from + 1; epoch <= to; epoch++) {
    clock += 1e6;
    for (const event of eventsOf(epoch)) await note(keeper, event, epoch);
  }
}
const note = (keeper: Keeper, event: RunEvent, epoch: number): Promise<void> =>
  keeper.note(event, async () => checkpointAt(epoch));

function undisturbed(epochs: number) {
  const collector = createPieceCollector();
  for (const event of startEvents) collector.add(event);
  for (let epoch = 1; epoch <= epochs; epoch++) for (const event of epochEvents(epoch)) collector.add(event);
  return curvesOf([collector.piece()]);
}
const curves = async () => (await readCurves([key])).get(keyText(key));

/** Whether a thread says that the run is its own. */
const isHeld = async (): Promise<boolean> =>
  ((await (await open()).get('claims', ['e1', 'dfa-0']))?.until ?? 0) > Date.now();

/** Writing fails, as where there is no room. */
function fill(): () => void {
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
  return () => put.mockRestore();
}

describe('a kept run', () => {
  it('that is resumed has the curves of an undisturbed one', async () => {
    const first = await createKeeper({ key, resume: false }, EPOCHS);
    await train(first, 0, 3);
    first.release();
    await vi.waitFor(async () => {
      const again = await createKeeper({ key, resume: true }, EPOCHS);
      expect(again.start).toEqual({ checkpoint: checkpointAt(3) });
      await train(again, 3, EPOCHS);
      again.release();
    });
    expect(await curves()).toEqual(undisturbed(EPOCHS));
    expect((await listNotebook()).runs[0]).toMatchObject({ epoch: EPOCHS, step: 2 * EPOCHS });
  });

  it('has every event once after the storage was full for a while, and the page learns of it once', async () => {
    const keeper = await createKeeper({ key, resume: false }, EPOCHS);
    await train(keeper, 0, 2);
    const free = fill();
    clock += 1e6;
    for (const epoch of [3, 4]) for (const event of eventsOf(epoch)) await note(keeper, event, epoch);
    expect(await curves()).toEqual(undisturbed(2));
    expect(await readCheckpoint(key)).toEqual(checkpointAt(2));
    free();
    for (const epoch of [5, 6]) {
      clock += 1e6;
      for (const event of eventsOf(epoch)) await note(keeper, event, epoch);
    }
    expect(await curves()).toEqual(undisturbed(6));
    const told = news.filter(({ what }) => what === 'refused');
    expect(told).toEqual([
      {
        what: 'refused',
        key,
        problem: { title: 'The browser’s storage is full.', detail: expect.any(String) },
      },
    ]);
    keeper.release();
  });

  it('that ends while the storage is full is kept when there is room, and is this thread’s until then', async () => {
    const keeper = await createKeeper({ key, resume: false }, EPOCHS);
    await train(keeper, 0, 2);
    const free = fill();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    for (const epoch of [3, 4, 5, 6]) for (const event of eventsOf(epoch)) await note(keeper, event, epoch);
    await note(keeper, summary, EPOCHS);
    // The thread goes on with another run.
    keeper.release();
    await vi.advanceTimersByTimeAsync(RETRY);
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    expect(await isHeld()).toBe(true);
    expect(await readCheckpoint(key)).toEqual(checkpointAt(2));
    free();
    await vi.advanceTimersByTimeAsync(RETRY);
    vi.useRealTimers();
    await vi.waitFor(() => expect(news.at(-1)).toEqual({ what: 'kept', key }));
    expect(await curves()).toEqual(undisturbed(EPOCHS));
    expect(await readCheckpoint(key)).toEqual(checkpointAt(EPOCHS));
    expect((await listNotebook()).runs[0]).toMatchObject({ state: 'done', epoch: EPOCHS, step: 2 * EPOCHS });
    expect(news.filter(({ what }) => what === 'refused')).toHaveLength(1);
    await vi.waitFor(async () => expect(await isHeld()).toBe(false));
  });

  it('that begins while the storage is full is kept from its first event on', async () => {
    const before = await createKeeper({ key, resume: false }, EPOCHS);
    await train(before, 0, 4);
    before.release();
    const free = fill();
    const keeper = await vi.waitFor(() => createKeeper({ key, resume: false }, EPOCHS));
    await train(keeper, 0, 1);
    free();
    clock += 1e6;
    for (const event of eventsOf(2)) await note(keeper, event, 2);
    expect(await curves()).toEqual(undisturbed(2));
    expect((await listNotebook()).runs[0]).toMatchObject({ epoch: 2, step: 4 });
    keeper.release();
  });

  it('without a record yet is kept from its first event on when it has one', async () => {
    await remove(['e1'], []);
    await purge(Date.now() + 1);
    const keeper = await createKeeper({ key, resume: false, unrecorded: true }, EPOCHS);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    await train(keeper, 0, EPOCHS);
    await note(keeper, summary, EPOCHS);
    expect(await curves()).toEqual(curvesOf([]));
    await addExperiment(experimentRecord(), [runRecord()]);
    await vi.advanceTimersByTimeAsync(RETRY);
    vi.useRealTimers();
    await vi.waitFor(async () => expect(await readCheckpoint(key)).toEqual(checkpointAt(EPOCHS)));
    expect(await curves()).toEqual(undisturbed(EPOCHS));
    expect((await listNotebook()).runs[0]).toMatchObject({ state: 'done', epoch: EPOCHS });
    expect(news.filter(({ what }) => what === 'refused')).toEqual([]);
  });

  it('that was deleted in another tab leaves nothing', async () => {
    const keeper = await createKeeper({ key, resume: false }, EPOCHS);
    await train(keeper, 0, 2);
    await remove([], [key]);
    await purge(Date.now() + 1);
    clock += 1e6;
    for (const event of eventsOf(3)) await note(keeper, event, 3);
    expect(await curves()).toEqual(curvesOf([]));
    expect(await readCheckpoint(key)).toBeUndefined();
    keeper.release();
  });
});
