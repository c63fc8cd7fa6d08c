import { rules } from '../../../../core/rules';
import { useLab } from '../../../labContext';
import { useSeries } from '../../../useSeries';
import type { InsideView } from '../useInsideView';
import { priceText } from './priceText';
import './priceLine.css';

/** Cost of inspection, measured during training. */
export function PriceLine({ view: { rule, run } }: { view: InsideView }) {
  const lab = useLab();
  useSeries('epochs', 1000);
  const looks = lab.inside.useInside((state) => state.looks);
  const series = lab.series.record().get(run);
  const text = series && looks.run === run ? priceText(rules[rule].name, series, looks) : undefined;
  return (
    <p className="quiet price-line">{text ?? 'The cost of inspection is shown here during training.'}</p>
  );
}
