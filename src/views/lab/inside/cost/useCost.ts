import { useMemo } from 'react';
import type { NetworkShape } from '../../../../core/cost/cost';
import type { RuleId } from '../../../../core/rules';
import type { Machine } from '../../../../core/run/events';
import { useLab } from '../../../labContext';
import { useSeries } from '../../../useSeries';
import { useFittingDraft } from '../../parts/fitting';
import { shapeOf } from './costText';

/** The draft's network, which follows the settings as they are edited; without layers that do not fit. */
export function useShape(): NetworkShape {
  const draft = useFittingDraft();
  return useMemo(() => shapeOf(draft), [draft]);
}

/** Bytes measured in a rule's last epoch: of activations and deltas, and what its worker holds. */
interface MeasuredBytes extends Partial<Machine> {
  readonly held: number;
}

/** Settings that bear on what is measured. */
const bearing = [
  'dataset',
  'hidden',
  'batchSize',
  'errorTransform',
  'epochShare',
  'trainingSamples',
  'optimizer',
  'measures',
] as const;

/** By rule; empty if the run's network differs from the draft's. */
export function useMeasuredBytes(): ReadonlyMap<RuleId, MeasuredBytes> {
  const lab = useLab();
  useSeries('epochs', 500);
  const run = lab.runs.useRuns(({ experiment }) => experiment);
  const draft = lab.settings.useSettings((state) => state.draft);
  const same =
    run !== undefined && bearing.every((key) => JSON.stringify(run[key]) === JSON.stringify(draft[key]));
  const measured = new Map<RuleId, MeasuredBytes>();
  if (!same) return measured;
  for (const { rule, epochs } of lab.series.record().values()) {
    const last = epochs.at(-1);
    if (last) measured.set(rule, { held: last.heldBytes, ...last.machine });
  }
  return measured;
}
