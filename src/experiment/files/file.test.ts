import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../defaults';
import { fieldKeys } from '../fields/fields';
import { allChanged, changedInVersion1, oneIdEach } from '../testSupport';
import { readExperimentFile, writeExperimentFile } from './file';

const fileOf = (experiment: unknown, rest: object = {}): string =>
  JSON.stringify({ format: 'f3-lab experiment', version: 1, experiment, ...rest });

/** Reads a file that must be a settings file. */
function read(text: string) {
  const file = readExperimentFile(text);
  if (!file.ok) throw new Error(file.problem);
  return file;
}

describe('an experiment file', () => {
  it.each([['default', defaultExperiment()], ['all changed', allChanged], ...oneIdEach] as const)(
    'round-trips: %s',
    (_name, experiment) => {
      expect(read(writeExperimentFile(experiment))).toEqual({
        ok: true,
        experiment,
        problems: [],
        given: fieldKeys,
      });
    },
  );

  it('is JSON with format, version and every setting', () => {
    const file = JSON.parse(writeExperimentFile(allChanged));
    expect(file).toEqual({ format: 'f3-lab experiment', version: 2, experiment: allChanged });
  });

  it('uses defaults for missing settings, with the learning rates of its data set', () => {
    expect(read(fileOf({ dataset: 'mnist', epochs: 3 }))).toEqual({
      ok: true,
      experiment: { ...defaultExperiment('mnist'), epochs: 3 },
      problems: [],
      given: ['dataset', 'epochs'],
    });
  });

  it('may have the rates of some rules only, or one for all', () => {
    expect(read(fileOf({ learningRate: { bp: 0.5 } })).experiment.learningRate).toMatchObject({
      bp: 0.5,
      dfa: 0.001,
    });
    expect(read(fileOf({ learningRate: 0.2 })).experiment.learningRate).toMatchObject({ bp: 0.2, llo: 0.2 });
  });

  it.each([
    ['Batch size', 'batchSize', 0, '“0” must be a whole number from 1 to'],
    ['Epochs', 'epochs', '10', '“10” must be a whole number'],
    ['Optimizer', 'optimizer', 'lion', '“lion” is not known. Choose adam'],
    ['Optimizer options', 'optimizerOptions', { beta1: 2 }, 'beta1: “2” must be a number from 0 to'],
    ['Optimizer options', 'optimizerOptions', { speed: 2 }, '“speed” is not an option of Adam. It has beta1'],
    ['Biases', 'bias', 'maybe', '“maybe” must be true or false'],
    ['Algorithms', 'rules', [], 'needs at least one'],
    ['Algorithms', 'rules', 'bp', 'is not a list'],
    ['Measures', 'measures', ['speed'], '“speed” is not known'],
    ['Hidden layers', 'hidden', 500, 'is not a list of widths'],
    ['Hidden layers', 'hidden', [0], 'must be a whole number from 1'],
    ['Learning rate', 'learningRate', { lion: 1 }, '“lion” is not an algorithm'],
    ['Learning rate', 'learningRate', { bp: -1 }, '“-1” is not a number above 0'],
    ['Frozen layers', 'freeze', [{ layer: 1, from: 3, to: 1 }], 'ends before it begins'],
    ['Frozen layers', 'freeze', [{ layer: 3, from: 1 }], 'there is no layer 3'],
    ['Data set', 'dataset', 'nope', '“nope” is not known. Choose digits'],
    ['warmup', 'warmup', 200, 'warmup = 200'],
  ])('reports an invalid %s and uses the default', (label, key, value, text) => {
    const { experiment, problems } = read(fileOf({ [key]: value, seed: 7 }));
    expect(experiment).toEqual({ ...defaultExperiment(), seeds: [7] });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(label);
    expect(problems[0]).toContain(text);
  });

  it('is version 2: a list of seeds without duplicates', () => {
    const of = (seeds: unknown) => read(JSON.stringify({ ...JSON.parse(fileOf({ seeds })), version: 2 }));
    expect(of([5, 0, 1])).toMatchObject({ problems: [], given: ['seeds'] });
    expect(of([5, 0, 1]).experiment).toEqual({ ...defaultExperiment(), seeds: [5, 0, 1] });
    const defaults = defaultExperiment();
    for (const [seeds, problem] of [
      [3, 'Seeds: “3” is not a list. Write [0] for one seed, [0, 1, 2] for several.'],
      ['0-4', 'Seeds: “0-4” is not a list. Write [0] for one seed, [0, 1, 2] for several.'],
      [[], 'Seeds: “[]” names no seed. Write [0], or [0, 1, 2].'],
      [[0, '1'], 'Seeds: “1” must be a whole number from 0 to 4294967295, without quotation marks.'],
      [[0, 1.5], 'Seeds: “1.5” must be a whole number from 0 to 4294967295.'],
      [[2, 0, 2], 'Seeds: “[2,0,2]” has 2 twice. Remove one.'],
    ] as const)
      expect(of(seeds)).toMatchObject({ experiment: defaults, problems: [problem] });
    const long = of(Array.from({ length: 101 }, (_, i) => i));
    expect(long.problems[0]).toMatch(/^Seeds: “\[0,1,.*…” must be at most 100 seeds\.$/);
  });

  it('reports unknown entries besides the settings', () => {
    expect(read(fileOf({}, { epochs: 3 })).problems).toEqual(['Unknown setting: epochs = 3. Leave it out.']);
  });

  it.each([
    ['no JSON', '{"format": ', 'not JSON'],
    ['a list', '[]', '"format"'],
    ['another format', '{"format": "something", "version": 1}', '"format"'],
    ['a newer version', fileOf({}, { version: 3 }), 'newer lab'],
    ['no version', fileOf({}, { version: 'one' }), '"version": 2'],
    ['no settings', fileOf(undefined), '"experiment"'],
  ])('%s is rejected with how to fix it', (_name, text, wayOut) => {
    const file = readExperimentFile(text);
    expect(file.ok).toBe(false);
    if (!file.ok) expect(file.problem).toContain(wayOut);
  });
});

describe('a file of version 1', () => {
  const old = readFileSync(new URL('cases/settings-v1.json', import.meta.url), 'utf8');

  it('keeps its meaning: its one seed becomes a list', () => {
    const { experiment, problems, given } = read(old);
    expect(problems).toEqual([]);
    const then = Object.keys(JSON.parse(old).experiment).map((key) => (key === 'seed' ? 'seeds' : key));
    expect(given).toEqual(then);
    const { learningRate } = defaultExperiment();
    const same = { ...changedInVersion1, dataset: 'digits', learningRate: { ...learningRate, dfa: 1e-7 } };
    expect(experiment).toEqual({ ...same, seeds: [3] });
    // Saving it again upgrades the version, and keeps the experiment.
    expect(JSON.parse(writeExperimentFile(experiment)).version).toBe(2);
    expect(read(writeExperimentFile(experiment)).experiment).toEqual(experiment);
  });

  it.each([
    [{ seed: '3' }, 'Seeds: “3” must be a whole number from 0 to 4294967295, without quotation marks.'],
    [{ seed: [3] }, 'Seeds: “[3]” must be a whole number from 0 to 4294967295.'],
    [{ seed: -1 }, 'Seeds: “-1” must be a whole number from 0 to 4294967295.'],
    [{ seeds: [3] }, 'Unknown setting in version 1 of the format: seeds = [3]. Write seed.'],
  ])('%j is still rejected', (settings, problem) => {
    expect(read(fileOf(settings))).toMatchObject({ experiment: defaultExperiment(), problems: [problem] });
  });

  it('reports a duplicate seed key', () => {
    const text = fileOf({ seed: 3 }).replace('"seed":3', '"seed":3,"seed":4');
    expect(read(text).problems).toEqual(['Seeds: the file says "seed" more than once. Keep one.']);
  });

  it('is distinguished from version 2 with the old name', () => {
    const text = fileOf({ seed: 3 }).replace('"version":1', '"version":2');
    expect(read(text).problems).toEqual(['Unknown setting: seed = 3. Write seeds.']);
  });
});
