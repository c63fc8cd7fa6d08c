import { beforeEach, describe, expect, it } from 'vitest';
import type { NamedArray } from '../../core/run/checkpoint';
import { FROM_SEED } from '../../core/run/settings';
import { defaultExperiment } from '../../experiment/defaults';
import { writeTensors } from '../../experiment/files/safetensors';
import { registerForm, useData } from '../data/data';
import { takeAnyFiles } from '../data/files';
import { createLab } from '../lab';
import { planOf } from '../notebook/queue/plan';
import { undoLast, useToast } from '../page/toast';
import { firstProblem, problemOf } from './settings';
import { startFrom } from './startFrom';
import { openWeights, removeWeights, useWeights, weightsFor } from './weights';

const lab = createLab();
registerForm(lab.settings);
const { openExperiment, useSettings } = lab.settings;
const draft = () => useSettings.getState().draft;

const array = (shape: readonly number[], from = 0): NamedArray => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => from + (i % 7) / 8),
});
/** Weights of 2-6-2, as the points have it. */
const file = (name: string, from = 0.125): File => {
  const arrays = {
    ...{ 'layer1.W': array([2, 6], from), 'layer1.b': array([6]) },
    ...{ 'layer2.W': array([6, 2]), 'layer2.b': array([2]) },
  };
  return new File([writeTensors({ metadata: {}, arrays: new Map(Object.entries(arrays)) })], name);
};

beforeEach(() => openExperiment(defaultExperiment('moons'), undefined));

describe('an opened file', () => {
  it('sets the network with Undo, and its arrays are those of the file', async () => {
    await takeAnyFiles([file('First.safetensors')]);
    expect(draft().startFrom).toMatch(/^first-[0-9a-f]{12}$/);
    expect(draft().hidden).toEqual([6]);
    expect(firstProblem(useSettings.getState())).toBeUndefined();
    const weights = await weightsFor(draft());
    expect(weights?.id).toBe(draft().startFrom);
    expect(weights?.arrays['layer1.W']).toEqual(array([2, 6], 0.125));
    undoLast();
    expect(draft()).toEqual(defaultExperiment('moons'));
  });

  it('of the same content is the same, under any name', async () => {
    const one = await openWeights(file('one.safetensors', 2));
    expect(await openWeights(file('two.safetensors', 2))).toEqual(one);
    // A link that was made from the other name.
    const link = { startFrom: `two-${one.id.slice(-12)}` };
    expect(await weightsFor(link)).toMatchObject({ id: link.startFrom });
  });

  it('that does not fit is reported at the field; the draft stays as it is', async () => {
    const about = await openWeights(file('three.safetensors', 3));
    startFrom(lab.settings, about);
    lab.settings.setText('units', '5');
    expect(problemOf(useSettings.getState(), 'startFrom')).toMatch(/“three.safetensors” does not fit/);
    expect(draft().startFrom).toBe(about.id);
  });

  it('is removed with Undo', async () => {
    const about = await openWeights(file('four.safetensors', 4));
    removeWeights(about);
    expect(await weightsFor({ startFrom: about.id })).toBeUndefined();
    undoLast();
    expect(useWeights.getState().known).toContainEqual(about);
    expect((await weightsFor({ startFrom: about.id }))?.id).toBe(about.id);
  });
});

describe('weights that are away', () => {
  const away = { ...defaultExperiment('moons'), hidden: [6], startFrom: 'five-0123456789ab' };

  it('are named at the field and for sweeps, until their file is opened', async () => {
    openExperiment(away, undefined);
    const problem = /^Start from: these weights are not on this computer. They were read from a file “five”/;
    expect(problemOf(useSettings.getState(), 'startFrom')).toMatch(problem);
    expect(planOf(away, '0', [])).toMatchObject({
      ok: false,
      problems: { whole: expect.stringMatching(problem) },
    });
    const { id } = await openWeights(file('renamed.safetensors', 5));
    openExperiment({ ...away, startFrom: `five-${id.slice(-12)}` }, undefined);
    expect(problemOf(useSettings.getState(), 'startFrom')).toBeUndefined();
    expect(planOf(draft(), '0', []).ok).toBe(true);
  });
});

it.each([
  ['notes.safetensors', 'It does not begin as a safetensors file does.'],
  ['samples.npz', 'If it holds samples, unpack it like a zip, and choose its .npy files.'],
])('%s is refused, and nothing changes', async (name, why) => {
  await takeAnyFiles([new File(['these are notes, and nothing else'], name)]);
  const { fileProblem } = useData.getState();
  expect(fileProblem?.title).toBe(`Runs cannot start from “${name}”.`);
  expect(fileProblem?.detail).toContain(why);
  expect(draft().startFrom).toBe(FROM_SEED);
  expect(useToast.getState().toasts.filter(({ text }) => text.includes(name))).toEqual([]);
});
