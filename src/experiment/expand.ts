/** Expands an experiment into its runs, in the order in which the page and the command line train them. */
import { type Experiment, type RunId, type RunSpec, runIdOf, runSpec } from '../core/run/spec';

/** One run of an experiment. */
export interface PlannedRun {
  /** Unique within its experiment: "bp-0". */
  readonly id: RunId;
  readonly spec: RunSpec;
}

/**
 * Every rule with every seed, ordered by seed, then by rule: the first seed already compares all rules, and stopping
 * between seeds leaves the same number of runs for each rule.
 */
export const expand = (experiment: Experiment): readonly PlannedRun[] =>
  experiment.seeds.flatMap((seed) =>
    experiment.rules.map((rule) => ({ id: runIdOf({ rule, seed }), spec: runSpec(experiment, rule, seed) })),
  );

/** The seed whose initial weights and feedback are shown before training. */
export const firstSeed = ({ seeds }: Pick<Experiment, 'seeds'>): number => seeds[0] as number;
