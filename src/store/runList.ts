/** The runs that an experiment comes to, and what each is called. */
import type { NamedRun } from '../client/types';
import { type RuleId, rules } from '../core/rules';
import type { Experiment, RunId } from '../core/run/spec';
import { expand, firstSeed } from '../experiment/expand';
import { type RunRef, seriesRecord } from './series';

export const runsOf = (experiment: Experiment): readonly NamedRun[] =>
  expand({ ...experiment, seeds: [firstSeed(experiment)] });

export const refsOf = (experiment: Experiment): readonly RunRef[] =>
  runsOf(experiment).map(({ id, spec: { rule, seed } }) => ({ id, rule, seed }));

/** "DFA" */
export const runName = ({ rule }: Pick<RunRef, 'rule'>): string => rules[rule].name;

/** A run of the record that is shown, and what it is called. */
export function nameOf(id: RunId): { readonly name: string; readonly rule: RuleId } {
  const run = seriesRecord().get(id);
  if (!run) throw new Error(`There is no run “${id}”.`);
  return { name: runName(run), rule: run.rule };
}
