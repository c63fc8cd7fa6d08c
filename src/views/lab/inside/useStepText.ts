import { useRuns } from '../../../store/runs';
import { seriesRecord } from '../../../store/series';
import { useSeries } from '../../useSeries';
import { stepText } from './stepText';
import type { InsideView } from './useInsideView';

/** What the rule's last single step did; undefined while it trains on its own. */
export function useStepText({ rule }: InsideView): string | undefined {
  useSeries('progress', 100);
  const stepped = useRuns((state) => state.stepped);
  const series = seriesRecord().get(rule);
  return stepped && series?.lastStep ? stepText(series.lastStep, series.stepsPerEpoch) : undefined;
}
