import { useRuns } from '../../../store/runs';
import { seriesRecord } from '../../../store/series';
import { useSeries } from '../../useSeries';
import { stepText } from './stepText';
import type { InsideView } from './useInsideView';

/** What the run's last single step did; undefined while it trains on its own. */
export function useStepText({ run }: InsideView): string | undefined {
  useSeries('progress', 100);
  const stepped = useRuns((state) => state.stepped);
  const series = seriesRecord().get(run);
  return stepped && series?.lastStep ? stepText(series.lastStep, series.stepsPerEpoch) : undefined;
}
