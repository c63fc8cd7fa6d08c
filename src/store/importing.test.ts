import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ColumnProfile, FileProfile, ImportChoices } from '../data/import/table';
import {
  carriedOver,
  closeImport,
  freeName,
  readImportText,
  setImportText,
  setLabels,
  setTarget,
  setTask,
  startImport,
  useImporting,
  withTarget,
} from './importing';
import { actOnToast, dismissToast, useToast } from './toast';

const worker = vi.hoisted(() => ({ read: [] as unknown[], profile: undefined as unknown }));
vi.mock('../client/datasets', () => ({
  openImport: (files: readonly { name: string }[]) => ({
    examine: async (options: unknown) => {
      worker.read.push([...files.map(({ name }) => name), options]);
      return worker.profile;
    },
    outcome: async () => ({ inputs: 1, outputs: 1, train: 1, test: 1, dropped: 0, notes: [] }),
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

describe('another target', () => {
  it('is no input, the one before is an input again as it looks, and the rest stays as it was decided', () => {
    const next = withTarget(choices, columns, 'length');
    expect(next).toEqual({
      ...choices,
      target: 'length',
      task: 'regression',
      uses: { species: 'categories', stars: 'leave-out' },
    });
    expect(withTarget(next, columns, 'species')).toEqual({ ...choices, uses: { ...choices.uses } });
  });

  it('that is the same or not there changes nothing', () => {
    expect(withTarget(choices, columns, 'species')).toEqual(choices);
    expect(withTarget(choices, columns, 'colour')).toBe(choices);
  });

  it('is predicted as its values look, not as the one before', () => {
    const tasks = columns.map(({ name }) => withTarget(choices, columns, name).task);
    expect(tasks).toEqual(['regression', 'classification', 'classification']);
  });
});

describe('a file that is read again', () => {
  const suggested: ImportChoices = {
    ...choices,
    name: 'suggested',
    uses: { length: 'number', stars: 'number' },
    testShare: 0.3,
  };

  it('keeps what was decided for columns that are still there', () => {
    const mine = {
      ...choices,
      target: 'length',
      task: 'regression',
      uses: { stars: 'leave-out', species: 'leave-out' },
    };
    const next = carriedOver({ suggested, columns }, mine as ImportChoices);
    expect(next).toEqual(mine);
  });

  it('takes what is suggested where the columns are others', () => {
    const mine = { ...choices, target: 'length;stars', uses: { 'a;b': 'leave-out' } };
    const next = carriedOver({ suggested, columns }, mine as ImportChoices);
    expect(next).toEqual({ ...suggested, name: 'flowers', testShare: 0.2 });
  });
});

describe('arrays that are read again', () => {
  const suggested: ImportChoices = { ...choices, task: 'regression', uses: {} };
  const { target: _target, ...before } = { ...suggested, task: 'classification', testShare: 0.4 } as const;
  it('keep the task that was chosen, unless other labels are meant', () => {
    expect(carriedOver({ suggested, columns: [] }, before)).toMatchObject({
      task: 'classification',
      testShare: 0.4,
    });
    expect(carriedOver({ suggested, columns: [] }, before, false)).toMatchObject({
      task: 'regression',
      testShare: 0.4,
    });
  });
});

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
    await startImport({ files: [file('first.csv')], isText: true });
    await ready();
    setTarget('length');
    setImportText('name', 'mine');
    setImportText('testShare', '120');
    await ready();
  });

  it('a second file puts the first aside, and it comes back as it was decided', async () => {
    const { serial } = state();
    await startImport({ files: [file('second.npy')], isText: false });
    await ready();
    expect(state()).toMatchObject({ isText: false, texts: { name: 'flowers' }, textProblems: {} });
    expect(state().serial).not.toBe(serial);
    expect(useToast.getState().toast?.text).toContain('“first.csv” is put aside');
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

  it('one can go back at once, and the second waits in its turn', async () => {
    await startImport({ files: [file('second.csv')], isText: true });
    await ready();
    setTask('regression');
    actOnToast();
    await vi.waitFor(() => expect(state().files[0]?.name).toBe('first.csv'));
    expect(useToast.getState().toast?.text).toContain('“second.csv” is put aside');
    closeImport();
    await ready();
    expect(state()).toMatchObject({ files: [{ name: 'second.csv' }], choices: { task: 'regression' } });
    closeImport();
    expect(state().phase).toBe('closed');
  });

  it('what is typed while the file is read again does not get lost, nor hold it up', async () => {
    const reading = setLabels('second.npy');
    setImportText('name', 'typed');
    await reading;
    expect(state()).toMatchObject({ phase: 'ready', choices: { name: 'typed' }, texts: { name: 'typed' } });
    expect(worker.read.at(-1)).toEqual(['first.csv', { labels: 'second.npy' }]);
  });
});

describe('typed decisions', () => {
  it.each([
    ['testShare', '20', { testShare: 0.2 }],
    ['testShare', ' 12.5 % ', { testShare: 0.125 }],
    ['splitSeed', '7', { splitSeed: 7 }],
    ['name', ' my irises ', { name: 'my irises' }],
  ] as const)('%s “%s” is read', (key, text, choice) => {
    expect(readImportText(key, text)).toEqual({ choice });
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

it('a name that is taken gets a number', () => {
  expect(freeName('iris', [])).toBe('iris');
  expect(freeName('iris', ['iris', 'iris (2)'])).toBe('iris (3)');
});
