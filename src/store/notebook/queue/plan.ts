/** A new experiment for the queue: the Lab's settings, with several values for some of them. */
import type { Experiment } from '../../../core/run/spec';
import { awayConflict } from '../../../experiment/conflicts';
import type { FieldKey } from '../../../experiment/fields/field';
import { fields } from '../../../experiment/fields/fields';
import { expandSweep, parseAxis, type SweepAxis, sweepProblem } from '../../../experiment/sweep/sweep';
import type { ExperimentId } from '../../../notebook/records';
import type { Lab } from '../../lab';
import { keepExperiment } from '../../run/kept/keeping';

/** A setting and its values, as typed. */
export interface TypedAxis {
  readonly setting: FieldKey;
  readonly text: string;
}

export interface Plan {
  readonly experiment: Experiment;
  readonly sweep: readonly SweepAxis[];
  readonly runs: number;
}

/** What is wrong with what was typed: by row, with the seeds, or with the combination. */
export interface PlanProblems {
  readonly seeds: string | undefined;
  readonly axes: readonly (string | undefined)[];
  readonly whole: string | undefined;
}

export type Planned =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problems: PlanProblems };

export function planOf(draft: Experiment, seeds: string, typed: readonly TypedAxis[]): Planned {
  const parsedSeeds = fields.seeds.parse(seeds, draft);
  const experiment = parsedSeeds.ok ? { ...draft, seeds: parsedSeeds.value } : draft;
  const parsed = typed.map(({ setting, text }) => parseAxis(experiment, setting, text));
  const axes = parsed.map((one) => (one.ok ? undefined : one.problem));
  const wrongSeeds = parsedSeeds.ok ? undefined : parsedSeeds.problem;
  if (wrongSeeds !== undefined || axes.some((problem) => problem !== undefined))
    return { ok: false, problems: { seeds: wrongSeeds, axes, whole: undefined } };
  const sweep = parsed.flatMap((one) => (one.ok ? [one.value] : []));
  const whole = awayConflict(experiment)?.problem ?? sweepProblem(experiment, sweep);
  if (whole !== undefined) return { ok: false, problems: { seeds: undefined, axes, whole } };
  return { ok: true, plan: { experiment, sweep, runs: expandSweep(experiment, sweep).length } };
}

/** Adds the experiment to the notebook, and its runs to the queue. @returns undefined if the notebook cannot keep it */
export async function queuePlan(
  { queue }: Pick<Lab, 'queue'>,
  { experiment, sweep }: Plan,
): Promise<ExperimentId | undefined> {
  const kept = await keepExperiment(experiment, sweep);
  if (kept) await queue.enqueue(kept.id);
  return kept?.id;
}
