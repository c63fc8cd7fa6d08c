import { expect, it } from 'vitest';
import type { Experiment } from '../core/run/spec';
import { defaultExperiment } from './defaults';
import { applies, idleReason } from './idle';

const so = (part: Partial<Experiment>): Experiment => ({ ...defaultExperiment(), ...part });
const FILE = 'teacher-0123456789ab';

it('a setting that depends on another is idle with it', () => {
  const drawn = so({ weightInit: 'normal' });
  expect(applies(drawn, 'weightDeviation')).toBe(true);
  expect(idleReason(drawn, 'weightDeviation')).toBeUndefined();
  const uniform = so({ weightInit: 'pytorch' });
  expect(applies(uniform, 'weightDeviation')).toBe(false);
  expect(idleReason(uniform, 'weightDeviation')).toBe('it applies only with weight-init normal, not pytorch');
});

it('and where that one is idle by a third', () => {
  const given = so({ weightInit: 'normal', startFrom: FILE });
  for (const name of ['weightInit', 'weightDeviation'] as const) {
    expect(applies(given, name)).toBe(false);
    expect(idleReason(given, name)).toBe(`it applies only with start-from seed, not ${FILE}`);
  }
});
