import { beforeEach, describe, expect, it } from 'vitest';
import { hiddenLayer } from '../../core/blocks/hidden';
import type { Experiment } from '../../core/run/spec';
import { defaultExperiment } from '../../experiment/defaults';
import { fromQuery, toQuery } from '../../experiment/files/link';
import { networks } from '../../experiment/networks/networks';
import { createLab } from '../lab';
import { dismissToast, undoLast, useToast } from '../page/toast';
import { createEditing } from './editing';
import { duplicated, inserted, type Layers, moved, removed, withBlock } from './layers';
import { openNetwork, planOf } from './networkPresets';
import { firstProblem } from './settings';

const { settings } = createLab();
const { openExperiment, setLayerOption, setLayers, setText, useSettings } = settings;
const state = () => useSettings.getState();
const now = (): Layers => ({ hidden: state().draft.hidden, rows: state().rows });
const conv = (options = {}) => hiddenLayer('convolution', options);

beforeEach(() => {
  while (useToast.getState().toasts.length > 0) dismissToast();
  openExperiment({ ...defaultExperiment(), hidden: [conv(), 100] }, undefined);
});

const ends = { inputs: 784, outputs: 10, shape: [1, 28, 28] };

describe('rows', () => {
  it('keep their ids while they move, and copies get new ones', () => {
    expect(state().rows).toEqual([0, 1]);
    setLayers(moved(now(), 0, 1));
    expect(now()).toEqual({ hidden: [100, conv()], rows: [1, 0] });
    setLayers(duplicated(now(), 0));
    expect(now()).toEqual({ hidden: [100, 100, conv()], rows: [1, 2, 0] });
    setLayers(removed(now(), 1));
    setLayers(withBlock(now(), 1, 'dense', ends));
    expect(now()).toEqual({ hidden: [100, 500], rows: [1, 0] });
    setLayers(withBlock(now(), 1, 'residual', ends));
    expect(now().hidden).toEqual([100, hiddenLayer('residual', { units: 100 })]);
    setLayers(withBlock(now(), 1, 'dense', ends));
    expect(moved(now(), 1, 1)).toEqual(now());
  });

  it('the quick fields follow, and the rows follow the quick fields', () => {
    setLayers(removed(now(), 0));
    expect(state().texts).toMatchObject({ layers: '1', units: '100' });
    setText('layers', '3');
    expect(now()).toEqual({ hidden: [100, 100, 100], rows: [0, 1, 2] });
  });

  it('a text about hidden layers, such as frozen ones, is read again', () => {
    setText('freeze', 'hidden');
    setLayers(inserted(now(), 2, 50));
    expect(state().draft.freeze.map(({ layer }) => layer)).toEqual([1, 2, 3]);
  });
});

describe('frozen layers', () => {
  const frozen = () => [
    state().texts.freeze,
    state()
      .draft.freeze.map(({ layer }) => layer)
      .join(','),
  ];
  beforeEach(() => {
    openExperiment({ ...defaultExperiment(), hidden: [conv(), conv({ channels: 8 }), 100] }, undefined);
  });

  it('follow their layers, and go with them', () => {
    setText('freeze', '1,2');
    setLayers(removed(now(), 0));
    expect(frozen()).toEqual(['1', '1']);
    setLayers(moved(now(), 0, 1));
    expect(frozen()).toEqual(['2', '2']);
    setLayers(duplicated(now(), 0));
    expect(frozen()).toEqual(['3', '3']);
    setLayers(withBlock(now(), 2, 'dense', ends));
    expect(frozen()).toEqual(['3', '3']);
    setLayers(removed(now(), 2));
    expect(frozen()).toEqual(['none', '']);
  });

  it('keep their epochs; the output layer stays the output layer', () => {
    setText('freeze', '2:1-3, 3:4-, 4:5, 9');
    setLayers(inserted(now(), 0, conv()));
    expect(state().texts.freeze).toBe('3:1-3,4:4-,5:5,9');
    expect(state().draft.freeze).toEqual([
      { layer: 3, from: 1, to: 3 },
      { layer: 4, from: 4 },
      { layer: 5, from: 5, to: 5 },
      { layer: 9, from: 1 },
    ]);
  });

  it('“hidden” stays beside others; what is typed wrong stays, and so does what does not change', () => {
    setText('freeze', 'Hidden:1-2,4');
    setLayers(removed(now(), 0));
    expect(frozen()).toEqual(['Hidden:1-2,3', '1,2,3']);
    setText('freeze', '2');
    setText('freeze', '2x');
    setLayers(inserted(now(), 0, conv()));
    expect(frozen()).toEqual(['2x', '3']);
    expect(state().problems.freeze).toBeDefined();
    setText('freeze', ' 1 , 3');
    setLayerOption(0, 'kernel', '5');
    expect(state().texts.freeze).toBe(' 1 , 3');
  });

  it('return with Undo', () => {
    setText('freeze', '1,2');
    const before = state();
    const editing = createEditing(settings);
    editing.begin();
    editing.edit(() => setLayers(removed(now(), 0)));
    editing.undo();
    expect(state()).toEqual(before);
    editing.redo();
    expect(frozen()).toEqual(['1', '1']);
  });
});

describe('typed options', () => {
  it('a valid number is set; an invalid one stays typed, with the last valid one in the draft', () => {
    setLayerOption(0, 'kernel', '5');
    expect(state().draft.hidden[0]).toEqual(conv({ kernel: 5 }));
    setLayerOption(0, 'kernel', '5x');
    expect(state().draft.hidden[0]).toEqual(conv({ kernel: 5 }));
    expect(state().texts['layer.0.kernel']).toBe('5x');
    expect(firstProblem(state())).toBe('Hidden layers, kernel: “5x” must be a whole number from 1 to 31.');
  });

  it('move with their row, and go with it, or with its block', () => {
    setLayerOption(0, 'kernel', '99');
    setLayers(moved(now(), 0, 1));
    expect(state().texts['layer.0.kernel']).toBe('99');
    expect(state().problems).toHaveProperty(['layer.0.kernel']);
    setLayers(withBlock(now(), 1, 'dense', ends));
    expect(firstProblem(state())).toBeUndefined();
    expect(state().texts).not.toHaveProperty(['layer.0.kernel']);
  });

  it('go when other settings are opened', () => {
    setLayerOption(1, 'units', '');
    setText('layers', '1');
    openExperiment({ ...defaultExperiment(), hidden: [7] }, undefined);
    expect(Object.keys(state().texts).filter((key) => key.startsWith('layer.'))).toEqual([]);
    expect(state().problems).toEqual({});
  });

  it('a quick field takes no other block, whose rows would replace it', () => {
    openExperiment({ ...defaultExperiment(), hidden: [7] }, undefined);
    setText('units', 'convolution:3');
    expect(state().draft.hidden).toEqual([7]);
    expect(state().problems.units).toMatch(
      /^Units per layer: “convolution:3” has other blocks .* Edit layers\.$/,
    );
  });
});

it('a link has the edited layers', () => {
  setLayerOption(0, 'channels', '4');
  const { experiment } = fromQuery(toQuery(state().draft));
  expect(experiment.hidden).toEqual([conv({ channels: 4 }), 100]);
});

describe('undo while editing', () => {
  it('goes back change by change, what was typed in one field at once, and forward again', () => {
    const editing = createEditing(settings);
    editing.begin();
    const before = state();
    for (const text of ['6', '64', '64x'])
      editing.edit(() => setLayerOption(0, 'channels', text), '0.channels');
    const typed = state();
    editing.edit(() => setLayers(removed(now(), 1)));
    editing.undo();
    expect(state().texts).toEqual(typed.texts);
    expect(state().problems).toEqual(typed.problems);
    editing.undo();
    expect(state()).toEqual(before);
    expect(editing.undo()).toBe(false);
    editing.redo();
    editing.redo();
    expect(now().rows).toEqual([0]);
    expect(editing.redo()).toBe(false);
  });

  it('afterwards the page offers to undo all of it; nothing if nothing changed', () => {
    const editing = createEditing(settings);
    editing.begin();
    editing.end('Changed.');
    expect(useToast.getState().toasts).toEqual([]);
    editing.begin();
    editing.edit(() => setLayers(removed(now(), 1)));
    editing.end('Changed.');
    expect(useToast.getState().toasts[0]?.text).toBe('Changed.');
    undoLast();
    expect(state().draft.hidden).toEqual([conv(), 100]);
  });
});

describe('the papers’ networks', () => {
  const preset = networks['conv-mnist'];

  it('stay on a data set of images, and say what changes and what the paper uses', () => {
    setText('seeds', '4,5');
    const plan = planOf(preset, state().draft);
    expect(plan.text).toMatch(
      /^Changes .*hidden layers.* batch size; stays on Digits.* The paper uses MNIST\.$/,
    );
    openNetwork(settings, plan);
    expect(state().draft).toMatchObject({ dataset: 'digits', batchSize: 60, seeds: [4, 5] });
    expect(state().draft.hidden).toEqual([conv({ kernel: 5, padding: 2 }), 1000]);
    expect(state().conflicts).toEqual([]);
    expect(state().notice).toBeUndefined();
    expect(planOf(preset, state().draft).text).toMatch(/^Changes no setting; /);
  });

  it('keeps what is compared, for how long and how', () => {
    const own = { rules: ['llo', 'pepita'], epochs: 3, seeds: [4, 5], backend: 'cpu', measures: [] } as const;
    const draft = { ...defaultExperiment(), ...own } as unknown as Experiment;
    expect(planOf(preset, draft).experiment).toMatchObject(own);
  });

  it('leave a table for the built-in images', () => {
    const plan = planOf(preset, defaultExperiment('wine'));
    expect(plan.experiment.dataset).toBe('digits');
    expect(plan.text).toMatch(/goes to Digits, built in, because .* has no images\. The paper uses MNIST\.$/);
  });

  it('are on the paper’s data set as in the paper', () => {
    expect(planOf(preset, defaultExperiment('mnist')).text).toMatch(/stays on MNIST, as the paper\.$/);
  });
});
