import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { datasets } from '../../data';
import { DataProblem } from '../../data/spec';
import {
  actOnToast,
  dismissToast,
  pauseToasts,
  resumeToasts,
  showToast,
  undoLast,
  useToast,
} from '../page/toast';
import { expiredTrash } from '../page/trash';
import { stubStorage } from '../testSupport';
import { dismissFileProblem, type OwnSet, useData } from './data';
import { getFolder, refreshData, refreshOwnSets, useFolders } from './folders';
import { removeFolder, removeOwnSet } from './removal';

const worker = vi.hoisted(() => ({
  own: [] as { info: { id: string }; bytes: number }[],
  gone: [] as string[],
  refuses: false,
  here: 'browser' as 'browser' | 'server',
}));
vi.mock('../../client/datasets', () => ({
  deleteStored: async (what: string) => {
    if (worker.refuses) throw new DataProblem('The browser refuses.', 'Why not?');
    worker.gone.push(what);
    worker.own = worker.own.filter(({ info }) => info.id !== what);
  },
  fetchFolder: async () => 'done',
  listOwnSets: async () => worker.own,
  surveyData: async () => ({
    own: worker.own,
    folders: [
      { folder: 'mnist', here: worker.here, bytes: 12, storedBytes: 12, missing: [], canGet: true },
      { folder: 'adult', here: undefined, bytes: 9, storedBytes: 4, missing: ['adult.test'], canGet: true },
    ],
    storage: undefined,
    damaged: [],
  }),
}));

const info = { ...datasets.moons, id: 'own-flowers', name: 'flowers' };
const set: OwnSet = { info, bytes: 5, stored: true };
const shown = () => useData.getState().own.map((one) => one.info.id);
const stored = new Map<string, string>();

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', {});
  stubStorage(stored);
  worker.own = [{ info, bytes: 5 }];
  worker.gone = [];
  worker.refuses = false;
  dismissFileProblem();
  await refreshData();
});
afterEach(() => {
  while (useToast.getState().toasts.length > 0) dismissToast();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('removed data', () => {
  it('disappears at once and is deleted when the toast disappears', async () => {
    expect(shown()).toEqual(['own-flowers']);
    removeOwnSet(set);
    expect(shown()).toEqual([]);
    expect(useToast.getState().toasts.at(-1)?.action?.name).toBe('Undo');
    await vi.advanceTimersByTimeAsync(9_900);
    expect(worker.gone).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(worker.gone).toEqual(['own-flowers']);
    expect(stored.size).toBe(0);
  });

  it('is restored unchanged by Undo', async () => {
    removeOwnSet(set);
    actOnToast();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(shown()).toEqual(['own-flowers']);
    expect(worker.gone).toEqual([]);
    expect(stored.size).toBe(0);
  });

  it('is listed once if another tab restored it before Undo', async () => {
    removeOwnSet(set);
    stored.clear();
    await refreshData();
    expect(shown()).toEqual(['own-flowers']);
    actOnToast();
    expect(shown()).toEqual(['own-flowers']);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(worker.gone).toEqual([]);
  });

  it('is remembered and deleted at the next visit if the page is closed before', async () => {
    removeOwnSet(set);
    expect([...stored.values()]).toEqual([expect.stringContaining('"own-flowers"')]);
    await refreshData();
    await refreshOwnSets();
    expect(shown()).toEqual([]);
    expect(await expiredTrash()).toEqual([]);
    expect(worker.gone).toEqual([]);
    actOnToast();
  });

  it('is kept while the pointer is on the toast', async () => {
    removeOwnSet(set);
    pauseToasts();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(worker.gone).toEqual([]);
    resumeToasts();
    await vi.advanceTimersByTimeAsync(10_100);
    expect(worker.gone).toEqual(['own-flowers']);
  });

  it('can be a folder; each removal has its own ten seconds, and the last is undone first', async () => {
    removeFolder('mnist', 'MNIST', ['mnist']);
    expect(useFolders.getState().states?.mnist).toMatchObject({ here: undefined, bytes: 0 });
    await vi.advanceTimersByTimeAsync(9_000);
    removeOwnSet(set);
    showToast({ text: 'Something else is said.' });
    await vi.advanceTimersByTimeAsync(500);
    expect(worker.gone).toEqual([]);
    expect(undoLast()).toBe(true);
    expect(shown()).toEqual(['own-flowers']);
    await vi.advanceTimersByTimeAsync(600);
    expect(worker.gone).toEqual(['mnist']);
    expect(undoLast()).toBe(false);
  });

  it('can be a part of a folder: files on the server stay', async () => {
    removeFolder('adult', 'Census Income', ['adult']);
    expect(useFolders.getState().states?.adult).toMatchObject({ here: undefined, bytes: 5, storedBytes: 0 });
    expect(useFolders.getState().states?.adult?.missing).toEqual(['adult.test']);
    actOnToast();
    expect(useFolders.getState().states?.adult).toMatchObject({ bytes: 9, storedBytes: 4 });
    removeFolder('mnist', 'MNIST', ['mnist']);
    expect(useFolders.getState().states?.mnist?.missing).toHaveLength(4);
    actOnToast();
  });

  it('is not deleted if it was downloaded again meanwhile', async () => {
    removeFolder('mnist', 'MNIST', ['mnist']);
    await getFolder('mnist');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(worker.gone).toEqual([]);
    expect(stored.size).toBe(0);
    expect(useFolders.getState().states?.mnist?.here).toBe('browser');
  });

  it('can be deleted with full storage, since that frees space', async () => {
    vi.stubGlobal('localStorage', {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
      removeItem: () => undefined,
    });
    removeOwnSet(set);
    await refreshData();
    expect(shown()).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_100);
    expect(worker.gone).toEqual(['own-flowers']);
  });

  it('is reported and retried later if the browser fails to delete it', async () => {
    worker.refuses = true;
    removeOwnSet(set);
    await vi.advanceTimersByTimeAsync(10_100);
    expect(useData.getState().fileProblem).toMatchObject({
      title: 'The browser could not delete “flowers”.',
      detail: expect.stringContaining('Why not?'),
    });
    expect(shown()).toEqual([]);
    expect(stored.size).toBe(1);
    worker.refuses = false;
    await refreshData();
    expect(worker.gone).toEqual(['own-flowers']);
    expect(stored.size).toBe(0);
  });
});
