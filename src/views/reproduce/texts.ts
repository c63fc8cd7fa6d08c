/** Sentences of the cards. */
import { inDigits } from '../../core/format';
import type { Measured } from '../../experiment/papers/card';
import type { CardPlan } from '../../experiment/papers/model/plans';
import { scaleText } from '../../experiment/papers/texts';
import { roughly } from '../../experiment/totals';
import type { CardValues } from './useCard';

const all = (values: ReadonlyMap<string, Measured>): readonly Measured[] => [...values.values()];

/** "3 seeds, 20 of 100 epochs; 7 of 18 runs have finished." */
export function hereText({ here, have, planned }: CardValues): string {
  if (planned === 0) return 'not measured.';
  const under = have < planned ? `${have} of ${inDigits(planned, 'run')} so far` : inDigits(planned, 'run');
  return here.size > 0 ? `${scaleText(all(here))}; ${under}.` : `${under}.`;
}

export function mineText({ mine, standing }: CardValues): string {
  if (standing.kind === 'nothing') return 'nothing yet. Both buttons train it in the background.';
  return mine.size > 0 ? `${scaleText(all(mine))}.` : 'no epoch has ended yet.';
}

/** "6 runs of 2 epochs", "30 runs of 100 and 30 of 200 epochs" */
export function plansText(plans: readonly CardPlan[]): string {
  const byEpochs = new Map<number, number>();
  for (const { experiment, runs } of plans)
    byEpochs.set(experiment.epochs, (byEpochs.get(experiment.epochs) ?? 0) + runs);
  const parts = [...byEpochs].map(([epochs, runs], i) => {
    const isLast = i === byEpochs.size - 1;
    return `${i === 0 ? inDigits(runs, 'run') : runs} of ${isLast ? inDigits(epochs, 'epoch') : epochs}`;
  });
  return parts.join(' and ');
}

/** @param seconds undefined: not known yet @param onDevice it is an upper bound */
export const timeText = (seconds: number | undefined, onDevice: boolean): string =>
  seconds === undefined
    ? 'time known after the backend’s test'
    : `${onDevice ? 'at most about' : 'about'} ${roughly(seconds)} here`;
