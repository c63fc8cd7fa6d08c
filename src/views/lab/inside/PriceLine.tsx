import { rules } from '../../../core/rules';
import { useInside } from '../../../store/inside';
import { seriesRecord } from '../../../store/series';
import { useSeries } from '../../useSeries';
import { priceText } from './priceText';
import type { InsideView } from './useInsideView';

/** What it costs to look: measured while it trains. */
export function PriceLine({ view: { rule, run } }: { view: InsideView }) {
  useSeries('epochs', 1000);
  const looks = useInside((state) => state.looks);
  const series = seriesRecord().get(run);
  const text = series && looks.run === run ? priceText(rules[rule].name, series, looks) : undefined;
  return <p className="quiet price-line">{text ?? 'What looking costs is told here while it trains.'}</p>;
}
