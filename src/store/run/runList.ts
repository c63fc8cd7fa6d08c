/** The runs of an experiment, their names, and how many train at once. */
import type { SessionOptions } from '../../client/types';
import { type RuleId, rules } from '../../core/rules';
import type { BackendId } from '../../core/run/backends';
import type { Experiment, RunId } from '../../core/run/spec';
import { pipelineShapeOf } from '../../core/trainer/pipeline/pipelineShape';
import { expand, firstSeed } from '../../experiment/expand';
import { runsAtOnce } from './machine';
import type { RunRef, SeriesLog } from './series';
import { threadsOn } from './threads';

export const refsOf = (experiment: Experiment): readonly RunRef[] =>
  expand(experiment).map(({ id, spec: { rule, seed } }) => ({ id, rule, seed }));

/** Whether each rule has more than one run. */
export const isSeveral = ({ seeds }: Pick<Experiment, 'seeds'>): boolean => seeds.length > 1;

/**
 * With one seed, all rules train side by side, however many there are, so that they can be compared as they learn.
 * With several seeds, as many runs train at once as there are cores for their threads, and only the first seed's networks are
 * kept for inspection.
 */
export function sessionOptions(experiment: Experiment, backend: BackendId): SessionOptions {
  const threads = threadsOn(backend, experiment.threads);
  const pipeline = pipelineShapeOf(experiment);
  if (!isSeveral(experiment)) return { pipeline, threads };
  const seed = firstSeed(experiment);
  const kept = new Set(refsOf({ ...experiment, seeds: [seed] }).map(({ id }) => id));
  return {
    ...{ pipeline, threads },
    atOnce: runsAtOnce(threads * experiment.pipeline),
    keeps: (run) => kept.has(run),
  };
}

/** Names of a lab's runs. */
export function createRunNames(series: SeriesLog) {
  /** "DFA", or "DFA, seed 3" where the rule has several. */
  function runName({ rule, seed }: RunRef): string {
    const { name } = rules[rule];
    const several = [...series.record().values()].some((run) => run.rule === rule && run.seed !== seed);
    return several ? `${name}, seed ${seed}` : name;
  }

  /** Name and rule of a run in the current record. */
  function nameOf(id: RunId): { readonly name: string; readonly rule: RuleId } {
    const run = series.record().get(id);
    if (!run) throw new Error(`There is no run “${id}”.`);
    return { name: runName(run), rule: run.rule };
  }

  return { runName, nameOf };
}
export type RunNames = ReturnType<typeof createRunNames>;
