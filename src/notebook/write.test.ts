import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keyText } from './keys';
import { createPieceCollector, curvesOf } from './pieces';
import { listNotebook, readCheckpoint, readCurves } from './read';
import type { RunKey, RunRecord } from './records';
import {
  checkpointAt,
  epochEvents,
  experimentRecord,
  open,
  resumedEvent,
  runRecord,
  startEvents,
} from './testSupport';
import {
  addExperiment,
  changeExperiment,
  changeRuns,
  keepProgress,
  purge,
  purgeThese,
  remove,
  restartRun,
  restore,
} from './write';

const key: RunKey = ['e1', 'dfa-0'];
const same = (run: RunRecord): RunRecord => run;

beforeEach(async () => {
  const database = await open();
  for (const store of database.objectStoreNames) await database.clear(store);
  await addExperiment(experimentRecord(), [runRecord(), runRecord('dfa-1')]);
});

const curves = async (of: RunKey = key) => (await readCurves([of])).get(keyText(of));

/** A worker: trains epochs, keeping a piece after each. */
async function train(from: number, to: number, checkpoints = true): Promise<void> {
  const collector = createPieceCollector();
  for (const event of from === 0 ? startEvents : [resumedEvent(from)]) collector.add(event);
  for (let epoch = from + 1; epoch <= to; epoch++) {
    for (const event of epochEvents(epoch)) collector.add(event);
    await keepProgress(key, {
      piece: collector.piece(),
      run: (old) => ({ ...old, epoch }),
      ...(checkpoints ? { checkpoint: checkpointAt(epoch) } : {}),
    });
    collector.empty();
  }
}
function undisturbed(epochs: number) {
  const collector = createPieceCollector();
  for (const event of startEvents) collector.add(event);
  for (let epoch = 1; epoch <= epochs; epoch++) for (const event of epochEvents(epoch)) collector.add(event);
  return curvesOf([collector.piece()]);
}

describe('progress', () => {
  it('comes back bit for bit', async () => {
    await train(0, 3);
    expect(await curves()).toEqual(undisturbed(3));
    const checkpoint = await readCheckpoint(key);
    expect(checkpoint).toEqual(checkpointAt(3));
    const bits = (values: ArrayBufferView | undefined) => values && new Uint8Array(values.buffer);
    expect(bits(checkpoint?.arrays['layer1.W']?.values)).toEqual(
      bits(checkpointAt(3).arrays['layer1.W']?.values),
    );
    const { runs } = await listNotebook();
    expect(runs[0]).toMatchObject({ epoch: 3, checkpoint: { epoch: 3 } });
  });

  it('of a run that resumes replaces what lay ahead of its checkpoint', async () => {
    await train(0, 5, false);
    await train(2, 4);
    expect(await curves()).toEqual(undisturbed(4));
    await train(0, 2);
    expect(await curves()).toEqual(undisturbed(2));
  });

  it('stays equal over many pieces, joined and not', async () => {
    await train(0, 200, false);
    await train(123, 210, false);
    expect(await curves()).toEqual(undisturbed(210));
    const database = await open();
    const pieces = await database.count('curves');
    expect(pieces).toBeGreaterThan(1);
    expect(pieces).toBeLessThan(20);
  });

  it('counts its bytes, which a restart frees', async () => {
    await train(0, 2);
    const { runs } = await listNotebook();
    const bytes = runs[0]?.curveBytes ?? 0;
    expect(bytes).toBeGreaterThan(2 * 2 * 16);
    await train(0, 2);
    expect((await listNotebook()).runs[0]?.curveBytes).toBe(bytes);
    await restartRun(key);
    expect((await listNotebook()).runs[0]).toEqual(runRecord());
    expect(await curves()).toEqual(curvesOf([]));
    expect(await readCheckpoint(key)).toBeUndefined();
  });

  it('of a run that another tab deleted is not stored', async () => {
    await remove([], [key]);
    await purge(Date.now() + 1);
    const piece = { fromStep: -1, toStep: 2, ...undisturbed(1) };
    expect(await keepProgress(key, { piece, run: same, checkpoint: checkpointAt(1) })).toBe(false);
    expect(await curves()).toEqual(curvesOf([]));
    expect(await readCheckpoint(key)).toBeUndefined();
  });

  it('is stored wholly or not at all', async () => {
    const failing = keepProgress(key, {
      piece: { fromStep: -1, toStep: 2, ...undisturbed(1) },
      run: () => {
        throw new Error('no');
      },
    });
    await expect(failing).rejects.toMatchObject({ kind: 'refused' });
    expect(await curves()).toEqual(curvesOf([]));
  });

  it('keeps arrays of shared memory, and of a view nothing but its part', async () => {
    const shared = new Float32Array(new SharedArrayBuffer(8));
    shared[1] = 2;
    const view = new Float32Array(1000).subarray(3, 5);
    const arrays = { a: { shape: [2], values: shared }, b: { shape: [2], values: view } };
    const piece = { fromStep: -1, toStep: 2, ...undisturbed(1) };
    await keepProgress(key, { piece, run: same, checkpoint: { ...checkpointAt(1), arrays } });
    const back = await readCheckpoint(key);
    expect(back?.arrays.a?.values).toEqual(Float32Array.of(0, 2));
    expect(back?.arrays.b?.values.buffer.byteLength).toBe(8);
  });
});

describe('records', () => {
  it('change in one transaction, and missing ones are skipped', async () => {
    const changed = await changeRuns([key, ['e1', 'nobody']], (run) => ({ ...run, tags: ['good'] }));
    expect(changed).toEqual([{ ...runRecord(), tags: ['good'] }]);
    expect(await changeExperiment('e1', (old) => ({ ...old, name: 'New' }))).toMatchObject({ name: 'New' });
    expect(await changeExperiment('nothing', (old) => old)).toBeUndefined();
  });

  it('disappear, come back, and are deleted with curves and checkpoints', async () => {
    await train(0, 1);
    await remove(['e1'], []);
    expect(await listNotebook()).toEqual({ experiments: [], runs: [], damaged: 0 });
    await restore(['e1'], []);
    expect((await listNotebook()).runs).toHaveLength(2);
    await remove(['e1'], []);
    await purge(Date.now() - 60_000);
    await restore(['e1'], []);
    expect(await curves()).toEqual(undisturbed(1));
    await remove(['e1'], []);
    await purge(Date.now() + 1);
    const database = await open();
    for (const store of ['experiments', 'runs', 'curves', 'checkpoints'] as const)
      expect(await database.count(store)).toBe(0);
  });

  it('are deleted for good, the named ones alone, unless they were restored', async () => {
    await train(0, 1);
    await addExperiment(experimentRecord('e2'), [runRecord('r', 'e2')]);
    await remove(['e2'], [key, ['e1', 'dfa-1']]);
    await restore([], [['e1', 'dfa-1']]);
    await purgeThese(
      [],
      [
        ['e1', 'dfa-1'],
        ['e1', 'dfa-0'],
      ],
    );
    await restore(['e2'], [key]);
    const { experiments, runs } = await listNotebook();
    expect(experiments.map(({ id }) => id)).toEqual(['e1', 'e2']);
    expect(runs.map(({ id }) => id)).toEqual(['dfa-1', 'r']);
    expect(await curves()).toEqual(curvesOf([]));
    await purgeThese(['e1'], []);
    expect((await listNotebook()).experiments).toHaveLength(2);
    await remove(['e1'], []);
    await purgeThese(['e1'], []);
    expect((await listNotebook()).runs.map(({ id }) => id)).toEqual(['r']);
  });

  it('that are damaged do not hide the others', async () => {
    const database = await open();
    await database.put('runs', { ...runRecord('broken'), epoch: 'two' } as never, ['e1', 'broken']);
    await database.put('runs', runRecord('lost', 'gone'), ['gone', 'lost']);
    await database.put('curves', { fromStep: 3 } as never, ['e1', 'dfa-0', 3]);
    const { runs, damaged } = await listNotebook();
    expect(runs.map(({ id }) => id)).toEqual(['dfa-0', 'dfa-1']);
    expect(damaged).toBe(1);
    expect(await curves()).toEqual(curvesOf([]));
    await train(0, 2);
    expect(await curves()).toEqual(undisturbed(2));
  });

  it('without settings of today get them at the value that changes nothing', async () => {
    const database = await open();
    const { fairSteps: _one, epochShare: _two, ...spec } = runRecord().spec;
    const { fairSteps: _three, ...settings } = experimentRecord().settings;
    const { bp, dfa } = settings.learningRate;
    await database.put(
      'experiments',
      {
        ...experimentRecord(),
        settings: { ...settings, learningRate: { bp, dfa } },
      } as never,
      'e1',
    );
    await database.put('runs', { ...runRecord(), spec } as never, [...key]);
    await database.put('checkpoints', { ...checkpointAt(1), spec } as never, [...key]);
    const { experiments, runs, damaged } = await listNotebook();
    expect(damaged).toBe(0);
    expect(runs[0]).toEqual(runRecord());
    expect(experiments[0]).toEqual(experimentRecord());
    expect(await readCheckpoint(key)).toEqual(checkpointAt(1));
  });
});

describe('two tabs', () => {
  it('writing and deleting at once lose nothing', async () => {
    vi.resetModules();
    const other = await import('./write');
    const ids = Array.from({ length: 20 }, (_, i) => `r${i}`);
    await addExperiment(
      experimentRecord('e2'),
      ids.map((id) => runRecord(id, 'e2')),
    );
    const work = ids.flatMap((id) => {
      const own: RunKey = ['e2', id];
      const collector = createPieceCollector();
      for (const event of [...startEvents, ...epochEvents(1)]) collector.add(event);
      const piece = collector.piece();
      const counted = (run: RunRecord): RunRecord => ({ ...run, tags: [...run.tags, 'x'] });
      return [
        keepProgress(own, { piece, run: counted, checkpoint: checkpointAt(1) }),
        other.changeRuns([own], counted),
        changeRuns([own], counted),
        other.changeExperiment('e2', (old) => ({ ...old, note: `${old.note}.` })),
        ...(id === 'r3' ? [other.remove([], [own]).then(() => other.purge(Date.now() + 1))] : []),
      ];
    });
    await Promise.all(work);
    const { experiments, runs } = await listNotebook();
    expect(experiments.find(({ id }) => id === 'e2')?.note).toBe('.'.repeat(20));
    const there = runs.filter(({ experiment }) => experiment === 'e2');
    expect(there.map(({ id }) => id).sort()).toEqual(ids.filter((id) => id !== 'r3').sort());
    for (const { tags } of there) expect(tags).toEqual(['x', 'x', 'x']);
    const stored = await readCurves(ids.map((id): RunKey => ['e2', id]));
    for (const id of ids)
      expect(stored.get(keyText(['e2', id]))).toEqual(id === 'r3' ? curvesOf([]) : undisturbed(1));
  });
});
