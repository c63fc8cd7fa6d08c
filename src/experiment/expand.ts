/** An experiment's lists become runs: the same ones, in the same order, on the page and on the command line. */
import { type Experiment, type RunId, type RunSpec, runIdOf, runSpec } from '../core/run/spec';

/** One run of an experiment. */
export interface PlannedRun {
  /** Unique in its experiment: "bp-0". */
  readonly id: RunId;
  readonly spec: RunSpec;
}

/**
 * Every rule with every seed. Rules in their order, and all of them with one seed before any with the next:
 * whoever waits has a whole comparison after the first seed, and whoever stops early has as many seeds of each rule.
 */
export const expand = (experiment: Experiment): readonly PlannedRun[] =>
  experiment.seeds.flatMap((seed) =>
    experiment.rules.map((rule) => ({ id: runIdOf({ rule, seed }), spec: runSpec(experiment, rule, seed) })),
  );

/** What is shown before anything is trained, for all seeds. */
export const firstSeed = ({ seeds }: Pick<Experiment, 'seeds'>): number => seeds[0] as number;
