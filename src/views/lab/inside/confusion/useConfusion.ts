import { useMemo } from 'react';
import { datasetChoice } from '../../../../store/settings/choices';
import { useLab } from '../../../labContext';
import { useSeries } from '../../../useSeries';
import type { InsideView } from '../useInsideView';
import { confusionOf } from './confusionModel';

/** Confusion matrix of the inspected run on the test set after its last epoch. */
export function useConfusion({ run, experiment }: InsideView) {
  const lab = useLab();
  useSeries('epochs', 500);
  const event = lab.series.record().get(run)?.predictions;
  const counts = event?.confusion;
  const { outputs } = datasetChoice(experiment.dataset);
  // The settings may already have another data set than the record of the last run.
  const fits = counts?.length === outputs * outputs;
  return useMemo(
    () => (counts && fits ? { confusion: confusionOf(counts), epoch: event?.epoch } : undefined),
    [counts, fits, event],
  );
}
