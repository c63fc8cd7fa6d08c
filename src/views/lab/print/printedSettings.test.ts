import { expect, test } from 'vitest';
import { defaultExperiment } from '../../../experiment/defaults';
import { fieldKeys, fields } from '../../../experiment/fields/fields';
import { printedSettings } from './printedSettings';

const experiment = { ...defaultExperiment('digits'), seeds: [7], rules: ['bp', 'f3-loss'] as const };

test('the seed comes first, and choices have the names of the page', () => {
  const [first, ...rest] = printedSettings({ ...experiment, rules: [...experiment.rules] });
  expect(first).toEqual({ label: 'Seed', text: '7' });
  expect(rest.find(({ label }) => label === 'Feedback initialisation')?.text).toBe(
    'Kaiming uniform, gain √2',
  );
});

test('measures are listed by name', () => {
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

test('lists every setting that takes effect, and no other', () => {
  const several = { ...experiment, seeds: [7, 8], rules: [...experiment.rules] };
  const labels = printedSettings(several).map(({ label }) => label);
  const absent = fieldKeys.map((name) => fields[name].label).filter((label) => !labels.includes(label));
  // Data set and algorithms are in the sheet's header, one worker trains each run, redraws are not by steps, nothing is drawn from N(0, σ²), the others are empty.
  expect(absent.sort()).toEqual(
    [
      'Algorithms',
      'Data set',
      'Micro-batches',
      'Deviation of B',
      'Deviation of weights',
      'Frozen layers',
      'Optimizer options',
      'Redraw steps',
      'Schedule options',
      'Withheld classes',
    ].sort(),
  );
  const ofBp = printedSettings({ ...experiment, rules: ['bp'] }).map(({ label }) => label);
  expect(ofBp).not.toContain('Error information');
});
