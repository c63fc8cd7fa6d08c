import { afterEach, expect, it } from 'vitest';
import { capacities } from '../../core/cost/footprint';
import { defaultExperiment } from '../../experiment/defaults';
import { createLab } from '../lab';
import { dismissToast, undoLast, useToast } from '../page/toast';
import { undoably } from './undoSettings';

const lab = createLab();
const { openExperiment, setCapacity, setText, useSettings } = lab.settings;

afterEach(() => {
  while (useToast.getState().toasts.length > 0) dismissToast();
  setCapacity(undefined);
  openExperiment(defaultExperiment(), undefined);
});

const state = () => useSettings.getState();
const open = (hidden: number[]): void =>
  undoably(lab.settings, 'Opened.', () => openExperiment({ ...defaultExperiment(), hidden }, undefined));

it('Undo restores the settings with all typed texts, valid or not', () => {
  setText('epochs', 'abc');
  const before = state();
  open([20]);
  undoLast();
  expect(state()).toEqual(before);
});

it('later edits are not lost', () => {
  open([20]);
  setText('seeds', '99');
  undoLast();
  expect(state().texts).toMatchObject({ units: '500', seeds: '0' });
  undoLast();
  expect(state().texts).toMatchObject({ units: '20', seeds: '99' });
});

it('conflicts are recomputed, since the backend may have been measured meanwhile', () => {
  expect(state().conflicts).toEqual([]);
  open([20]);
  setCapacity({ ...capacities.cpu, bytes: 1e6 });
  undoLast();
  expect(state().conflicts).toMatchObject([{ at: 'hidden' }]);
});
