/** A notebook file holds everything exactly, and says what is wrong with one that it cannot read. */
import { beforeEach, describe, expect, it } from 'vitest';
import { looksLikeNotebook, type NotebookFile, readNotebookFile, writeNotebookFile } from './file';
import { createPieceCollector } from './pieces';
import { listNotebook, readCheckpoint, readPieces } from './read';
import { checkpointAt, epochEvents, experimentRecord, open, runRecord, startEvents } from './testSupport';
import { addAll, addExperiment, remove } from './write';

function pieceOf(epochs: number) {
  const collector = createPieceCollector();
  for (const event of startEvents) collector.add(event);
  for (let epoch = 1; epoch <= epochs; epoch++) for (const event of epochEvents(epoch)) collector.add(event);
  collector.add({ type: 'loss', run: 'dfa-0', step: 2 * epochs + 1, trainingLoss: Number.NaN });
  collector.add({ type: 'loss', run: 'dfa-0', step: 2 * epochs + 2, trainingLoss: Number.POSITIVE_INFINITY });
  collector.add({ type: 'loss', run: 'dfa-0', step: 2 * epochs + 3, trainingLoss: -0 });
  collector.add({ type: 'loss', run: 'dfa-0', step: 2 * epochs + 4, trainingLoss: Number.MIN_VALUE });
  return collector.piece();
}
const reached = {
  trainingLoss: 1 / 3,
  testLoss: Number.POSITIVE_INFINITY,
  testAccuracy: Number.NaN,
  bestTestLoss: -0,
  bestTestAccuracy: Number.NaN,
  trainSeconds: 1.5,
};
const whole: NotebookFile = {
  experiments: [experimentRecord()],
  runs: [{ ...runRecord(), reached, checkpoint: { epoch: 3, bytes: 22 } }, runRecord('dfa-1')],
  curves: [[pieceOf(3)], []],
  checkpoints: [checkpointAt(3), undefined],
};
const text = writeNotebookFile(whole);

function problemOf(damaged: string): string {
  const read = readNotebookFile(damaged);
  if (read.ok) throw new Error('It was read.');
  return read.problem;
}

describe('a notebook file', () => {
  it('gives back every number exactly', () => {
    // toEqual tells −0 from 0, and arrays by their type.
    expect(readNotebookFile(text)).toEqual({ ok: true, file: whole, problems: [] });
    expect(looksLikeNotebook(text)).toBe(true);
    expect(looksLikeNotebook(JSON.stringify({ format: 'f3-lab experiment' }))).toBe(false);
  });

  it.each([
    ['foreign', '{"format":"tensorboard"}', 'It does not say "format": "f3-lab notebook"'],
    ['no JSON', 'epoch,loss', 'It is not JSON, or it is cut short'],
    ['cut short', text.slice(0, -20), 'It is not JSON, or it is cut short'],
    ['newer', text.replace('"version":1', '"version":2'), 'It has version 2 of the format'],
    ['of an unknown version', text.replace('"version":1', '"version":"x"'), 'Its version, "x", is not known'],
    [
      'without runs',
      text.replace('"runs":[{"run"', '"run":[{"run"'),
      'It has no lists of experiments and runs',
    ],
    ['without its experiment', text.replace('"created":', '"made":'), 'None of its experiments can be read'],
  ])('that is %s says so', (_name, damaged, problem) => {
    expect(damaged).not.toBe(text);
    expect(problemOf(damaged)).toContain(problem);
  });

  it('with a damaged run has the others, and says how many are missing', () => {
    const read = readNotebookFile(text.replace('"place":0', '"place":"first"'));
    expect(read).toMatchObject({
      ok: true,
      problems: ['1 of its experiments and runs are damaged, and were left out.'],
    });
    if (!read.ok) throw new Error(read.problem);
    expect(read.file.runs.map(({ id }) => id)).toEqual(['dfa-1']);
  });

  it('whose arrays are damaged loses the run, not the file', () => {
    for (const damaged of [
      text.replace('"array":"Uint32Array"', '"array":"Uint8Array"'),
      text.replace('"array":"Float64Array"', '"array":"Float63Array"'),
      text.replace(/"base64":"[^"]{4}/, '"base64":"'),
      text.replace(/"base64":"[^"]{4}/, '"base64":"*#!_'),
    ]) {
      const read = readNotebookFile(damaged);
      expect(read.ok && read.problems).toHaveLength(1);
    }
  });
});

describe('import', () => {
  beforeEach(async () => {
    const database = await open();
    for (const store of database.objectStoreNames) await database.clear(store);
  });

  it('stores everything exactly', async () => {
    expect([...(await addAll(whole, () => 'new'))]).toEqual([['e1', 'e1']]);
    const { experiments, runs } = await listNotebook();
    expect({ experiments, runs }).toEqual({ experiments: whole.experiments, runs: whole.runs });
    expect(await readPieces(['e1', 'dfa-0'])).toEqual(whole.curves[0]);
    expect(await readCheckpoint(['e1', 'dfa-0'])).toEqual(whole.checkpoints[0]);
  });

  it('overwrites nothing, not even what was just removed', async () => {
    await addExperiment(experimentRecord(), [runRecord('mine')]);
    await remove(['e1'], []);
    expect([...(await addAll(whole, () => 'new'))]).toEqual([['e1', 'new']]);
    const { experiments, runs } = await listNotebook();
    expect(experiments.map(({ id }) => id)).toEqual(['new']);
    expect(runs.map(({ id, experiment }) => [experiment, id])).toEqual([
      ['new', 'dfa-0'],
      ['new', 'dfa-1'],
    ]);
    expect(await readPieces(['new', 'dfa-0'])).toEqual(whole.curves[0]);
    const database = await open();
    expect(await database.get('runs', ['e1', 'mine'])).toBeDefined();
  });
});
