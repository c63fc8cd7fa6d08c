import { beforeEach, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../experiment/defaults';
import { writeExperimentFile } from '../../experiment/files/file';
import { allChanged } from '../../experiment/testSupport';
import { createLab } from '../lab';
import { usePage } from '../page/page';
import { undoLast } from '../page/toast';
import { dismissFileProblem, registerForm, showFileProblem, useData } from './data';
import { takeAnyFiles, unknownProblem } from './files';

const lab = createLab();
registerForm(lab.settings);
const { openExperiment, setText, useSettings } = lab.settings;

const state = () => useSettings.getState();
const settings = (name = 'mine.json', text = writeExperimentFile(allChanged)) => new File([text], name);

const refused: [File[], RegExp][] = [
  [[settings('notes.json', '{}')], /“notes\.json” is not a settings file/],
  [[settings('cut.json', '{"format": ')], /“cut\.json” is not a settings file/],
  [[settings('a.json'), settings('b.json')], /More than one/],
  [[settings('huge.json', ' '.repeat(2_000_000))], /“huge\.json” is not a settings file/],
];

const fileProblem = () => useData.getState().fileProblem;

beforeEach(() => {
  openExperiment(defaultExperiment(), undefined);
  usePage.setState({ page: 'lab' });
  dismissFileProblem();
});

describe('files from outside', () => {
  it('with settings become the draft, recognized by name or first character', async () => {
    expect(await takeAnyFiles([settings()])).toBe(true);
    expect(state()).toMatchObject({ draft: allChanged, notice: undefined });
    openExperiment(defaultExperiment(), undefined);
    expect(await takeAnyFiles([settings('settings', `\n ${writeExperimentFile(allChanged)}`)])).toBe(true);
    expect(state().draft).toEqual(allChanged);
    expect(useData.getState().fileProblem).toBeUndefined();
  });

  it('with settings can be undone, without losing later edits', async () => {
    setText('epochs', '77');
    await takeAnyFiles([settings()]);
    undoLast();
    expect(state().draft).toEqual({ ...defaultExperiment(), epochs: 77 });
    await takeAnyFiles([settings()]);
    setText('epochs', '88');
    undoLast();
    expect(state().draft.epochs).toBe(77);
    undoLast();
    expect(state().draft).toEqual({ ...allChanged, epochs: 88 });
  });

  it('with some invalid settings are opened without those, and report them', async () => {
    const text = writeExperimentFile(allChanged).replace('"rmsprop"', '"lion"');
    await takeAnyFiles([settings('mine.json', text)]);
    expect(state().draft).toMatchObject({ epochs: 3, optimizer: 'adam' });
    expect(state().notice?.title).toMatch(/^“mine\.json” is open, except for/);
    expect(state().notice?.problems[0]).toContain('“lion” is not known');
  });

  it('with a sweep are opened, and say which values are used', async () => {
    const sweep = [{ setting: 'batchSize' as const, values: [50, 100] }];
    await takeAnyFiles([settings('grid.json', writeExperimentFile(allChanged, sweep))]);
    expect(state().draft).toEqual(allChanged);
    expect(state().notice).toEqual({
      kind: 'plain',
      title: '“grid.json” is open, without its sweep',
      problems: [],
      notes: [
        `Batch size: ${allChanged.batchSize}, of 2 values.`,
        'New experiment on the Compare page trains all values of a sweep, as lab sweep does.',
      ],
    });
    const broken = writeExperimentFile(allChanged, sweep).replace('"rmsprop"', '"lion"');
    await takeAnyFiles([settings('grid.json', broken)]);
    expect(state().notice).toMatchObject({ title: '“grid.json” is open, except for 2 settings' });
    expect(state().notice?.notes).toHaveLength(2);
  });

  it.each(refused)('that are not settings change nothing and explain what to do', async (files, title) => {
    expect(await takeAnyFiles(files)).toBe(false);
    expect(state().draft).toEqual(defaultExperiment());
    expect(state().notice?.title).toMatch(title);
    expect(state().notice?.problems[0]).toMatch(/(Choose|Open) .*The settings stay as they were\.$/s);
    expect(fileProblem()).toBeUndefined();
  });

  it.each(refused)('that are not settings are refused on the current page', async (files, title) => {
    usePage.setState({ page: 'data' });
    expect(await takeAnyFiles(files)).toBe(false);
    expect(state()).toMatchObject({ draft: defaultExperiment(), notice: undefined });
    expect(fileProblem()?.title).toMatch(title);
    expect(fileProblem()?.detail).toMatch(/(Choose|Open) .*The settings stay as they were\.$/s);
  });

  it('with settings clear the problem of earlier files', async () => {
    showFileProblem({ title: 'This file cannot be opened.', detail: '“a.bin”: unsupported.' });
    await takeAnyFiles([]);
    expect(fileProblem()).toBeDefined();
    expect(await takeAnyFiles([settings()])).toBe(true);
    expect(fileProblem()).toBeUndefined();
  });

  it.each(['lab', 'data'] as const)(
    'of both kinds: on the %s page one refusal does not hide the other',
    async (page) => {
      usePage.setState({ page });
      await takeAnyFiles([new File(['\0\x01\x02'], 'b.bin'), settings('notes.json', '{}')]);
      const shown = JSON.stringify([fileProblem(), state().notice]);
      // There are no workers in this test, so data files cannot be read.
      expect(shown).toContain('The data could not be read.');
      expect(shown).toContain('“notes.json” is not a settings file of this lab.');
    },
  );
});

describe('files that cannot be opened', () => {
  it('are described, with what to do', () => {
    expect(unknownProblem([{ name: 'a.txt', like: 'It is LIBSVM: write CSV.' }])).toEqual({
      title: 'This file cannot be opened.',
      detail: expect.stringMatching(/^“a\.txt”: It is LIBSVM: write CSV\. The lab opens CSV/),
    });
    const several = unknownProblem([
      { name: 'b.bin', like: undefined },
      { name: 'a.txt', like: 'It is LIBSVM.' },
      { name: 'c.bin', like: undefined },
    ]);
    expect(several.title).toMatch(/^These/);
    expect(several.detail).toMatch(/“a\.txt”: It is LIBSVM\. “b\.bin”, “c\.bin”: neither/);
  });
});
