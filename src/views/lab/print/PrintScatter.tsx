import { rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run/spec';
import { linearAxis } from '../../../figures/axes/valueAxis';
import { isSeveral } from '../../../store/run/runList';
import { datasetChoice } from '../../../store/settings/choices';
import { ScatterDrawing, scatterSize } from '../../charts/points/Scatter';
import { strayText } from '../charts/predicted/predicted';
import { scatterSpec } from '../charts/predicted/scatterSpec';
import { usePredicted } from '../charts/predicted/usePredicted';

/** Side of the square in SVG units; scaled to the paper. */
const SIDE = 180;

/** Predictions of the first target by the shown rule, once there are any. */
export function PrintScatter({ experiment }: { experiment: Experiment }) {
  const { pairs, rule, seed, unit, range, epoch } = usePredicted(
    experiment,
    datasetChoice(experiment.dataset).outputs,
    0,
  );
  if (!range || !rule || epoch === undefined) return null;
  const axis = linearAxis(range);
  const scatter = scatterSpec({ pairs, axis, unit, rule });
  const { width, height } = scatterSize(axis, SIDE);
  const title = `Predicted against true, ${rules[rule].name}${isSeveral(experiment) ? `, seed ${seed},` : ''} after epoch ${epoch}`;
  return (
    <figure>
      <figcaption>
        {title}
        {strayText(scatter.spots)}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
        <ScatterDrawing {...scatter} side={SIDE} />
      </svg>
    </figure>
  );
}
