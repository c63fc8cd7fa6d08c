/** The runs that an experiment comes to, what each is called, and how many train at once. */
import type { SessionOptions } from '../../client/types';
import { type RuleId, rules } from '../../core/rules';
import type { Experiment, RunId } from '../../core/run/spec';
import { expand, firstSeed } from '../../experiment/expand';
import { cores } from './machine';
import type { RunRef, SeriesLog } from './series';

export const refsOf = (experiment: Experiment): readonly RunRef[] =>
  expand(experiment).map(({ id, spec: { rule, seed } }) => ({ id, rule, seed }));

/** Rules have more than one run each. */
export const isSeveral = ({ seeds }: Pick<Experiment, 'seeds'>): boolean => seeds.length > 1;

/**
 * Rules with one seed train side by side, however many there are: comparing them while they learn is what the page is
 * for. Of several seeds as many runs train at once as there are cores, and the networks of the first stay to be looked
 * into.
 */
export function sessionOptions(experiment: Experiment): SessionOptions {
  if (!isSeveral(experiment)) return {};
  const seed = firstSeed(experiment);
  const kept = new Set(refsOf({ ...experiment, seeds: [seed] }).map(({ id }) => id));
  return { atOnce: cores(), keeps: (run) => kept.has(run) };
}

/** What the runs of a lab are called. */
export function createRunNames(series: SeriesLog) {
  /** "DFA", or "DFA, seed 3" where the rule has several. */
  function runName({ rule, seed }: RunRef): string {
    const { name } = rules[rule];
    const several = [...series.record().values()].some((run) => run.rule === rule && run.seed !== seed);
    return several ? `${name}, seed ${seed}` : name;
  }

  /** A run of the record that is shown, and what it is called. */
  function nameOf(id: RunId): { readonly name: string; readonly rule: RuleId } {
    const run = series.record().get(id);
    if (!run) throw new Error(`There is no run “${id}”.`);
    return { name: runName(run), rule: run.rule };
  }

  return { runName, nameOf };
}
export type RunNames = ReturnType<typeof createRunNames>;
