import { rules } from '../../../../core/rules';
import { useLab } from '../../../labContext';
import { useSeries } from '../../../useSeries';
import type { InsideView } from '../useInsideView';
import { inspectionCostText } from './inspectionCostText';
import './inspectionCostLine.css';

/** Cost of inspection, measured during training. */
export function InspectionCostLine({ view: { rule, run } }: { view: InsideView }) {
  const lab = useLab();
  useSeries('epochs', 1000);
  const looks = lab.inside.useInside((state) => state.inspectionCost);
  const series = lab.series.record().get(run);
  const text = series && looks.run === run ? inspectionCostText(rules[rule].name, series, looks) : undefined;
  return (
    <p className="quiet inspection-cost">{text ?? 'The cost of inspection is shown here during training.'}</p>
  );
}
