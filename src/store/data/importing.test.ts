import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ColumnProfile, FileProfile, ImportChoices } from '../../data/import/table/table';
import { actOnToast, dismissToast, useToast } from '../page/toast';
import {
  cancelImport,
  closeImport,
  finishImport,
  freeName,
  questionsOf,
  readAs,
  setImportText,
  setLabels,
  setReadingText,
  setStandardise,
  setTarget,
  setTask,
  setWays,
  shownText,
  startImport,
  takeReading,
  useImporting,
} from './importing';
import { readImportText, readReadingText } from './importTexts';

const worker = vi.hoisted(() => ({
  read: [] as unknown[],
  profile: undefined as unknown,
  unreadable: undefined as unknown,
  made: [] as unknown[],
  hold: Promise.resolve() as Promise<void>,
}));
vi.mock('../../client/datasets', () => ({
  openImport: (files: readonly { name: string }[]) => ({
    examine: async (options: unknown) => {
      worker.read.push([...files.map(({ name }) => name), options]);
      if (worker.unreadable) throw worker.unreadable;
      return worker.profile;
    },
    outcome: async (choices: unknown) => {
      // Like the data worker: a file that could not be read is not available.
      if (worker.unreadable) throw new Error('No file has been examined.');
      worker.made.push(choices);
      await worker.hold;
      return { inputs: 1, outputs: 1, train: 1, test: 1, dropped: 0, notes: [] };
    },
    make: () => new Promise(() => undefined),
    close: () => undefined,
  }),
}));

function column(
  name: string,
  looks: ColumnProfile['looks'],
  distinct: number,
  task: ColumnProfile['task'],
): ColumnProfile {
  return { name, looks, task, distinct, missing: 0, texts: 0, categories: [], from: 0, to: 1, counts: [] };
}
const columns = [
  column('length', 'number', 12, 'regression'),
  column('stars', 'number', 5, 'classification'),
  column('species', 'categories', 300, 'classification'),
];
const choices: ImportChoices = {
  name: 'flowers',
  target: 'species',
  task: 'classification',
  uses: { length: 'number', stars: 'leave-out' },
  standardise: true,
  testShare: 0.2,
  splitSeed: 0,
};

describe('one import at a time', () => {
  const file = (name: string) => new File(['a'], name);
  const state = () => useImporting.getState();
  const ready = () => vi.waitFor(() => expect(state().phase).toBe('ready'));
  const profile: Pick<FileProfile, 'columns' | 'suggested'> = { columns, suggested: choices };

  beforeEach(async () => {
    vi.stubGlobal('location', { hash: '#data', pathname: '/', search: '' });
    while (state().phase !== 'closed') closeImport();
    dismissToast();
    worker.read = [];
    worker.profile = profile;
    worker.unreadable = undefined;
    await startImport({ files: [file('first.csv')], isText: true });
    await ready();
    setTarget('length');
    setImportText('name', 'mine');
    setImportText('testShare', '120');
    await ready();
  });

  it('a second file puts the first aside, which returns with its decisions', async () => {
    const { serial } = state();
    await startImport({ files: [file('second.npy')], isText: false });
    await ready();
    expect(state()).toMatchObject({ isText: false, texts: {}, textProblems: {} });
    expect(shownText('name', state())).toBe('flowers');
    expect(state().serial).not.toBe(serial);
    expect(useToast.getState().toasts.at(-1)?.text).toContain('“first.csv” is put aside');
    closeImport();
    await ready();
    expect(state()).toMatchObject({
      isText: true,
      files: [{ name: 'first.csv' }],
      choices: { target: 'length', task: 'regression', name: 'mine' },
      texts: { name: 'mine', testShare: '120' },
      textProblems: { testShare: expect.stringContaining('120') },
    });
    closeImport();
    expect(state().phase).toBe('closed');
  });

  it('a closed import is restored by Undo, with its decisions', async () => {
    cancelImport();
    expect(state().phase).toBe('closed');
    expect(useToast.getState().toasts.at(-1)?.text).toBe('“first.csv” was not imported.');
    actOnToast();
    await ready();
    expect(state()).toMatchObject({
      choices: { target: 'length', task: 'regression', name: 'mine' },
      texts: { name: 'mine', testShare: '120' },
    });
  });

  it('Undo waits for the import being stored', async () => {
    cancelImport();
    await startImport({ files: [file('second.csv')], isText: true });
    await ready();
    void finishImport();
    expect(state().phase).toBe('storing');
    actOnToast();
    await Promise.resolve();
    await Promise.resolve();
    expect(state()).toMatchObject({ phase: 'storing', files: [{ name: 'second.csv' }] });
  });

  it('the first can be reopened at once, which puts the second aside', async () => {
    await startImport({ files: [file('second.csv')], isText: true });
    await ready();
    setTask('regression');
    actOnToast();
    await vi.waitFor(() => expect(state().files[0]?.name).toBe('first.csv'));
    expect(useToast.getState().toasts.at(-1)?.text).toContain('“second.csv” is put aside');
    closeImport();
    await ready();
    expect(state()).toMatchObject({ files: [{ name: 'second.csv' }], choices: { task: 'regression' } });
    closeImport();
    expect(state().phase).toBe('closed');
  });

  it('typing while the file is reread is neither lost nor blocks it', async () => {
    const reading = setLabels('second.npy');
    setImportText('name', 'typed');
    await reading;
    expect(state()).toMatchObject({ phase: 'ready', choices: { name: 'typed' }, texts: { name: 'typed' } });
    expect(worker.read.at(-1)).toEqual(['first.csv', { labels: 'second.npy' }]);
    expect(worker.made.at(-1)).toMatchObject({ name: 'typed' });
  });

  it('decisions survive other readings, also failed ones and ones that they do not apply to', async () => {
    setWays({ stars: 'categories' });
    setStandardise(false);
    worker.profile = {
      columns: [column('x', 'number', 9, 'regression')],
      suggested: { ...choices, target: 'x', uses: {} },
    };
    await readAs({ delimiter: ';' });
    expect(state().choices).toMatchObject({ target: 'x', name: 'mine', standardise: false, uses: {} });
    const { DataProblem } = await import('../../data/spec');
    worker.unreadable = new DataProblem('It cannot be read.', 'Really.');
    await readAs({ delimiter: '|' });
    expect(state()).toMatchObject({ phase: 'ready', unread: true, problem: { title: 'It cannot be read.' } });
    // Decisions made meanwhile count, and do not hide the problem.
    setTask('classification');
    setTask('regression');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(state()).toMatchObject({ problem: { title: 'It cannot be read.' }, outcome: undefined });
    worker.unreadable = undefined;
    worker.profile = profile;
    await readAs({ delimiter: ',' });
    expect(state()).toMatchObject({
      unread: false,
      problem: undefined,
      choices: { target: 'length', name: 'mine', standardise: false, uses: { stars: 'categories' } },
    });
  });

  it('decisions between reading and computing the outcome count', async () => {
    let go = (): void => undefined;
    worker.hold = new Promise<void>((resolve) => {
      go = resolve;
    });
    const before = worker.made.length;
    const reading = readAs({ skipRows: 2 });
    await vi.waitFor(() => expect(worker.made).toHaveLength(before + 1));
    setTarget('stars');
    go();
    await reading;
    expect(state()).toMatchObject({ phase: 'ready', choices: { target: 'stars' } });
    expect(worker.made.at(-1)).toMatchObject({ target: 'stars' });
  });

  it('suggestions of another reading apply if the user has not decided', async () => {
    worker.profile = { columns, suggested: { ...choices, standardise: 'together', testShare: 0.3 } };
    await readAs({ skipRows: 1 });
    expect(state().choices).toMatchObject({ standardise: 'together', testShare: 0.3, target: 'length' });
  });

  it('typed reading options apply when typing stops, invalid ones never', async () => {
    const before = worker.read.length;
    setReadingText('skipRows', '1');
    setReadingText('skipRows', '12');
    expect(state().phase).toBe('reading');
    await ready();
    expect(worker.read.slice(before)).toEqual([['first.csv', { skipRows: 12 }]]);
    setReadingText('skipRows', '1.5');
    expect(state()).toMatchObject({
      phase: 'ready',
      textProblems: { skipRows: expect.stringContaining('“1.5”') },
    });
    setReadingText('missing', '-200, "1,5"');
    setReadingText('skipRows', '');
    await ready();
    expect(worker.read.slice(before + 1)).toEqual([['first.csv', { missing: ['-200', '1,5'] }]]);
    expect(shownText('missing', state())).toBe('-200, "1,5"');
  });

  it('an alternative reading replaces the texts typed for its options', async () => {
    setReadingText('missing', 'inf');
    setReadingText('skipRows', 'two');
    await ready();
    await takeReading({ options: { decimal: 'comma' } });
    expect(shownText('skipRows', state())).toBe('two');
    await takeReading({ options: { missing: ['-200'], skipRows: 3 } });
    expect(state().options).toEqual({ decimal: 'comma', missing: ['inf', '-200'], skipRows: 3 });
    expect(shownText('missing', state())).toBe('inf, -200');
    expect(state()).toMatchObject({ textProblems: { testShare: expect.any(String) } });
    expect(state().textProblems.skipRows).toBeUndefined();
  });

  it('a question about texts stays until it is answered', async () => {
    worker.profile = { ...profile, strayTexts: [{ column: 'stars', row: 3, text: 'inf', cells: 2 }] };
    await readAs({});
    expect(questionsOf(state())).toEqual([]);
    setWays({ stars: 'number' });
    expect(questionsOf(state())).toHaveLength(1);
    setWays({ stars: 'number-or-missing' });
    expect(questionsOf(state())).toEqual([]);
    expect(state().choices).toMatchObject({ textsAreMissing: ['stars'], uses: { stars: 'number' } });
  });
});

describe('typed decisions', () => {
  it.each([
    ['testShare', '20', { testShare: 0.2 }],
    ['testShare', ' 12.5 % ', { testShare: 0.125 }],
    ['splitSeed', '7', { splitSeed: 7 }],
    ['name', ' my irises ', { name: 'my irises' }],
  ] as const)('%s “%s” is read', (key, text, choice) => {
    expect(readImportText(key, text)).toEqual({ value: choice });
  });

  it.each([
    ['testShare', ''],
    ['testShare', '0'],
    ['testShare', '91'],
    ['testShare', 'half'],
    ['splitSeed', '-1'],
    ['splitSeed', '1.5'],
    ['name', '  '],
  ] as const)('%s “%s” is refused, naming the field', (key, text) => {
    const name = { testShare: 'Keep for testing', splitSeed: 'Seed', name: 'Name' }[key];
    expect(readImportText(key, text)).toMatchObject({ problem: expect.stringContaining(`${name}:`) });
  });
});

describe('typed reading options', () => {
  it.each([
    ['skipRows', ' 3 ', { skipRows: 3 }],
    ['skipRows', '', {}],
    ['missing', '-200,inf', { missing: ['-200', 'inf'] }],
    ['missing', ' , ', {}],
  ] as const)('%s “%s” is read', (key, text, value) => {
    expect(readReadingText(key, text)).toEqual({ value });
  });
  it.each([
    ['skipRows', '-1'],
    ['skipRows', '0x2'],
    ['skipRows', 'two'],
    ['missing', '-200, "1,5'],
  ] as const)('%s “%s” is refused, naming the field', (key, text) => {
    const name = { skipRows: 'Skip rows', missing: 'Missing marks' }[key];
    expect(readReadingText(key, text)).toMatchObject({ problem: expect.stringContaining(`${name}:`) });
    expect(readReadingText(key, text)).toMatchObject({ problem: expect.stringContaining(`“${text}”`) });
  });
});

it('a used name gets a number', () => {
  expect(freeName('iris', [])).toBe('iris');
  expect(freeName('iris', ['iris', 'iris (2)'])).toBe('iris (3)');
});
