/** The experiments that a card's buttons train, and how long that takes. */
import type { Experiment } from '../../../core/run/spec';
import { estimateDuration, type Speed } from '../../duration';
import { expandSweep, type SweepAxis } from '../../sweep/sweep';
import { type Card, rulesFrom, sourcesOf } from '../card';
import { type Scale, type Source, sources } from '../sources';
import type { AllLoaded } from './values';

export const scaleNames = ['short', 'published'] as const;
export type ScaleName = (typeof scaleNames)[number];

export interface CardPlan {
  readonly experiment: Experiment;
  readonly sweep: readonly SweepAxis[];
  readonly runs: number;
}

const seedsOf = ({ seeds }: Scale): number[] => Array.from({ length: seeds }, (_, seed) => seed);

/** One for each of the card's sources, with the rules that its rows need; undefined before they are loaded. */
export function plansOf(card: Card, loaded: AllLoaded, name: ScaleName): readonly CardPlan[] | undefined {
  const plans = sourcesOf(card).map((id): CardPlan | undefined => {
    const own = loaded[id];
    if (!own) return undefined;
    const source: Source = sources[id];
    const scale = source[name];
    const changes = { rules: [...rulesFrom(card, id)], epochs: scale.epochs, seeds: seedsOf(scale) };
    const experiment: Experiment = { ...own.experiment, ...changes, measures: [], backend: 'auto' };
    return { experiment, sweep: own.sweep, runs: expandSweep(experiment, own.sweep).length };
  });
  return plans.every((plan) => plan !== undefined) ? plans : undefined;
}

/** Seconds of all runs, as many at once as there are cores; undefined where a data set is not known. */
export function secondsOf(plans: readonly CardPlan[], { msPerStep, cores }: Speed): number | undefined {
  const each = plans.flatMap(({ experiment, sweep }) => {
    const once = { ...experiment, seeds: experiment.seeds.slice(0, 1) };
    const seconds = expandSweep(once, sweep).map(({ spec }) => {
      const { rule, seed, learningRate: _rate, ...shared } = spec;
      const { learningRate, backend, threads } = experiment;
      const single = { ...shared, rules: [rule], seeds: [seed], learningRate, backend, threads };
      return estimateDuration(single, { msPerStep, cores: 1 })?.seconds;
    });
    return experiment.seeds.flatMap(() => seconds);
  });
  const known = each.filter((seconds) => seconds !== undefined);
  if (known.length < each.length || known.length === 0) return undefined;
  return Math.max(...known, known.reduce((a, b) => a + b, 0) / cores);
}
