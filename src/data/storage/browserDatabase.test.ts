/** Files, own sets and previews over a database of maps. Its life in a real browser is tested in e2e/mirrors.spec.ts. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dataset } from '../../core/samples/dataset';
import { PREVIEW_VERSION } from '../preview';
import type { DatasetInfo } from '../spec';
import { problemOf } from '../testSupport';
import { pack, unpack } from './blobs';
import { storageUse } from './connection';
import { identified } from './contentChecksum';
import { deleteFiles, readStoredFile, storedFiles, storeFile } from './fileStore';
import { createMemoryStore } from './memoryStore';
import {
  damagedOwn,
  deleteOwn,
  identifiedOwn,
  readOwnData,
  readPreview,
  storedOwn,
  storeOwn,
  storePreview,
} from './ownStore';

const state = vi.hoisted(() => ({
  stores: new Map<string, Map<string, { key: unknown; value: unknown }>>(),
  /** What writing, or opening, ends in. */
  failure: undefined as Error | undefined,
  blocked: false,
  /** The store that has no room for one more. */
  full: undefined as string | undefined,
  /** What reading ends in, once it is open. */
  unreadable: undefined as Error | undefined,
  fresh: true,
  /** The transaction before. */
  last: Promise.resolve() as Promise<void>,
}));

interface Range {
  readonly folder: string;
}
vi.stubGlobal('IDBKeyRange', { bound: ([folder]: [string]): Range => ({ folder }) });

/** As browsers have it; Node's own takes shared memory. */
const StrictBlob = new Proxy(Blob, {
  construct(target, [parts]: [ArrayBufferView[]]) {
    if (parts.some(({ buffer }) => buffer instanceof SharedArrayBuffer)) throw new TypeError('shared memory');
    return new target(parts as BlobPart[]);
  },
});
vi.stubGlobal('Blob', StrictBlob);

vi.mock('idb', () => {
  const store = (name: string) => {
    const found = state.stores.get(name);
    if (!found) throw new Error(`There is no store ${name}.`);
    return found;
  };
  const inRange = (name: string, range: Range | undefined) =>
    [...store(name).values()].filter(
      ({ key }) => range === undefined || (key as string[])[0] === range.folder,
    );
  const database = {
    createObjectStore: (name: string) => state.stores.set(name, new Map()),
    get: async (name: string, key: unknown) => {
      if (state.unreadable) throw state.unreadable;
      return store(name).get(JSON.stringify(key))?.value;
    },
    getAll: async (name: string, range?: Range) => inRange(name, range).map(({ value }) => value),
    getAllKeys: async (name: string, range?: Range) => inRange(name, range).map(({ key }) => key),
    // One after the other, and over when nothing more is asked of it.
    transaction: (names: readonly string[]) => {
      const turn = state.last;
      const writes: (() => void)[] = [];
      let busy = 0;
      let broken: Error | undefined;
      const ask = async <T>(work: () => T): Promise<T> => {
        busy++;
        await turn;
        try {
          return work();
        } catch (error) {
          broken = error as Error;
          throw error;
        } finally {
          busy--;
        }
      };
      const of = (name: string) => {
        if (!names.includes(name)) throw new Error(`${name} is not part of the transaction.`);
        const write = (value: unknown, key: unknown) =>
          writes.push(() => store(name).set(JSON.stringify(key), { key, value: structuredClone(value) }));
        return {
          get: (key: unknown) => ask(() => store(name).get(JSON.stringify(key))?.value),
          getAll: () => ask(() => inRange(name, undefined).map(({ value }) => value)),
          put: (value: unknown, key: unknown) =>
            ask(() => {
              if (state.full === name) throw new DOMException('full', 'QuotaExceededError');
              write(value, key);
            }),
          add: (value: unknown, key: unknown) =>
            ask(() => {
              if (store(name).has(JSON.stringify(key))) throw new DOMException('there', 'ConstraintError');
              write(value, key);
            }),
          delete: (key: unknown) =>
            ask(() => void writes.push(() => store(name).delete(JSON.stringify(key)))),
        };
      };
      const done = (async () => {
        await turn;
        do await new Promise((resolve) => setImmediate(resolve));
        while (busy > 0);
        if (state.failure ?? broken) throw state.failure ?? broken;
        for (const write of writes) write();
      })();
      state.last = done.catch(() => undefined);
      return { objectStore: of, done };
    },
  };
  return {
    openDB: async (
      _name: string,
      _version: number,
      { upgrade }: { upgrade: (db: unknown, before: number) => void },
    ) => {
      if (state.blocked) throw new DOMException('The operation is insecure.', 'SecurityError');
      if (state.fresh) upgrade(database, 0);
      state.fresh = false;
      return database;
    },
  };
});

const info = {
  id: 'own-iris',
  name: 'Iris',
  task: 'classification',
  inputs: 2,
  outputs: 2,
  trainSize: 2,
  testSize: 1,
  classNames: ['a', 'b'],
  settings: {},
  learningRates: {},
} as unknown as DatasetInfo;
const shared = <T extends Uint8Array | Float32Array>(
  make: new (memory: SharedArrayBuffer) => T,
  values: number[],
): T => {
  const array = new make(
    new SharedArrayBuffer(
      values.length * (make as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT,
    ),
  );
  array.set(values);
  return array;
};
const dataset: Dataset = {
  id: 'own-iris',
  inputs: 2,
  outputs: 1,
  mean: Float32Array.of(1.5, 2.5),
  offset: Float64Array.of(0, 1_700_000_000.1),
  deviation: 2,
  targetScale: { mean: 1, deviation: 2, unit: 'cm' },
  train: {
    size: 2,
    inputs: shared(Float32Array, [1, 2, 3, 4.25]),
    targets: { kind: 'values', values: Float32Array.of(0.5, -1) },
  },
  test: {
    size: 1,
    inputs: new Uint8Array([9, 8, 7, 6]).subarray(1, 3),
    targets: { kind: 'classes', labels: shared(Uint8Array, [3]) },
  },
};

beforeEach(async () => {
  state.failure = undefined;
  state.blocked = false;
  state.unreadable = undefined;
  for (const store of state.stores.values()) store.clear();
});

describe('files', () => {
  it('are stored, listed with their sizes and deleted, folder by folder', async () => {
    await storeFile('mnist', 'a.gz', Uint8Array.of(1, 2, 3));
    await storeFile('mnist', 'b', new Uint8Array([9, 4, 5, 9]).subarray(1, 3));
    await storeFile('mnist-2', 'a.gz', Uint8Array.of(6));
    expect(await readStoredFile('mnist', 'a.gz')).toEqual(Uint8Array.of(1, 2, 3));
    expect(await readStoredFile('mnist', 'b')).toEqual(Uint8Array.of(4, 5));
    expect(await readStoredFile('mnist', 'c')).toBeUndefined();
    expect(await storedFiles('mnist')).toEqual([
      { name: 'a.gz', bytes: 3 },
      { name: 'b', bytes: 2 },
    ]);
    await deleteFiles('mnist');
    expect(await storedFiles('mnist')).toEqual([]);
    expect(await readStoredFile('mnist', 'a.gz')).toBeUndefined();
    expect(await readStoredFile('mnist-2', 'a.gz')).toEqual(Uint8Array.of(6));
  });

  it('may be in shared memory', async () => {
    await storeFile('mnist', 'a', shared(Uint8Array, [1, 2]));
    expect(await readStoredFile('mnist', 'a')).toEqual(Uint8Array.of(1, 2));
  });
});

describe('own data sets', () => {
  it('are read back unchanged, in the caller’s memory', async () => {
    await storeOwn(info, dataset);
    expect(await storedOwn()).toMatchObject([{ info, bytes: 16 + 8 + 2 + 1 }]);
    const back = await readOwnData('own-iris', (bytes) => new SharedArrayBuffer(bytes));
    expect(back).toEqual(dataset);
    expect(back?.train.inputs).toBeInstanceOf(Float32Array);
    expect(back?.test.inputs).toBeInstanceOf(Uint8Array);
    expect(back?.train.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect((await readOwnData('own-iris'))?.train.inputs.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('are deleted with their previews', async () => {
    await storeOwn(info, dataset);
    await storePreview('own-iris', { kind: 'columns', columns: [], more: 0, rows: [] });
    expect(await readPreview('own-iris')).toEqual({ kind: 'columns', columns: [], more: 0, rows: [] });
    await deleteOwn('own-iris');
    expect(await storedOwn()).toEqual([]);
    expect(await readOwnData('own-iris')).toBeUndefined();
    expect(await readPreview('own-iris')).toBeUndefined();
  });

  const made = (name: string, values: Partial<Dataset> = {}) =>
    identified({ info: { ...info, name }, dataset: { ...dataset, ...values } }, `${name}.csv`);

  it('of one name coexist if their content differs; none is overwritten', async () => {
    const [first, second] = [made('Iris'), made('Iris', { deviation: 3 })];
    expect(await storeOwn(first.info, first.dataset)).toBeUndefined();
    expect(await storeOwn(second.info, second.dataset)).toBeUndefined();
    expect((await storedOwn()).map((kept) => kept.info)).toEqual([first.info, second.info]);
    expect((await readOwnData(first.info.id))?.deviation).toBe(2);
    expect((await readOwnData(second.info.id))?.deviation).toBe(3);
  });

  it('with the same content are stored once, whatever their names', async () => {
    const [first, again] = [made('Iris'), made('Flowers')];
    await storeOwn(first.info, first.dataset);
    expect(await storeOwn(first.info, first.dataset)).toBe(first.info.id);
    expect(await storeOwn(again.info, again.dataset)).toBe(first.info.id);
    expect(await storedOwn()).toEqual([{ info: first.info, bytes: 27 }]);
  });

  it('stored by two tabs at once all exist, the same content once', async () => {
    const [one, same, other] = [made('Iris'), made('Iris'), made('Iris', { deviation: 3 })];
    vi.resetModules();
    const tabs = [await import('./ownStore'), { storeOwn }];
    const found = await Promise.all(
      [one, same, other].map(({ info, dataset }, i) => tabs[i % 2]?.storeOwn(info, dataset)),
    );
    expect(found).toHaveLength(3);
    expect(new Set(found.slice(0, 2))).toEqual(new Set([undefined, one.info.id]));
    expect(found[2]).toBeUndefined();
    const ids = (await storedOwn()).map((kept) => kept.info.id);
    expect(ids.toSorted()).toEqual([one.info.id, other.info.id].toSorted());
  });

  it.each([undefined, null, 3, {}, { info: null, bytes: 1 }, { info: { id: 'own-iris' }, bytes: 27 }])(
    'with a damaged entry (%j) are reported, hide no other, and are replaced by the same set',
    async (value) => {
      const [first, other] = [made('Iris'), made('Iris', { deviation: 3 })];
      await storeOwn(first.info, first.dataset);
      await storeOwn(other.info, other.dataset);
      const { id } = first.info;
      state.stores.get('own')?.set(JSON.stringify(id), { key: id, value });
      expect((await storedOwn()).map((kept) => kept.info)).toEqual([other.info]);
      expect(await identifiedOwn()).toEqual(await storedOwn());
      expect(await damagedOwn()).toEqual(value === undefined ? [] : [id]);
      expect(await storeOwn(first.info, first.dataset)).toBeUndefined();
      expect(await damagedOwn()).toEqual([]);
      expect(await storedOwn()).toHaveLength(2);
    },
  );

  it('leave the storage unchanged when it is full, for samples or entry', async () => {
    const [first, second] = [made('Iris'), made('Iris', { deviation: 3 })];
    await storeOwn(first.info, first.dataset);
    const before = await storedOwn();
    for (const moment of ['ownData', 'own']) {
      state.full = moment;
      const problem = await problemOf(storeOwn(second.info, second.dataset));
      state.full = undefined;
      expect(problem).toMatchObject({ title: 'The browser’s storage is full.', needs: 27 });
      expect(await storedOwn()).toEqual(before);
      expect(await readOwnData(second.info.id)).toBeUndefined();
      expect(await readOwnData(first.info.id)).toEqual(first.dataset);
    }
    expect(await storeOwn(second.info, second.dataset)).toBeUndefined();
    expect(await readOwnData(second.info.id)).toEqual(second.dataset);
  });

  it('of earlier versions keep their ids, and get a checksum', async () => {
    const old = { ...info, id: 'own-iris' };
    await storeOwn(old, dataset);
    expect(state.stores.get('own')?.get('"own-iris"')?.value).toEqual({ info: old, bytes: 27 });
    const { checksum } = made('Iris').info;
    const migrated = { info: { ...old, checksum }, bytes: 27 };
    expect(await storedOwn()).toEqual([{ info: old, bytes: 27 }]);
    expect(await identifiedOwn()).toEqual([migrated]);
    expect(await storedOwn()).toEqual([migrated]);
    expect(state.stores.get('own')?.get('"own-iris"')?.value).toEqual(migrated);
    expect(await readOwnData('own-iris')).toEqual(dataset);
    expect(await storeOwn(made('Iris').info, dataset)).toBe('own-iris');
    // One whose samples cannot be read is still in the list.
    state.stores.get('own')?.set('"own-iris"', { key: 'own-iris', value: { info: old, bytes: 27 } });
    state.unreadable = new DOMException('Data lost', 'NotReadableError');
    expect(await identifiedOwn()).toEqual([{ info: old, bytes: 27 }]);
  });

  it('are packed without shared memory, whatever their fields', async () => {
    const packed = pack(dataset);
    expect(packed.train.inputs).toEqual({ array: 'floats', blob: expect.any(Blob) });
    expect(packed.deviation).toBe(2);
    expect(await unpack<Dataset>(packed, (bytes) => new ArrayBuffer(bytes))).toEqual(dataset);
  });
});

describe('a browser', () => {
  it('with full storage: the message says what is used, what is free and what to do', async () => {
    state.failure = new DOMException('full', 'QuotaExceededError');
    vi.stubGlobal('navigator', { storage: { estimate: async () => ({ usage: 3.9e9, quota: 4e9 }) } });
    const { title, detail } = await problemOf(
      storeFile('mnist', 'train-images.gz', new Uint8Array(9_900_000)),
    );
    expect(await storageUse()).toEqual({ used: 3.9e9, quota: 4e9 });
    vi.stubGlobal('navigator', undefined);
    expect(title).toBe('The browser’s storage is full.');
    expect(detail).toBe(
      'train-images.gz needs 9.9 MB. 3.9 GB of 4 GB are used, 100 MB are free. Remove a data set on the Data page, or free space on the disk, and try again.',
    );
    expect(await readStoredFile('mnist', 'train-images.gz')).toBeUndefined();
    expect(await storedFiles('mnist')).toEqual([]);
  });

  it('that does not report free space: the message says so', async () => {
    state.failure = new DOMException('full', 'QuotaExceededError');
    expect((await problemOf(storeOwn(info, dataset))).detail).toMatch(
      /^Iris needs 27\sbytes\. The browser does not report/,
    );
    expect(await storageUse()).toBeUndefined();
  });

  it('that blocks storage: reads find nothing, writes say so, previews are ignored', async () => {
    vi.resetModules();
    state.blocked = true;
    const store = { ...(await import('./fileStore')), ...(await import('./ownStore')) };
    expect(await store.readStoredFile('mnist', 'a')).toBeUndefined();
    expect(await store.storedFiles('mnist')).toEqual([]);
    expect(await store.storedOwn()).toEqual([]);
    await store.deleteOwn('own-iris');
    await store.storePreview('own-iris', { kind: 'columns', columns: [], more: 0, rows: [] });
    const reasonOf = (keeping: Promise<unknown>) => keeping.catch((error: unknown) => error);
    const refused = {
      title: 'The browser cannot store data here.',
      detail: expect.stringMatching(/^a \(1\sbyte\) could not be saved: The operation is insecure\./),
    };
    const reason = await reasonOf(store.storeFile('mnist', 'a', Uint8Array.of(1)));
    expect(reason).toMatchObject(refused);
    // Nobody holds these bytes; an own data set stays in the page.
    expect(String(reason)).not.toContain('until this page is closed');
    expect(String(await reasonOf(store.storeOwn(info, dataset)))).toContain('until this page is closed');
    state.blocked = false;
    await store.storeFile('mnist', 'a', Uint8Array.of(1));
    expect(await store.readStoredFile('mnist', 'a')).toEqual(Uint8Array.of(1));
  });

  it('that blocks storage: files are held in memory for the visit', async () => {
    vi.resetModules();
    state.blocked = true;
    const store = await import('./fileStore');
    store.setMemoryStore(createMemoryStore());
    await store.storeFile('mnist', 'a', Uint8Array.of(1, 2));
    expect(await store.readStoredFile('mnist', 'a')).toEqual(Uint8Array.of(1, 2));
    expect(await store.storedFiles('mnist')).toEqual([{ name: 'a', bytes: 2, held: true }]);
    await store.deleteFiles('mnist');
    expect(await store.readStoredFile('mnist', 'a')).toBeUndefined();
    // A full storage is told all the same: what is removed makes room.
    state.blocked = false;
    state.failure = new DOMException('full', 'QuotaExceededError');
    expect(String(await store.storeFile('mnist', 'a', Uint8Array.of(1)).catch(String))).toMatch(/is full/);
    expect(await store.storedFiles('mnist')).toEqual([]);
  });

  it('that cannot read its storage: the message says so; a preview is made again', async () => {
    await storeFile('mnist', 'a', Uint8Array.of(1));
    await storePreview('mnist', { kind: 'columns', columns: [], more: 0, rows: [] });
    state.unreadable = new DOMException('Data lost', 'NotReadableError');
    const { title, detail } = await problemOf(readStoredFile('mnist', 'a'));
    expect(title).toBe('The browser cannot read its stored data.');
    expect(detail).toMatch(/^Data lost\. .*remove the data set and download or import it again/);
    await problemOf(readOwnData('own-iris'));
    expect(await readPreview('mnist')).toBeUndefined();
  });

  it('that cannot delete: the message says so, and the data stay', async () => {
    await storeOwn(info, dataset);
    state.failure = new Error('disk error');
    const { title, detail } = await problemOf(deleteOwn('own-iris'));
    expect(`${title} ${detail}`).toMatch(/could not remove this\. disk error\. It is still stored\./);
    await problemOf(deleteOwn('own-iris'));
    expect(await storedOwn()).toHaveLength(1);
  });

  it('with previews of another version: they are made again', async () => {
    await storePreview('mnist', { kind: 'columns', columns: [], more: 0, rows: [] });
    const preview = await readPreview('mnist');
    const kept = state.stores.get('previews')?.get('"mnist"')?.value;
    expect(kept).toEqual({ version: PREVIEW_VERSION, preview });
    for (const value of [{ version: PREVIEW_VERSION - 1, preview }, preview]) {
      state.stores.get('previews')?.set('"mnist"', { key: 'mnist', value });
      expect(await readPreview('mnist')).toBeUndefined();
    }
  });
});
