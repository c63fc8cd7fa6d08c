/** Every version of the database that was released opens with all that it holds; and steps run in order, once. */
import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { type Migration, migrations, NAME, notebookConnection } from './database';
import { keyText } from './keys';
import { listNotebook, readCheckpoint, readCurves } from './read';
import { open } from './testSupport';

interface StoreFixture {
  /** Keys and values. */
  readonly entries: readonly (readonly [IDBValidKey, unknown])[];
}
interface Fixture {
  readonly version: number;
  readonly stores: Readonly<Record<string, StoreFixture>>;
}

const folder = new URL('./fixtures/', import.meta.url);
const types = { Float64Array, Float32Array, Uint16Array, Uint32Array };
/** `{"Float32Array": […]}` is a typed array, `{"number": "NaN"}` a number that JSON does not have. */
const revived = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const [entry, ...more] = Object.entries(value);
  if (!entry || more.length > 0) return value;
  const [name, content] = entry;
  if (name === 'number') return Number(content);
  const type = types[name as keyof typeof types] as typeof Float64Array | undefined;
  return type ? type.from((content as unknown[]).map(Number)) : value;
};
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name): Fixture => JSON.parse(readFileSync(new URL(name, folder), 'utf8'), revived));

/** Writes a database as the lab of that version did. */
async function write({ version, stores }: Fixture, name: string): Promise<void> {
  const database = await openDB(name, version, {
    upgrade(created) {
      for (const store of Object.keys(stores)) created.createObjectStore(store);
    },
  });
  for (const [store, { entries }] of Object.entries(stores))
    for (const [key, value] of entries) await database.put(store, value, key);
  database.close();
}

describe('versions', () => {
  it('each has its fixture', () => {
    expect(fixtures.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
      migrations.map((_, i) => i + 1),
    );
  });

  it.each(fixtures)('version $version opens with all that it holds', async (fixture) => {
    await write(fixture, NAME);
    const { experiments, runs, damaged } = await listNotebook();
    expect(damaged).toBe(0);
    expect(experiments.map(({ id, name }) => [id, name])).toEqual([['e1', 'Feedback alignment']]);
    expect(runs.map(({ id, state, epoch }) => [id, state, epoch])).toEqual([
      ['bp-0', 'done', 2],
      ['dfa-0', 'training', 1],
    ]);
    const curves = await readCurves([
      ['e1', 'bp-0'],
      ['e1', 'dfa-0'],
    ]);
    const bp = curves.get(keyText(['e1', 'bp-0']));
    expect([...(bp?.loss.values ?? [])]).toEqual([2.25, 0.1, Number.NaN, 1 / 3]);
    expect([...(bp?.loss.steps ?? [])]).toEqual([1, 2, 3, 4]);
    expect(bp?.epochs.map(({ testLoss }) => testLoss)).toEqual([0.5, Number.POSITIVE_INFINITY]);
    expect(bp?.start?.testAccuracy).toBe(0.125);
    expect(curves.get(keyText(['e1', 'dfa-0']))?.epochs).toHaveLength(1);
    const checkpoint = await readCheckpoint(['e1', 'dfa-0']);
    expect(checkpoint?.arrays['layer1.b']?.values).toEqual(Float32Array.of(0.5, Number.NaN));
    const database = await open();
    expect([...database.objectStoreNames]).toEqual([
      'checkpoints',
      'claims',
      'curves',
      'experiments',
      'runs',
    ]);
  });
});

describe('migration', () => {
  const [first] = migrations as [Migration];
  const log: number[] = [];
  /** The note of each experiment becomes longer by its version. */
  const noting =
    (version: number): Migration =>
    async (_database, transaction) => {
      log.push(version);
      for (let at = await transaction.objectStore('experiments').openCursor(); at; at = await at.continue())
        await at.update({ ...at.value, note: `${at.value.note}${version}` });
    };

  it('runs the missing steps in order, and each once', async () => {
    const old = await notebookConnection('migrating', [first]).open();
    await old.put('experiments', { id: 'e', note: '' } as never, 'e');
    const newer = await notebookConnection('migrating', [first, noting(2), noting(3)]).open();
    expect(await newer.get('experiments', 'e')).toEqual({ id: 'e', note: '23' });
    newer.close();
    const newest = await notebookConnection('migrating', [first, noting(2), noting(3), noting(4)]).open();
    expect(await newest.get('experiments', 'e')).toEqual({ id: 'e', note: '234' });
    expect(log).toEqual([2, 3, 4]);
    newest.close();
  });

  it('that fails leaves the old version as it was', async () => {
    const old = await notebookConnection('failing', [first]).open();
    await old.put('experiments', { id: 'e', note: '' } as never, 'e');
    const failing: Migration = () => {
      throw new Error('no');
    };
    await expect(notebookConnection('failing', [first, noting(2), failing]).open()).rejects.toThrow('no');
    const again = await notebookConnection('failing', [first]).open();
    expect(await again.get('experiments', 'e')).toEqual({ id: 'e', note: '' });
    again.close();
  });

  it('by a newer lab in another tab is not blocked, and this one then says what to do', async () => {
    await open();
    const newer = await notebookConnection(NAME, [...migrations, () => undefined]).open();
    await expect(listNotebook()).rejects.toMatchObject({
      kind: 'refused',
      title: 'A newer version of the lab keeps this notebook.',
    });
    newer.close();
  });
});
