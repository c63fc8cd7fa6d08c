import { beforeEach, describe, expect, it } from 'vitest';
import { optimizers } from '../../core/optimizers';
import { defaultExperiment } from '../../experiment/defaults';
import { formatSetting } from '../../experiment/fields/fields';
import { allChanged } from '../../experiment/testSupport';
import { createLab } from '../lab';
import { addressOf, openLink } from './address';
import { changedFields, firstProblem, problemOf } from './settings';

const lab = createLab();
const {
  openExperiment,
  randomSeeds,
  returnToDataset,
  setChoice,
  setDataset,
  setTicked,
  setOption,
  setRule,
  setRuleRate,
  setText,
  useSettings,
} = lab.settings;

const state = () => useSettings.getState();
const search = () => addressOf(state().draft, { pathname: '/', hash: '' }).slice(1);

beforeEach(() => openLink(lab.settings, ''));

describe('the address', () => {
  it('has no query for the default experiment', () => {
    expect(search()).toBe('');
  });
  it('restores the same settings', () => {
    setText('layers', '3');
    setText('units', '300, 200,100');
    setText('learningRate', 'bp=0.01,dfa=0.0001');
    setText('epochs', '7');
    setText('seeds', '42');
    setRule('llo', true);
    setRule('bp', false);
    setChoice('optimizer', 'sgd');
    setChoice('backend', 'cpu');
    const { draft } = state();
    const link = search();
    openLink(lab.settings, '');
    expect(state().draft).toEqual(defaultExperiment());
    openLink(lab.settings, link);
    expect(state().draft).toEqual(draft);
    expect(state().notice).toBeUndefined();
  });
  it('reports the invalid settings of a link', () => {
    openLink(lab.settings, '?optimizer=lion&warmup=200&epochs=3');
    expect(state().draft.epochs).toBe(3);
    expect(state().notice?.title).toBe('Opened, except for 2 settings');
    expect(state().notice?.problems.join(' ')).toMatch(/lion.*warmup/s);
  });
});

describe('new seeds', () => {
  it('are as many as before and all different; one stays one', () => {
    for (const [typed, count] of [
      ['3', 1],
      ['0-4', 5],
      ['9,1', 2],
    ] as const) {
      setText('seeds', typed);
      const before = state().draft.seeds;
      randomSeeds();
      expect(new Set(state().draft.seeds).size).toBe(count);
      expect(state().draft.seeds).not.toEqual(before);
      expect(state().texts.seeds).toBe(formatSetting(state().draft, 'seeds'));
    }
  });

  it('keep invalid text and report it', () => {
    setText('seeds', '0-4');
    setText('seeds', '4-0');
    expect(state().texts.seeds).toBe('4-0');
    expect(state().draft.seeds).toEqual([0, 1, 2, 3, 4]);
    expect(problemOf(state(), 'seeds')).toBe('Seeds: “4-0” ends before it begins. Write 0-4.');
  });
});

describe('text fields', () => {
  it('keep the typed text, and the last valid value', () => {
    setText('epochs', 'abc');
    expect(state().texts.epochs).toBe('abc');
    expect(state().draft.epochs).toBe(10);
    expect(firstProblem(state())).toMatch(/Epochs.*abc/);
    setText('epochs', '12');
    expect(state().draft.epochs).toBe(12);
    expect(firstProblem(state())).toBeUndefined();
  });
  it('combine layers and units into one list', () => {
    setText('layers', '3');
    expect(state().draft.hidden).toEqual([500, 500, 500]);
    setText('units', '300');
    expect(state().draft.hidden).toEqual([300, 300, 300]);
    setText('units', '300, 200');
    expect(state().draft.hidden).toEqual([300, 200]);
    expect(state().texts.layers).toBe('2');
    setText('layers', '3');
    expect(state().draft.hidden).toEqual([300, 200, 200]);
    setText('layers', '0');
    expect(state().draft.hidden).toEqual([]);
    setText('layers', '1.5');
    expect(state().problems.layers).toMatch(/1\.5/);
    setText('layers', '2');
    setText('units', '0');
    expect(state().problems.units).toMatch(/Units per layer.*0/);
  });
});

describe('options of the optimizer', () => {
  const type = (text: string) => {
    const { momentum } = optimizers.momentum.options;
    if (momentum) setOption('optimizerOptions', 'momentum', momentum, text);
  };

  it('have one text each, and only changed values are stored', () => {
    setChoice('optimizer', 'momentum');
    expect(state().texts['optimizerOptions.momentum']).toBe('0.9');
    expect(state().texts).not.toHaveProperty('optimizerOptions.beta1');
    type('0.5');
    expect(state().draft.optimizerOptions).toEqual({ momentum: 0.5 });
    type('0.90');
    expect(state().draft.optimizerOptions).toEqual({});
    expect(state().texts['optimizerOptions.momentum']).toBe('0.90');
  });
  it('keep invalid text, with a problem that names the field', () => {
    setChoice('optimizer', 'momentum');
    type('0.5');
    type('2');
    expect(state().texts['optimizerOptions.momentum']).toBe('2');
    expect(state().draft.optimizerOptions).toEqual({ momentum: 0.5 });
    expect(firstProblem(state())).toMatch(/^Momentum: “2” must be a number from 0 to/);
  });
  it('are replaced with the optimizer, including problems', () => {
    setChoice('optimizer', 'momentum');
    type('0.5');
    setChoice('optimizer', 'nesterov');
    expect(state().texts['optimizerOptions.momentum']).toBe('0.5');
    type('');
    setChoice('optimizer', 'adam');
    expect(state().draft.optimizerOptions).toEqual({});
    expect(firstProblem(state())).toBeUndefined();
    setChoice('schedule', 'step');
    expect(state().texts['scheduleOptions.first']).toBe('60');
  });
});

describe('frozen layers', () => {
  it('report at the width that a network is too large for memory, and keep the text', () => {
    setText('layers', '4');
    setText('units', '8192');
    expect(problemOf(state(), 'units')).toMatch(/^Hidden layers: 8192x4 needs about .* Choose at most \d+x4/);
    expect(firstProblem(state())).toBe(problemOf(state(), 'units'));
    expect(state().draft.hidden).toEqual([8192, 8192, 8192, 8192]);
    setText('units', '500');
    expect(firstProblem(state())).toBeUndefined();
    setText('layers', '1');
  });

  it('named by number must exist', () => {
    setText('freeze', '3');
    expect(problemOf(state(), 'freeze')).toMatch(/there is no layer 3/);
    setText('layers', '2');
    expect(problemOf(state(), 'freeze')).toBeUndefined();
    setText('freeze', 'all');
    expect(problemOf(state(), 'freeze')).toMatch(/^Frozen layers: “all”/);
    expect(state().draft.freeze).toEqual([{ layer: 3, from: 1 }]);
  });
  it('named as hidden follow the network', () => {
    setText('freeze', 'hidden:2-');
    expect(state().draft.freeze).toEqual([{ layer: 1, from: 2 }]);
    setText('layers', '2');
    expect(state().draft.freeze).toEqual([
      { layer: 1, from: 2 },
      { layer: 2, from: 2 },
    ]);
  });
});

describe('other settings', () => {
  it('need at least one algorithm', () => {
    for (const rule of state().draft.rules) setRule(rule, false);
    expect(firstProblem(state())).toMatch(/Algorithms/);
    setRule('llo', true);
    expect(firstProblem(state())).toBeUndefined();
  });
  it('refuse a loss that does not fit the output', () => {
    setChoice('loss', 'ce');
    expect(problemOf(state(), 'loss')).toMatch(/Loss/);
    expect(firstProblem(state())).toMatch(/Loss/);
    setChoice('outputActivation', 'softmax');
    expect(problemOf(state(), 'loss')).toBeUndefined();
  });
  it('that conflict are reported at one of them, and can be fixed at the other', () => {
    setChoice('feedbackReduction', 'mean');
    setRule('f3-loss', true);
    expect(problemOf(state(), 'feedbackReduction')).toMatch(/untick F³-Loss/);
    setRule('f3-loss', false);
    expect(firstProblem(state())).toBeUndefined();
  });
  it('update the text fields when an experiment is opened', () => {
    openExperiment(allChanged, undefined);
    expect(state().draft).toEqual(allChanged);
    expect(state().texts).toMatchObject({
      freeze: '2,1:1-3,1:6,4:2-',
      epochShare: '0.1',
      feedbackRedrawSteps: '1',
      'optimizerOptions.epsilon': '1e-7',
      'scheduleOptions.first': '2',
    });
  });
  it('measures may all be off, and are in the registry’s order', () => {
    setTicked('measures', 'gradient-angle', false);
    expect(state().draft.measures).toEqual([]);
    setTicked('measures', 'watch', true);
    setTicked('measures', 'delta-angle', true);
    expect(state().draft.measures).toEqual(['delta-angle', 'watch']);
    expect(firstProblem(state())).toBeUndefined();
  });
  it('load the published learning rates with a data set, and restore earlier ones on return', () => {
    setText('learningRate', '0.5');
    setDataset('mnist');
    expect(state().draft.learningRate).toEqual(defaultExperiment('mnist').learningRate);
    returnToDataset('digits');
    expect(state().draft.learningRate.bp).toBe(0.5);
    expect(state().draft.dataset).toBe('digits');
  });
  it('list the differences from a run, ignoring learning rates of unselected rules', () => {
    const run = state().draft;
    setRuleRate('llo', 0.9);
    expect(changedFields(state().draft, run)).toEqual([]);
    setRuleRate('dfa', 0.9);
    setText('epochs', '3');
    expect(changedFields(state().draft, run).sort()).toEqual(['epochs', 'learningRate']);
  });
});
