import { beforeEach, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../experiment/fields';
import {
  addressOf,
  changedFields,
  firstProblem,
  openLink,
  returnToDataset,
  setChoice,
  setDataset,
  setRule,
  setRuleRate,
  setText,
  useSettings,
} from './settings';

const state = () => useSettings.getState();
const search = () => addressOf(state().draft, { pathname: '/', hash: '' }).slice(1);

beforeEach(() => openLink(''));

describe('the address', () => {
  it('is bare for the default experiment', () => {
    expect(search()).toBe('');
  });
  it('gives the same settings back', () => {
    setText('layers', '3');
    setText('units', '300, 200,100');
    setText('learningRate', 'bp=0.01,dfa=0.0001');
    setText('epochs', '7');
    setText('seed', '42');
    setRule('llo', true);
    setRule('bp', false);
    setChoice('optimizer', 'sgd');
    setChoice('backend', 'cpu');
    const { draft } = state();
    const link = search();
    openLink('');
    expect(state().draft).toEqual(defaultExperiment());
    openLink(link);
    expect(state().draft).toEqual(draft);
    expect(state().linkProblems).toEqual([]);
  });
  it('says what a broken link asked for in vain', () => {
    openLink('?optimizer=lion&warmup=200&epochs=3');
    expect(state().draft.epochs).toBe(3);
    expect(state().linkProblems).toHaveLength(2);
    expect(state().linkProblems.join(' ')).toMatch(/lion.*warmup/s);
  });
});

describe('text fields', () => {
  it('keep what was typed, and the last valid value', () => {
    setText('epochs', 'abc');
    expect(state().texts.epochs).toBe('abc');
    expect(state().draft.epochs).toBe(10);
    expect(firstProblem(state())).toMatch(/Epochs.*abc/);
    setText('epochs', '12');
    expect(state().draft.epochs).toBe(12);
    expect(firstProblem(state())).toBeUndefined();
  });
  it('make one list of layers and units', () => {
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

describe('other settings', () => {
  it('need at least one algorithm', () => {
    for (const rule of state().draft.rules) setRule(rule, false);
    expect(firstProblem(state())).toMatch(/Algorithms/);
    setRule('llo', true);
    expect(firstProblem(state())).toBeUndefined();
  });
  it('refuse a loss that does not fit the output', () => {
    setChoice('loss', 'ce');
    expect(state().problems.loss).toMatch(/Loss/);
    setChoice('outputActivation', 'softmax');
    expect(state().problems.loss).toBeUndefined();
  });
  it('load the published rates with a data set, and give them back on the way back', () => {
    setText('learningRate', '0.5');
    setDataset('mnist');
    expect(state().draft.learningRate).toEqual(defaultExperiment('mnist').learningRate);
    returnToDataset('digits');
    expect(state().draft.learningRate.bp).toBe(0.5);
    expect(state().draft.dataset).toBe('digits');
  });
  it('know what differs from a run, and that the rate of an unticked rule does not', () => {
    const run = state().draft;
    setRuleRate('llo', 0.9);
    expect(changedFields(state().draft, run)).toEqual([]);
    setRuleRate('dfa', 0.9);
    setText('epochs', '3');
    expect(changedFields(state().draft, run).sort()).toEqual(['epochs', 'learningRate']);
  });
});
