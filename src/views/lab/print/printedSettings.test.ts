import { expect, test } from 'vitest';
import { defaultExperiment } from '../../../experiment/defaults';
import { fieldKeys, fields } from '../../../experiment/fields/fields';
import { printedSettings } from './printedSettings';

const experiment = { ...defaultExperiment('digits'), seeds: [7], rules: ['bp', 'f3-loss'] as const };

test('the seed comes first, choices are called as on the page', () => {
  const [first, ...rest] = printedSettings({ ...experiment, rules: [...experiment.rules] });
  expect(first).toEqual({ label: 'Seed', text: '7' });
  expect(rest.find(({ label }) => label === 'Feedback initialisation')?.text).toBe(
    'Kaiming uniform, gain √2',
  );
});

test('measures are called by their names', () => {
  const measured = {
    ...experiment,
    rules: ['bp'] as const,
    measures: ['gradient-angle', 'delta-norms'] as const,
  };
  const settings = printedSettings({
    ...measured,
    rules: [...measured.rules],
    measures: [...measured.measures],
  });
  expect(settings.find(({ label }) => label === 'Measures')?.text).toBe(
    'Angle to backprop, Size of the delta',
  );
});

test('every setting that has a meaning is there, and no other', () => {
  const several = { ...experiment, seeds: [7, 8], rules: [...experiment.rules] };
  const labels = printedSettings(several).map(({ label }) => label);
  const absent = fieldKeys.map((name) => fields[name].label).filter((label) => !labels.includes(label));
  // The first two head the sheet, redrawing is not by steps, there is nothing to say of the others.
  expect(absent.sort()).toEqual(
    [
      'Algorithms',
      'Data set',
      'Frozen layers',
      'Optimizer options',
      'Redraw steps',
      'Schedule options',
    ].sort(),
  );
  const ofBp = printedSettings({ ...experiment, rules: ['bp'] }).map(({ label }) => label);
  expect(ofBp).not.toContain('Error information');
});
