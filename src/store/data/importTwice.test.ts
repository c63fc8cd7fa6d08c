/** Imports whose content is already stored or was just removed, in this tab or another. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { datasets } from '../../data';
import type { DatasetInfo } from '../../data/spec';
import { dismissToast, useToast } from '../page/toast';
import { stubStorage } from '../testSupport';
import { type OwnSet, useData } from './data';
import { refreshOwnSets } from './folders';
import {
  closeImport,
  finishImport,
  setReadingText,
  startImport,
  takeReading,
  useImporting,
  useJustImported,
} from './importing';
import { removeOwnSet } from './removal';

interface Entry {
  readonly info: DatasetInfo;
  readonly bytes: number;
}
/** The browser's storage, shared by all tabs, and the worker's result for a file. */
const browser = vi.hoisted(() => ({
  own: [] as Entry[],
  made: undefined as unknown as Entry,
  refuses: false,
  making: undefined as Promise<void> | undefined,
  /** Delays the response about what was stored. */
  telling: undefined as Promise<void> | undefined,
  closed: 0,
}));
vi.mock('../../client/datasets', () => ({
  openImport: () => {
    let end: (reason: Error) => void = () => undefined;
    const closed = new Promise<never>((_, reject) => {
      end = reject;
    });
    closed.catch(() => {});
    return {
      examine: async () => ({
        columns: [],
        suggested: { name: browser.made.info.name, testShare: 0.2, splitSeed: 0 },
      }),
      outcome: async () => ({}),
      make: async ({ name }: { name: string }) => {
        await Promise.race([browser.making, closed]);
        const { bytes } = browser.made;
        const info = { ...browser.made.info, name };
        const there = browser.own.find((one) => one.info.checksum === info.checksum)?.info.id;
        if (there === undefined && !browser.refuses) browser.own.push({ info, bytes });
        await browser.telling;
        const notStored = browser.refuses ? { title: 'No place.', detail: '' } : undefined;
        return { info, bytes, dataset: datasetOf(info), preview: null, notStored, there };
      },
      close: () => {
        browser.closed++;
        end(new Error('closed'));
      },
    };
  },
  listOwnSets: async () => browser.own,
  surveyData: async () => ({ own: browser.own, folders: [], storage: undefined, damaged: [] }),
  deleteStored: async (id: string) => {
    browser.own = browser.own.filter(({ info }) => info.id !== id);
  },
  loadDataset: () => new Promise(() => undefined),
}));

const split = { size: 0, inputs: new Uint8Array(), targets: { kind: 'classes', labels: new Uint8Array() } };
const datasetOf = ({ id }: DatasetInfo) => ({ id, train: split, test: split });
const entry = (name: string, checksum: string): Entry => ({
  info: { ...datasets.moons, id: `own-${name}-${checksum}`, name, checksum },
  bytes: 1,
});
const stored = new Map<string, string>();
const ids = () => useData.getState().own.map(({ info }) => info.id);
const said = () => useToast.getState().toasts.at(-1)?.text;

async function take(made: Entry): Promise<void> {
  browser.made = made;
  await startImport({ files: [new File(['a'], 'a.csv')], isText: true });
  await vi.waitFor(() => expect(useImporting.getState().outcome).toBeDefined());
  await finishImport();
}

beforeEach(() => {
  vi.stubGlobal('location', { hash: '#data', pathname: '/', search: '' });
  vi.stubGlobal('navigator', {});
  stubStorage(stored);
  stored.clear();
  browser.own = [];
  browser.refuses = false;
  browser.making = undefined;
  browser.telling = undefined;
  useData.setState({ own: [], sets: {} });
});
afterEach(() => {
  while (useImporting.getState().phase !== 'closed') closeImport();
  dismissToast();
  vi.unstubAllGlobals();
});

describe('an import', () => {
  it('of different content with the same name is added under a numbered name', async () => {
    await take(entry('iris', 'aaaaaaaaaaaa'));
    await take(entry('iris', 'bbbbbbbbbbbb'));
    expect(ids()).toEqual(['own-iris-aaaaaaaaaaaa', 'own-iris-bbbbbbbbbbbb']);
    expect(said()).toBe('“iris (2)” was imported.');
  });

  it('whose name another tab took meanwhile gets a number', async () => {
    browser.made = entry('iris', 'aaaaaaaaaaaa');
    await startImport({ files: [new File(['a'], 'a.csv')], isText: true });
    await vi.waitFor(() => expect(useImporting.getState().outcome).toBeDefined());
    browser.own.push(entry('iris', 'bbbbbbbbbbbb'));
    await refreshOwnSets();
    await finishImport();
    expect(said()).toBe('“iris (2)” was imported.');
  });

  it('of the same content leads to the existing set, whatever its name', async () => {
    await take(entry('iris', 'aaaaaaaaaaaa'));
    await take(entry('flowers', 'aaaaaaaaaaaa'));
    expect(ids()).toEqual(['own-iris-aaaaaaaaaaaa']);
    expect(said()).toBe('“iris” already has the same content.');
    expect(useJustImported.getState().id).toBe('own-iris-aaaaaaaaaaaa');
    expect(useImporting.getState().phase).toBe('closed');
  });

  it('that another tab has just finished is detected', async () => {
    browser.own = [entry('theirs', 'aaaaaaaaaaaa')];
    await take(entry('iris', 'aaaaaaaaaaaa'));
    expect(ids()).toEqual(['own-theirs-aaaaaaaaaaaa']);
    expect(said()).toBe('“theirs” already has the same content.');
  });

  it('of just removed content restores it permanently', async () => {
    await take(entry('iris', 'aaaaaaaaaaaa'));
    removeOwnSet(useData.getState().own[0] as OwnSet);
    expect(ids()).toEqual([]);
    await take(entry('iris', 'aaaaaaaaaaaa'));
    expect(ids()).toEqual(['own-iris-aaaaaaaaaaaa']);
    await refreshOwnSets();
    expect(ids()).toEqual(['own-iris-aaaaaaaaaaaa']);
    expect(browser.own).toHaveLength(1);
    expect(stored.size).toBe(0);
  });

  it('of content that is being deleted stores it again', async () => {
    await take(entry('iris', 'aaaaaaaaaaaa'));
    removeOwnSet(useData.getState().own[0] as OwnSet);
    let tell: () => void = () => undefined;
    browser.telling = new Promise((resolve) => {
      tell = resolve;
    });
    const taking = take(entry('iris', 'aaaaaaaaaaaa'));
    await vi.waitFor(() => expect(useImporting.getState().phase).toBe('storing'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    // When the toast with Undo disappears, the removed set is deleted.
    dismissToast();
    await new Promise((resolve) => setTimeout(resolve, 10));
    tell();
    await taking;
    await refreshOwnSets();
    expect(ids()).toEqual(['own-iris-aaaaaaaaaaaa']);
    expect(browser.own).toHaveLength(1);
  });

  it('for this visit only is listed once', async () => {
    browser.refuses = true;
    await take(entry('iris', 'aaaaaaaaaaaa'));
    expect(said()).toBe('“iris” is available until the page is closed: No place.');
    await take(entry('iris', 'aaaaaaaaaaaa'));
    expect(said()).toBe('“iris” already has the same content.');
    expect(ids()).toEqual(['own-iris-aaaaaaaaaaaa']);
  });

  it('that is closed while the data set is created does not block later ones', async () => {
    browser.making = new Promise(() => undefined);
    browser.made = entry('iris', 'aaaaaaaaaaaa');
    await startImport({ files: [new File(['a'], 'a.csv')], isText: true });
    await vi.waitFor(() => expect(useImporting.getState().outcome).toBeDefined());
    const making = finishImport();
    closeImport();
    await making;
    browser.making = undefined;
    await take(entry('iris', 'bbbbbbbbbbbb'));
    expect(ids()).toEqual(['own-iris-bbbbbbbbbbbb']);
  });

  it('that is being stored is reported, whatever is typed meanwhile', async () => {
    let done = () => {};
    browser.made = entry('iris', 'aaaaaaaaaaaa');
    browser.making = new Promise((resolve) => {
      done = resolve;
    });
    await startImport({ files: [new File(['a'], 'a.csv')], isText: true });
    await vi.waitFor(() => expect(useImporting.getState().outcome).toBeDefined());
    const making = finishImport();
    setReadingText('missing', '-200');
    void takeReading({ options: { decimal: 'comma' } });
    done();
    await making;
    expect(said()).toBe('“iris” was imported.');
    expect(ids()).toEqual(['own-iris-aaaaaaaaaaaa']);
  });
});
