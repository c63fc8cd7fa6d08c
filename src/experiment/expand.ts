/** Expands an experiment's lists into runs: the same ones, in the same order, for page and command line. */
import { type Experiment, type RunId, type RunSpec, runIdOf, runSpec } from '../core/run/spec';

/** One run of an experiment. */
export interface PlannedRun {
  /** Unique in its experiment: "bp-0". */
  readonly id: RunId;
  readonly spec: RunSpec;
}

/**
 * Every rule with every seed; all rules with one seed before any with the next. So a whole comparison is there after
 * the first seed, and stopping early leaves equally many seeds of each rule.
 */
export const expand = (experiment: Experiment): readonly PlannedRun[] =>
  experiment.seeds.flatMap((seed) =>
    experiment.rules.map((rule) => ({ id: runIdOf({ rule, seed }), spec: runSpec(experiment, rule, seed) })),
  );

/** The seed whose draws are shown before anything is trained. */
export const firstSeed = ({ seeds }: Pick<Experiment, 'seeds'>): number => seeds[0] as number;
