/** Times a training step of each rule in one environment, together with its peers. */
import { operations, operationsSaved } from '../src/core/cost/cost';
import { type RuleId, rules } from '../src/core/rules';
import { isUpdateLocked } from '../src/core/rules/rule';
import type { BackendId } from '../src/core/run/backends';
import type { Case, Ratio, Saving, StepResult } from './results';
import { type Budget, race, type Timing } from './rounds';
import type { Counts } from './runner/counters';
import type { RemoteRunner } from './runner/remote';
import { costShapeOf, type Shape } from './shapes';
import { median, pairedRatio, quantile } from './statistics';

/** Someone who trains somewhere. */
export interface Place {
  readonly runner: RemoteRunner;
  readonly subjects: readonly string[];
  /** Absent: the case's own. */
  readonly environment?: 'python';
  readonly note: string;
  /** Absent: all shapes. */
  readonly trains?: (shape: Shape) => boolean;
}

export interface StepTimings {
  readonly results: readonly StepResult[];
  readonly ratios: readonly Ratio[];
  readonly savings: readonly Saving[];
}

function dispatchesOf(backend: BackendId, counts: Counts | undefined): Partial<StepResult> {
  if (!counts) return {};
  const { kernels, ownCalls, dispatches } = counts;
  return {
    dispatchesPerStep: backend === 'webgpu' ? dispatches : kernels + ownCalls,
    kernelsPerStep: kernels,
  };
}

function resultOf(at: Case, place: Place, timing: Timing, counts: Counts | undefined): StepResult {
  const { environment, backend } = at;
  const { rounds, stepsPerRound, subject } = timing;
  const python = place.environment === 'python';
  return {
    ...at,
    ...(python
      ? {
          environment: 'python',
          backend: backend === 'webgpu' ? 'cuda' : 'cpu',
          pairedWith: { environment, backend },
        }
      : {}),
    subject,
    msPerStep: median(rounds),
    msFastest: Math.min(...rounds),
    quartiles: [quantile(rounds, 0.25), quantile(rounds, 0.75)],
    rounds: rounds.length,
    stepsPerRound,
    ...dispatchesOf(at.backend, counts),
    ...(place.note ? { note: place.note } : {}),
  };
}

/** Every rule against BP and against the peers; each pair once. */
export function ratiosOf(at: Case, timings: readonly Timing[], ruleNames: readonly string[]): Ratio[] {
  const find = (name: string): Timing | undefined => timings.find(({ subject }) => subject === name);
  const others = timings.map(({ subject }) => subject).filter((name) => !ruleNames.includes(name));
  return ruleNames.flatMap((subject) =>
    ['bp', ...others].flatMap((against) => {
      const [own, other] = [find(subject), find(against)];
      if (!own || !other || subject === against) return [];
      const ratioOfFastest = Math.min(...own.rounds) / Math.min(...other.rounds);
      return [{ ...at, subject, against, ratio: pairedRatio(own.rounds, other.rounds), ratioOfFastest }];
    }),
  );
}

/** With fewer hidden layers, F³ saves almost nothing. */
const DEEP = 3;

/** Of rules free of update locking: what core/cost/cost.ts counts for this batch size, and what came of it. */
export function savingsOf(at: Case, ratios: readonly Ratio[]): Saving[] {
  const shape = costShapeOf({ id: at.shape, batch: at.batch });
  if (shape.hidden.length < DEEP) return [];
  return ratios.flatMap(({ subject, against, ratio }) => {
    const rule = rules[subject as RuleId];
    if (against !== 'bp' || rule.signal !== 'delayed-error' || isUpdateLocked(rule)) return [];
    const predicted = operationsSaved(operations(rules.bp, shape), operations(rule, shape)).total;
    const measured = 1 - ratio;
    return [{ ...at, subject, predicted, measured, reached: measured / predicted }];
  });
}

/** @param places started realms */
export async function timeSteps(
  at: Case,
  shape: Shape,
  places: readonly Place[],
  budget: Budget,
): Promise<StepTimings> {
  for (const { runner, subjects } of places) await runner.prepare(shape, subjects);
  const entries = places.flatMap((place) => place.subjects.map((subject) => ({ place, subject })));
  const timings = await race(
    entries.map(({ place, subject }) => ({ subject, time: (steps) => place.runner.time(subject, steps) })),
    budget,
  );
  const results: StepResult[] = [];
  for (const [i, { place, subject }] of entries.entries())
    results.push(resultOf(at, place, timings[i] as Timing, await place.runner.count(subject)));
  for (const { runner } of places) await runner.release();
  const ratios = ratiosOf(
    at,
    timings,
    entries.flatMap(({ subject }) => (Object.hasOwn(rules, subject) ? [subject] : [])),
  );
  return { results, ratios, savings: savingsOf(at, ratios) };
}
