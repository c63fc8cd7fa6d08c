/** An import that does not fit into the browser's storage until something else is removed. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { datasets } from '../../data';
import { DataProblem } from '../../data/spec';
import { actOnToast, dismissToast, useToast } from '../page/toast';
import { stubStorage } from '../testSupport';
import { type OwnSet, useData } from './data';
import { refreshData, useFolders } from './folders';
import { closeImport, finishImport, startImport, useImporting } from './importing';
import { largestStored } from './removal';
import { retryStoring, useStorageFull } from './storageFull';

const browser = vi.hoisted(() => ({
  own: [] as { info: { id: string; name: string }; bytes: number }[],
  damaged: [] as string[],
  quota: 10,
}));
const used = () => browser.own.reduce((sum, { bytes }) => sum + bytes, 0);
const info = (name: string) => ({ ...datasets.moons, id: `own-${name}-aaaaaaaaaaaa`, name, checksum: name });
const split = { size: 0, inputs: new Uint8Array(), targets: { kind: 'classes', labels: new Uint8Array() } };
const made = { info: info('iris'), bytes: 5 };
const full = () => new DataProblem('The browser’s storage is full.', 'iris needs 5 bytes.', 5);

vi.mock('../../client/datasets', () => ({
  openImport: () => ({
    examine: async () => ({ columns: [], suggested: { name: 'iris', testShare: 0.2, splitSeed: 0 } }),
    outcome: async () => ({}),
    make: async () => {
      const dataset = { id: made.info.id, train: split, test: split };
      const { title, detail, needs } = full();
      return { ...made, dataset, preview: null, notStored: { title, detail, needs }, there: undefined };
    },
    close: () => undefined,
  }),
  storeOwnSet: async () => {
    if (used() + made.bytes > browser.quota) throw full();
    browser.own.push(made);
  },
  listOwnSets: async () => browser.own,
  surveyData: async () => ({ own: browser.own, damaged: browser.damaged, folders: [], storage: undefined }),
  deleteStored: async (id: string) => {
    browser.own = browser.own.filter((one) => one.info.id !== id);
  },
  loadDataset: () => new Promise(() => undefined),
}));

const kept = () => browser.own.map((one) => one.info.name);
const said = () => useToast.getState().toasts.map(({ text }) => text);
const largest = () => largestStored(useData.getState().own, {}, made.info.id);
const set = () => useData.getState().own.find((one) => one.info.id === made.info.id);

beforeEach(async () => {
  vi.stubGlobal('location', { hash: '#data', pathname: '/', search: '' });
  vi.stubGlobal('navigator', {});
  stubStorage();
  browser.damaged = [];
  browser.own = [
    { info: info('small'), bytes: 1 },
    { info: info('large'), bytes: 8 },
  ];
  useData.setState({ own: [], sets: {} });
  await refreshData();
  await startImport({ files: [new File(['a'], 'iris.csv')], isText: true });
  await vi.waitFor(() => expect(useImporting.getState().outcome).toBeDefined());
  await finishImport();
});
afterEach(() => {
  while (useImporting.getState().phase !== 'closed') closeImport();
  while (said().length > 0) dismissToast();
  vi.unstubAllGlobals();
});

it('stays for the visit; its size and the largest stored sets are shown, and nothing is lost', () => {
  expect(said().at(-1)).toMatch(
    /^“iris” is available until the page is closed: it needs 5\sbytes, and .* is full\.$/,
  );
  expect(useStorageFull.getState().wanted?.problem).toMatchObject({
    title: full().title,
    detail: full().detail,
  });
  expect(set()?.stored).toBe(false);
  expect(largest().map(({ name, bytes }) => [name, bytes])).toEqual([
    ['large', 8],
    ['small', 1],
  ]);
  expect(kept()).toEqual(['small', 'large']);
});

it('is stored once the removed set is deleted; Undo before that loses neither', async () => {
  largest()[0]?.remove();
  actOnToast();
  expect(kept()).toEqual(['small', 'large']);
  expect(useStorageFull.getState().wanted).toBeDefined();
  largest()[0]?.remove();
  expect(kept()).toEqual(['small', 'large']);
  dismissToast();
  await vi.waitFor(() => expect(set()?.stored).toBe(true));
  expect(kept()).toEqual(['small', 'iris']);
  expect(useStorageFull.getState().wanted).toBeUndefined();
  await vi.waitFor(() => expect(said().at(-1)).toBe('“iris” is now saved on this computer.'));
});

it('asks again if there is still no space, and the set stays for the visit', async () => {
  await retryStoring();
  expect(useStorageFull.getState().wanted?.what).toBe(made.info.id);
  expect((set() as OwnSet).stored).toBe(false);
  expect(kept()).toEqual(['small', 'large']);
});

it('a damaged entry is reported once, and the others are listed', async () => {
  browser.damaged = ['own-flowers-bbbbbbbbbbbb'];
  await refreshData();
  expect(useData.getState().fileProblem?.detail).toContain('“flowers”');
  expect(useData.getState().own).toHaveLength(3);
  expect(useFolders.getState().states).toEqual({});
  useData.setState(({ fileProblem: _gone, ...rest }) => rest, true);
  await refreshData();
  expect(useData.getState().fileProblem).toBeUndefined();
});
