import { useLab } from '../../../labContext';
import { useSeries } from '../../../useSeries';
import type { InsideView } from '../useInsideView';
import { stepText } from './stepText';

/** Text on the run's last single step; undefined during continuous training. */
export function useStepText({ run }: InsideView): string | undefined {
  const lab = useLab();
  useSeries('progress', 100);
  const stepped = lab.runs.useRuns((state) => state.stepped);
  const series = lab.series.record().get(run);
  return stepped && series?.lastStep ? stepText(series.lastStep, series) : undefined;
}
