import { ruleIds } from '../../core/rules';
import type { Experiment, RunSpec } from '../../core/run/spec';

/** The experiment of which a run is the only one. */
export const experimentOf = ({ rule, seed, learningRate, ...shared }: RunSpec): Experiment => ({
  ...shared,
  rules: [rule],
  seeds: [seed],
  learningRate: Object.fromEntries(ruleIds.map((id) => [id, learningRate])) as Experiment['learningRate'],
  backend: 'auto',
  threads: 1,
});
