import { useMemo } from 'react';
import type { NetworkShape } from '../../../../core/cost/cost';
import type { RuleId } from '../../../../core/rules';
import { datasetChoice } from '../../../../store/settings/choices';
import { useLab } from '../../../labContext';
import { useSeries } from '../../../useSeries';
import { shapeOf } from './costText';

/** The draft's network, which follows the settings as they are edited. */
export function useShape(): NetworkShape {
  const lab = useLab();
  const draft = lab.settings.useSettings((state) => state.draft);
  const classes = datasetChoice(draft.dataset).task === 'classification';
  return useMemo(() => shapeOf(draft, classes), [draft, classes]);
}

/** Measured bytes of each rule's last epoch; empty if the run's network differs from the draft's. */
export function useMeasuredBytes(): ReadonlyMap<RuleId, number> {
  const lab = useLab();
  useSeries('epochs', 500);
  const run = lab.runs.useRuns(({ experiment }) => experiment);
  const draft = lab.settings.useSettings((state) => state.draft);
  const same =
    run !== undefined &&
    (['dataset', 'hidden', 'batchSize', 'errorTransform', 'epochShare', 'trainingSamples'] as const).every(
      (key) => String(run[key]) === String(draft[key]),
    );
  const measured = new Map<RuleId, number>();
  if (!same) return measured;
  for (const { rule, epochs } of lab.series.record().values()) {
    const held = epochs.at(-1)?.heldBytes;
    if (held !== undefined) measured.set(rule, held);
  }
  return measured;
}
