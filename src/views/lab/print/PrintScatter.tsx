import { rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run/spec';
import { isSeveral } from '../../../store/run/runList';
import { datasetChoice } from '../../../store/settings/choices';
import { linearAxis } from '../../charts/axes/valueAxis';
import { spotsOf, strayText } from '../charts/predicted';
import { BOTTOM, leftOf, RIGHT, Scatter, TOP } from '../charts/Scatter';
import { usePredicted } from '../charts/usePredicted';

const SIDE = 180;
const HEIGHT = TOP + SIDE + BOTTOM;

/** Predictions of the first target by the shown rule, once there are any. */
export function PrintScatter({ experiment }: { experiment: Experiment }) {
  const { pairs, rule, seed, unit, range, epoch } = usePredicted(
    experiment,
    datasetChoice(experiment.dataset).outputs,
    0,
  );
  if (!range || !rule || epoch === undefined) return null;
  const axis = linearAxis(range);
  const spots = spotsOf(pairs, axis);
  const title = `Predicted against true, ${rules[rule].name}${isSeveral(experiment) ? `, seed ${seed},` : ''} after epoch ${epoch}`;
  return (
    <figure>
      <figcaption>
        {title}
        {strayText(spots)}
      </figcaption>
      <svg viewBox={`0 0 ${leftOf(axis) + SIDE + RIGHT} ${HEIGHT}`} role="img" aria-label={title}>
        <Scatter axis={axis} side={SIDE} unit={unit} rule={rule} spots={spots} />
      </svg>
    </figure>
  );
}
